"""Serving documents."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from pendopo.files import checks, presentation_checks, queries
from pendopo.files.serving import bytes_response, paper_response
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS, Actor


def _actor(request: HttpRequest) -> Actor:
    return cast(Actor, request.user) if request.user.is_authenticated else ANONYMOUS


@require_GET
def document(request: HttpRequest, code: str) -> HttpResponseBase:
    """An issued paper: its page. Any other document: its download; of a photo only a rendition, for the original may
    tell where it was taken."""
    if checks.issued_document(code):
        return _paper_page(request, code)
    found = get_object_or_404(queries.documents_visible_to(_actor(request)), code=code)
    photo = queries.rendition_of(found, "1280.jpg")
    sha256, media_type = (photo.sha256, photo.media_type) if photo else (found.sha256, found.media_type)
    name = f"{found.code}.jpg" if photo else found.file_name
    return bytes_response(sha256, media_type, public=found.public, file_name=name, download=True)


def _paper_page(request: HttpRequest, code: str) -> HttpResponseBase:
    found = checks.check_code(code, clock.now())
    if found.document is None:
        raise Http404
    open_to = queries.documents_visible_to(_actor(request)).filter(pk=found.document.pk).exists()
    context = {"check": presentation_checks.shown(found, by_code=True), "open": open_to, "document": found.document}
    return render(request, "files/paper.html", context)


@require_GET
def paper_file(request: HttpRequest, code: str) -> HttpResponseBase:
    """Download an issued paper, for those who may read it."""
    return paper_response(get_object_or_404(queries.documents_visible_to(_actor(request)), code=code, issued=True))


@require_GET
def rendition(request: HttpRequest, code: str, name: str) -> HttpResponseBase:
    """Show one rendition of a photo."""
    found = get_object_or_404(queries.documents_visible_to(_actor(request)), code=code)
    photo = queries.rendition_of(found, name)
    if photo is None:
        raise Http404
    return bytes_response(photo.sha256, photo.media_type, public=found.public, file_name=name, download=False)
