"""How much of the plan and of the contracts goes to small businesses and domestic products, for everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.budget.views.downloads import answer
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.pagecache import public_page
from pendopo.procurement import queries
from pendopo.procurement.views.packages_public import topic
from pendopo.procurement.views.target_words import HEADS, file_row, shown

UNITS = 200


def context_of(rows: list[Any], year: int, years: list[int]) -> dict[str, Any]:
    """The regency and its units against the target of the year."""
    law = queries.umk_target(year, clock.now())
    least = law.value["percent"] if law else None
    return {
        "year": year,
        "years": [one for one in years if one != year],
        "law": law,
        "least": least,
        "whole": shown(queries.together(rows), least) if rows else None,
        "rows": [shown(row, least) for row in rows[:UNITS]],
    }


@public_page("procurement", topic)
def targets(request: HttpRequest, year: str = "") -> HttpResponse:
    """The targets of a year (of the latest one): the regency and every unit, planned and bound apart."""
    years = queries.target_years(ANONYMOUS)
    asked = int(year) if year else (years[0] if years else clock.today().year)
    context = context_of(queries.targets_of(ANONYMOUS, asked), asked, years)
    return render(request, "procurement/targets/public.html", context)


@public_page("procurement", topic)
def targets_file(request: HttpRequest, year: str, kind: str) -> HttpResponse:
    """The same sums as CSV or XLSX; the first row is the regency."""
    rows = queries.targets_of(ANONYMOUS, int(year))
    table = [file_row(row) for row in (queries.together(rows), *rows)] if rows else []
    return answer((HEADS, table), kind, f"umk-pdn-{year}")
