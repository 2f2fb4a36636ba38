"""The home: what a resident wants first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.kernel.pagecache import public_page
from pendopo.portal import queries


@public_page("regions", "budget")
def home(request: HttpRequest) -> HttpResponse:
    """Search, doors, the budget in one figure, the kecamatan."""
    return render(request, "portal/home.html", queries.home())
