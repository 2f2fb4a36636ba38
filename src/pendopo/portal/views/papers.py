"""Status, accessibility statement, privacy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.kernel.pagecache import public_page
from pendopo.portal import queries


def status(request: HttpRequest) -> HttpResponse:
    """Whether the parts of this instance work, asked anew at each view."""
    found = queries.system_status()
    return render(request, "portal/status.html", found | {"well": all(part["works"] for part in found["parts"])})


@public_page()
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, what does not yet, whom to tell."""
    return render(request, "portal/accessibility.html")


@public_page()
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of a visitor, and of somebody who signs in."""
    return render(request, "portal/privacy.html")
