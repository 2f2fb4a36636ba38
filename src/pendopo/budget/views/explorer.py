"""The budget explorer: one page for every place in the trees of activities and units."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.budget import queries
from pendopo.budget.names import inside, short
from pendopo.budget.views import reading
from pendopo.budget.writing import write_coefficients
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.display import percent, short_money
from pendopo.kernel.figures.treemaps import Treemap, treemap
from pendopo.kernel.pagecache import public_page

PER_PAGE, COMPONENTS, MOST_AREAS, SERIES = 50, 25, 14, 8


def _shown_rows(place: queries.Place, rows: list[queries.Row], total: int) -> list[dict[str, Any]]:
    """Rows with share in percent, address and colour; colours go to the largest, as in the picture."""
    ranks = {id(row): rank for rank, row in enumerate(sorted(rows, key=lambda row: -row.amount), start=1)}
    return [
        {
            "row": row,
            "name": row.name,
            "share": reading.share_text(row.amount, total),
            "url": reading.row_address(place, row),
            "series": min(ranks[id(row)], SERIES),
        }
        for row in rows
    ]


def _picture(shown: list[dict[str, Any]]) -> Treemap | None:
    """The largest rows as areas; the rest is one area without a link."""
    ordered = sorted(shown, key=lambda entry: -entry["row"].amount)
    largest, rest = ordered[:MOST_AREAS], ordered[MOST_AREAS:]
    areas = [
        {
            "label": short(entry["name"]),
            "value": entry["row"].amount,
            "text": short_money(entry["row"].amount),
            "url": entry["url"],
            "css": f"s{entry['series']}",
        }
        for entry in largest
    ]
    if amount := sum(entry["row"].amount for entry in rest):
        label = _("%(number)s others") % {"number": len(rest)}
        areas.append({"label": label, "value": amount, "text": short_money(amount), "css": f"s{SERIES}"})
    return treemap(areas) if any(area["value"] for area in areas) else None


def _finding(place: queries.Place, shown: list[dict[str, Any]], total: int) -> str:
    """One sentence that says what the figures mean."""
    if len(shown) < 2 or not total:
        return ""
    largest = max(shown, key=lambda entry: entry["row"].amount)
    name = largest["name"] if largest["row"].level == "UNIT" else inside(short(largest["name"]))
    values = {"share": round(largest["row"].amount * 100 / total), "name": name}
    if values["share"] < 1:
        return ""
    return _("Of every 100 rupiah here, %(share)s go to %(name)s.") % values


def _crumbs(place: queries.Place) -> list[dict[str, str]]:
    stage = place.stage
    year = reading.in_stage(reverse("budget:year", kwargs={"year": stage.year}), stage)
    by_unit = reading.in_stage(reverse("budget:year", kwargs={"year": stage.year}) + "?menurut=unit", stage)
    top = _("Budget %(year)s") % {"year": stage.year}
    if not place.unit and not place.node:
        return [{"label": top, "url": ""}]
    crumbs = [{"label": top, "url": by_unit if place.unit else year}]
    if place.unit:
        at = queries.Place(stage, unit=place.unit)
        crumbs.append({"label": at.name, "url": reading.address(at)})
    for node in queries.path_of(place):
        at = queries.Place(stage, unit=place.unit, node=node)
        crumbs.append({"label": at.name, "url": reading.address(at)})
    crumbs[-1]["url"] = ""
    return crumbs


def _figures(place: queries.Place, total: int, rows: list[queries.Row]) -> dict[str, Any]:
    """The figures on top: the sum, its share of everything, the share per resident, the number of ceilings."""
    stage, people = place.stage, reading.population()
    whole = total if not place.unit and not place.node else queries.total_of(queries.Place(stage))
    return {
        "total": total,
        "share": percent(total * 100 / whole) if whole and whole != total else "",
        "per_resident": total // people.population if people else None,
        "people": people,
        "units": queries.number_of_units(stage) if whole == total and not place.unit else None,
        "ceilings": sum(row.rows for row in rows),
    }


def _components(request: HttpRequest, place: queries.Place) -> Any:
    """A page of the component rows of a unit's sub kegiatan, with their coefficients as people write them."""
    if place.below != "PAGU":
        return None
    page = Paginator(queries.component_rows(place), COMPONENTS).get_page(request.GET.get("page"))
    rows: Any = [(item, write_coefficients(item.coefficients)) for item in page.object_list]
    page.object_list = rows
    return page


def _around(request: HttpRequest, place: queries.Place) -> dict[str, Any]:
    """Other years, other stages, and the rows at the bottom of the tree."""
    return {
        "years": queries.years_visible_to(ANONYMOUS),
        "stages": reading.stages(place),
        "components": _components(request, place),
    }


def _context(request: HttpRequest, place: queries.Place) -> dict[str, Any]:
    text = request.GET.get("q", "").strip()
    rows = reading.find_rows(request, place)
    total = queries.total_of(place) if text else sum(row.amount for row in rows)
    shown = _shown_rows(place, rows, total)
    return {
        "place": place,
        "stage": place.stage,
        "title": place.name or _("Budget %(year)s") % {"year": place.stage.year},
        "code": place.node.code if place.node else (place.unit.code if place.unit else ""),
        "card": reading.card_address(place),
        "crumbs": _crumbs(place),
        "finding": "" if text else _finding(place, shown, total),
        "papers": [] if place.node else queries.open_papers(place.stage, place.unit),
        "figures": _figures(place, total, [] if text else rows),
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "text": text,
        "picture": None if text else _picture(shown),
        "files": reading.files_of(request, place),
        **_around(request, place),
        "tabs": [] if place.node else reading.tabs(place.stage, "unit" if place.by_unit else "activity", place.unit),
        "priority": queries.priority_of(place.stage.year, place.node.code) if place.node else None,
        "by_unit": place.by_unit,
        "below": place.below,
    }


@public_page("budget")
def home(request: HttpRequest) -> HttpResponse:
    """The effective stage of the latest year, or a page that says there is none yet."""
    stage = queries.latest_stage(ANONYMOUS)
    if stage is None:
        return render(request, "budget/empty.html")
    by_unit = request.GET.get("menurut") == "unit"
    return render(request, "budget/place.html", _context(request, queries.Place(stage, by_unit)))


@public_page("budget", reading.topic)
def place(request: HttpRequest, year: int, unit: str = "", code: str = "") -> HttpResponse:
    """One place of the budget of a year."""
    found = reading.find_place(request, year, unit, code)
    return render(request, "budget/place.html", _context(request, found))
