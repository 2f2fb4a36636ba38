"""What each source of funds pays for in a stage."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pendopo.budget import queries
from pendopo.budget.views.downloads import answer
from pendopo.budget.views.rka import actor_of, stage_of
from pendopo.kernel.figures import share_bar

FILE_HEADS = ("kode_dana", "nama_dana", "jumlah_baris", "jumlah")


def _place(request: HttpRequest, stage: int) -> tuple[Any, Any]:
    """The stage, and the unit of `?unit=` if there is one. Raises Http404, PermissionDenied."""
    found, code = stage_of(request, stage), request.GET.get("unit", "")
    office = queries.rka_unit_visible_to(actor_of(request), code) if code else None
    if code and office is None:
        raise Http404
    return found, office


@login_required
def fundings(request: HttpRequest, stage: int) -> HttpResponse:
    """The spending of a stage, or of one unit, by source of funds."""
    found, office = _place(request, stage)
    totals = queries.stage_fundings(found, office)
    whole = sum(row.amount for row in totals)
    rows = [
        {
            "row": row,
            "share": row.amount * 100 / whole if whole else 0,
            "bar": share_bar(row.amount * 100 / whole if whole else 0),
        }
        for row in totals
    ]
    without = next((row for row in totals if not row.code), None)
    context = {"stage": found, "unit": office, "rows": rows, "whole": whole, "without": without}
    return render(request, "budget/fundings/fundings.html", context)


@login_required
def fundings_file(request: HttpRequest, stage: int, kind: str) -> HttpResponse:
    """The same as a file."""
    found, office = _place(request, stage)
    rows = [
        (row.code, row.name or _("Not said yet"), row.rows, row.amount) for row in queries.stage_fundings(found, office)
    ]
    return answer((FILE_HEADS, rows), kind, f"sumber-dana-{found.year}-{found.seq}")
