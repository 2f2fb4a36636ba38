"""Sealed bids for everybody: how they work and what they do not stop."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.kernel.pagecache import public_page
from pendopo.procurement.views.packages_public import topic


@public_page("procurement", topic)
def explained(request: HttpRequest) -> HttpResponse:
    """How it works, and every limit."""
    return render(request, "procurement/sealing/explained.html")
