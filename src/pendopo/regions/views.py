"""Public pages: the map and the search of villages, a kecamatan, a desa."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.kernel.pagecache import public_page
from pendopo.regions import queries


@public_page("regions")
def desa_list(request: HttpRequest) -> HttpResponse:
    """The regency: its kecamatan on a map, its index over the years, and the villages that a text finds."""
    text = request.GET.get("q", "").strip()[:80]
    found = queries.find_desa(text, request.GET.get("page", "1")) if text else None
    return render(request, "regions/desa_list.html", queries.regency_page() | {"query": text, "found": found})


@public_page("regions")
def kecamatan(request: HttpRequest, slug: str) -> HttpResponse:
    """A kecamatan and its villages."""
    return render(request, "regions/kecamatan.html", _found(queries.kecamatan_page(slug)))


@public_page("regions")
def desa(request: HttpRequest, slug: str) -> HttpResponse:
    """A desa or kelurahan: identity, place, index."""
    return render(request, "regions/desa.html", _found(queries.desa_page(slug)))


def _found(shown: dict[str, Any] | None) -> dict[str, Any]:
    if shown is None:
        raise Http404
    return shown
