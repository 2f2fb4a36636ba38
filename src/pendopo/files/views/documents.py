"""Serving documents."""

from typing import cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from pendopo.files import queries, storage
from pendopo.kernel.access import ANONYMOUS, Actor

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
