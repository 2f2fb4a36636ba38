"""The rows of a unit or of all units of a stage as a table in the columns of SIPD."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from pendopo.budget import queries
from pendopo.budget.sipd import HEADS, cells_of
from pendopo.budget.views.downloads import answer
from pendopo.budget.views.rka import actor_of, stage_of


def _written(cell: Any) -> Any:
    """Decimals as people here write them: `12,5`."""
    return str(cell).replace(".", ",") if isinstance(cell, float) else cell


@require_GET
@login_required
def sipd_file(request: HttpRequest, stage: int, kind: str, unit: str = "") -> HttpResponse:
    """The rows of one unit, or of all units that the person may see, as XLSX or CSV."""
    found = stage_of(request, stage)
    units = queries.sipd_units_visible_to(actor_of(request), found)
    if unit:
        units = [one for one in units if one.code == unit]
        if not units and queries.rka_unit_visible_to(actor_of(request), unit) is None:
            raise Http404
    rows = [cells_of(row, found.year) for row in queries.sipd_rows(found, [one.pk for one in units])]
    if kind == "csv":
        rows = [[_written(cell) for cell in row] for row in rows]
    name = "-".join(["sipd", "rka", str(found.year), str(found.seq), *filter(None, [unit])])
    return answer((HEADS, rows), kind, name)
