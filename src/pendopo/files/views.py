"""Serving documents, and the list of imports."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from pendopo.files import queries, storage
from pendopo.files.tabular import refused_rows_csv
from pendopo.kernel.access import ANONYMOUS, Actor

PAGE_SIZE = 25
# Whatever a browser makes of the bytes, it runs nothing and reaches nothing of ours.
SANDBOX = "sandbox; default-src 'none'; style-src 'none'; frame-ancestors 'none'"


def _actor(request: HttpRequest) -> Actor:
    return cast(Actor, request.user) if request.user.is_authenticated else ANONYMOUS


def _bytes(sha256: str, media_type: str, *, public: bool, file_name: str, download: bool) -> FileResponse:
    try:
        file = storage.path_of(sha256).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, as_attachment=download, filename=file_name, content_type=media_type)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "public, max-age=3600" if public else "private, no-store"
    return response


@require_GET
def document(request: HttpRequest, code: str) -> HttpResponseBase:
    """Download a document. Of a photo only a rendition leaves the house: the original may tell where it was taken."""
    found = get_object_or_404(queries.documents_visible_to(_actor(request)), code=code)
    photo = queries.rendition_of(found, "1280.jpg")
    sha256, media_type = (photo.sha256, photo.media_type) if photo else (found.sha256, found.media_type)
    name = f"{found.code}.jpg" if photo else found.file_name
    return _bytes(sha256, media_type, public=found.public, file_name=name, download=True)


@require_GET
def rendition(request: HttpRequest, code: str, name: str) -> HttpResponseBase:
    """Show one rendition of a photo."""
    found = get_object_or_404(queries.documents_visible_to(_actor(request)), code=code)
    photo = queries.rendition_of(found, name)
    if photo is None:
        raise Http404
    return _bytes(photo.sha256, photo.media_type, public=found.public, file_name=name, download=False)


@require_GET
@login_required
def imports(request: HttpRequest) -> HttpResponse:
    """The runs of imports, newest first."""
    runs = queries.imports_visible_to(_actor(request))
    page = Paginator(runs.defer("problems", "defects"), PAGE_SIZE).get_page(request.GET.get("halaman", "1"))
    return render(request, "files/imports.html", {"page": page})


@require_GET
@login_required
def import_problems(request: HttpRequest, run_id: int) -> HttpResponse:
    """The refused rows of a run as CSV."""
    run = get_object_or_404(queries.imports_visible_to(_actor(request)), pk=run_id)
    response = HttpResponse(refused_rows_csv(queries.problems_of(run)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="impor-{run.pk}.csv"'
    return response
