"""What the pages and the downloads share: the place of an address, its rows in the asked order."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from pendopo.budget import queries
from pendopo.kernel.access import ANONYMOUS

SORTS = {
    "jumlah": (lambda row: (row.amount, row.code), False),
    "-jumlah": (lambda row: (row.amount, row.code), True),
    "nama": (lambda row: row.name.lower(), False),
    "-nama": (lambda row: row.name.lower(), True),
    "kode": (lambda row: row.code, False),
    "-kode": (lambda row: row.code, True),
}


def topic(**kwargs: Any) -> str:
    """The topic of a page of one year."""
    return f"budget:{kwargs['year']}"


def find_place(request: HttpRequest, year: int, unit: str = "", code: str = "") -> queries.Place:
    """The place of the address. Raises Http404."""
    stage = queries.stage_of(ANONYMOUS, year)
    by_unit = request.GET.get("menurut") == "unit"
    place = queries.place_at(stage, by_unit=by_unit, unit_code=unit, code=code) if stage else None
    if place is None:
        raise Http404
    return place


def find_rows(request: HttpRequest, place: queries.Place) -> list[queries.Row]:
    """The rows of the page, searched and sorted as the address says; the largest first by default."""
    text = request.GET.get("q", "").strip()
    rows = queries.search_below(place, text) if text else queries.rows_below(place)
    key, descending = SORTS.get(request.GET.get("urut", ""), SORTS["-jumlah"])
    return sorted(rows, key=key, reverse=descending)


def address(place: queries.Place, name: str = "", **extra: Any) -> str:
    """The address of a place, or with `name="file"` of its download."""
    kind = f"{name}_" if name else ""
    kwargs: dict[str, Any] = {"year": place.stage.year, **extra}
    if place.unit:
        kwargs["unit"] = place.unit.code
    if place.node:
        kwargs["code"] = place.node.code
    ending = (
        "unit" if place.unit and not place.node else "unit_node" if place.unit else "node" if place.node else "year"
    )
    return reverse(f"budget:{kind}{ending}", kwargs=kwargs)


def row_address(place: queries.Place, row: queries.Row) -> str:
    """Where a row leads, or nothing beneath a single ceiling."""
    year = place.stage.year
    if row.level == "PAGU":
        return ""
    if row.level == "UNIT":
        if place.node:
            return reverse("budget:unit_node", kwargs={"year": year, "unit": row.code, "code": place.node.code})
        return reverse("budget:unit", kwargs={"year": year, "unit": row.code})
    if place.unit:
        return reverse("budget:unit_node", kwargs={"year": year, "unit": place.unit.code, "code": row.code})
    return reverse("budget:node", kwargs={"year": year, "code": row.code})


def files_of(request: HttpRequest, place: queries.Place) -> dict[str, str]:
    """The addresses of the downloads of what the page shows, by format."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return {kind: address(place, "file", kind=kind) + query for kind in ("csv", "xlsx", "parquet")}
