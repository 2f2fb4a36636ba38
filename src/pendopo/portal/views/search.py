"""Search over everything public."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.kernel.pagecache import public_page
from pendopo.portal import queries

LONGEST = 100


@public_page("regions", "budget", "search")
def results(request: HttpRequest) -> HttpResponse:
    """The hits for `?q=`, 25 a page."""
    wanted = " ".join(request.GET.get("q", "").split())[:LONGEST]
    return render(
        request,
        "portal/search.html",
        queries.search(wanted, request.GET.get("halaman", "1"), request.GET.get("jenis", "")[:40]),
    )
