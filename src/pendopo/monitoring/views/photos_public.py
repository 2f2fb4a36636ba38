"""Photos of a work for everybody: accepted ones alone."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.pagecache import public_page
from pendopo.monitoring import queries
from pendopo.monitoring.views.photo_words import shown_photos
from pendopo.monitoring.views.photos import picture_answer
from pendopo.monitoring.views.projects_public import topic


@public_page("monitoring", topic)
def project_photos(request: HttpRequest, code: str) -> HttpResponse:
    """Every accepted photo of a work, first to last."""
    found = queries.project_at(ANONYMOUS, code)
    if found is None:
        raise Http404
    context = {"project": found, "photos": shown_photos(queries.photos_accepted(found))}
    return render(request, "monitoring/photos/list.html", context)


def project_picture(request: HttpRequest, code: str, pk: int, name: str) -> FileResponse:
    """A rendition of an accepted photo."""
    found = queries.project_at(ANONYMOUS, code)
    photo = queries.photo_of(found, pk) if found else None
    if photo is None or photo.status != "ACCEPTED" or photo.report.status != "ACCEPTED":
        raise Http404
    return picture_answer(photo, name, public=True)
