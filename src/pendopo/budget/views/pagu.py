"""Ceilings of a stage in the workspace: the pool of each unit, and the sub kegiatan of one, each cell saved at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.budget import queries, services
from pendopo.budget.forms_pagu import Cells, read_cells
from pendopo.budget.views.pagu_words import ceiling_text
from pendopo.budget.views.rka import actor_of, stage_of
from pendopo.kernel import clock
from pendopo.kernel.display import number
from pendopo.kernel.figures import share_bar

PER_PAGE = 25


@dataclass(frozen=True)
class Cell:
    """One row of a grid of ceilings: what it is of, its amounts, and what was typed or is wrong; whole rupiah."""

    key: str
    row: Any
    value: str
    error: str = ""


def cells_of(rows: list[Any], key: Callable[[Any], str], cells: Cells | None) -> list[Cell]:
    """The rows with what stands in their cells now: after a refusal what was typed, else the ceilings."""
    typed = {} if cells is None or cells.sound else cells.typed
    errors = cells.errors if cells else {}
    return [Cell(key(row), row, typed.get(key(row), number(row.amount)), errors.get(key(row), "")) for row in rows]


def editable_now(request: HttpRequest, stage: Any) -> bool:
    """Whether the person may change ceilings of the stage now."""
    return queries.ceilings_editable(actor_of(request), stage) and queries.is_open_at(stage, clock.now())


def bar_of(pool: Any) -> dict[str, Any]:
    """The share that is spread, for the component `progress`."""
    share = pool.given_amount * 100 / pool.amount if pool.amount else 0
    return {"pool": pool, "share": share, "bar": share_bar(min(share, 100))}


def office_of(request: HttpRequest, unit: str) -> Any:
    """The unit of the address. Raises Http404."""
    office = queries.rka_unit_visible_to(actor_of(request), unit)
    if office is None:
        raise Http404
    return office


def refuse_cells(cells: Cells, refusal: Exception, place: str | None) -> None:
    """Put a refusal at its cell, or at all that changed; an older amount is taken as read."""
    keys = [place] if place in cells.amounts else list(cells.amounts)
    for key in keys:
        cells.errors[str(key)] = ceiling_text(refusal, cells.amounts[str(key)] if len(cells.amounts) == 1 else None)


def save_units(request: HttpRequest, stage: Any, cells: Cells) -> int:
    """How many ceilings of units were set; a refusal stands in the cells."""
    amounts = {int(key): amount for key, amount in cells.amounts.items()}
    seen = {int(key): amount for key, amount in cells.seen.items()}
    given: dict[str, Any] = {"reason": cells.reason, "actor": actor_of(request), "now": clock.now()}
    try:
        return len(services.set_unit_ceilings(stage_id=stage.pk, amounts=amounts, seen=seen, **given))
    except services.POOL_REFUSED as refusal:
        refuse_cells(cells, refusal, str(getattr(refusal, "unit_id", "")))
        return 0


def _places(amounts: Mapping[str, int]) -> dict[tuple[int, int], int]:
    found = {}
    for key, amount in amounts.items():
        activity, _dash, sequence = key.partition("-")
        found[int(activity), int(sequence or 1)] = amount
    return found


def save_places(request: HttpRequest, stage: Any, office: Any, cells: Cells, codes: Mapping[str, str]) -> int:
    """How many ceilings of sub kegiatan were set; a refusal stands in the cells. `codes` is key by code."""
    given: dict[str, Any] = {"reason": cells.reason, "actor": actor_of(request), "now": clock.now()}
    amounts, seen = _places(cells.amounts), _places(cells.seen)
    try:
        return len(services.set_ceilings(stage_id=stage.pk, unit_id=office.pk, amounts=amounts, seen=seen, **given))
    except services.POOL_REFUSED as refusal:
        place = getattr(refusal, "place", None)
        key = f"{place[0]}-{place[1]}" if place else codes.get(getattr(refusal, "code", ""), "")
        refuse_cells(cells, refusal, key)
        return 0


def answer(request: HttpRequest, template: str, context: dict[str, Any], cells: Cells, saved: int) -> HttpResponse:
    """The saved cell for htmx; without it the page again, with what is wrong or what was done."""
    request.session["pagu_reason"] = cells.reason
    sound = cells.sound
    if request.headers.get("HX-Request"):
        context |= {"changed": [cell for cell in context["cells"] if cell.key in cells.typed], "saved": sound}
        return render(request, f"{template}#answer", context, status=200 if sound else 422)
    if sound:
        words = ngettext("%(number)s ceiling was set.", "%(number)s ceilings were set.", saved)
        messages.success(request, words % {"number": saved} if saved else _("Nothing was changed."))
        return redirect(request.get_full_path())
    return render(request, template, context, status=422)


def grid_words(request: HttpRequest, cells: Cells | None) -> dict[str, Any]:
    """The basis of the change as it stands above the grid."""
    return {
        "reason": cells.reason if cells else request.session.get("pagu_reason", ""),
        "reason_error": cells.reason_error if cells else "",
        "cells_typed": cells,
        "saved_at": clock.now(),
    }


@login_required
def pagu(request: HttpRequest, stage: int) -> HttpResponse:
    """The envelope and the ceilings of the units; straight to the own one where there is one only."""
    found = stage_of(request, stage)
    editable = editable_now(request, found)
    cells, saved = None, 0
    if request.method == "POST":
        cells = read_cells(request.POST)
        if cells.sound and cells.amounts:
            saved = save_units(request, found, cells)
    pools = queries.unit_pools_visible_to(actor_of(request), found)
    if not editable and len(pools) == 1 and request.method == "GET":
        return redirect("budget:unit_pagu", stage=stage, unit=pools[0].unit.code)
    page = Paginator(pools, PER_PAGE).get_page(request.GET.get("page"))
    shown = cells_of(list(page), lambda row: str(row.unit.pk), cells)
    context = {"stage": found, "editable": editable, "page": page, "cells": shown, **grid_words(request, cells)}
    context |= bar_of(queries.envelope_of(found))
    if cells is None:
        return render(request, "budget/pagu/pagu.html", context)
    return answer(request, "budget/pagu/pagu.html", context, cells, saved)


@login_required
def unit_pagu(request: HttpRequest, stage: int, unit: str) -> HttpResponse:
    """The ceilings of the sub kegiatan of one unit."""
    found, office = stage_of(request, stage), office_of(request, unit)
    editable = editable_now(request, found)
    cells, saved = None, 0
    if request.method == "POST":
        cells = read_cells(request.POST)
        if cells.sound and cells.amounts:
            codes = {row.code: row.key for row in queries.spread_of(found, office) if row.key in cells.amounts}
            saved = save_places(request, found, office, cells, codes)
    rows = queries.spread_of(found, office)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = cells_of(list(page), lambda row: row.key, cells)
    edits = queries.ceiling_edits_visible_to(actor_of(request), found, office)[:5]
    context = {"stage": found, "unit": office, "editable": editable, "page": page, "cells": shown, "edits": edits}
    context |= bar_of(queries.unit_pool(found, office)) | grid_words(request, cells)
    if cells is None:
        return render(request, "budget/pagu/unit.html", context)
    return answer(request, "budget/pagu/unit.html", context, cells, saved)
