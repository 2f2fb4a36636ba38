"""The regency's colours as a style sheet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.instance import queries
from pendopo.kernel.pagecache import public_page


@public_page(max_age=86400)
def brand(request: HttpRequest) -> HttpResponse:
    """Three variables over those of the design system; the address carries them, so it may be kept for a day."""
    colours = queries.colours(queries.current())
    return render(request, "instance/merek.css", {"colours": colours}, content_type="text/css; charset=utf-8")
