"""When price standards change: what it does to the drafts of all units, and letting the rows of one form follow."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.budget import queries, services
from pendopo.budget.repricing import CAN_FOLLOW, RowFate
from pendopo.budget.views.refusals import refusal_text
from pendopo.budget.views.rka import actor_of
from pendopo.budget.views.rows import editable_place
from pendopo.budget.views.sheet import Place
from pendopo.kernel import clock

PER_PAGE = 50


def _shown(item: Any) -> dict[str, Any]:
    """A row of the list: old and new for one, the amounts, what becomes of it."""
    note = "" if item.fate == RowFate.FOLLOWS else RowFate(item.fate).label
    return {"item": item, "can_follow": item.fate in CAN_FOLLOW, "note": note}


def _stage(request: HttpRequest) -> Any:
    """The open stage that is asked for, else the newest; None where no stage is open."""
    stages = queries.draft_stages_to_reprice()
    asked = request.GET.get("tahap", "")
    return stages.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 10 else stages.first()


@login_required
def price_impact(request: HttpRequest, edition: int) -> HttpResponse:
    """For each unit and row of the open stage: the price it was written with, the price of this edition."""
    if not queries.may_see_impact(actor_of(request)):
        raise PermissionDenied
    found = queries.editions_with_impact(actor_of(request)).filter(pk=edition).first()
    if found is None:
        raise Http404
    stage = _stage(request)
    units = queries.impact_by_unit(stage, found) if stage else []
    asked = request.GET.get("unit", "")
    rows: Any = queries.rows_to_reprice(stage, found) if stage else []
    chosen = next((unit for unit in units if unit.code == asked), None)
    rows = rows.filter(line__sheet__unit__code=chosen.code) if chosen else rows
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"edition": found, "stage": stage, "units": units, "unit": chosen, "page": page}
    context["entries"] = [_shown(item) for item in page]
    context["total"] = sum(unit.difference for unit in units)
    return render(request, "budget/prices/impact.html", context)


def _chosen(request: HttpRequest) -> dict[int, int]:
    """Row id -> revision, as the boxes say; anything else is left out."""
    pairs = [text.split(".", 1) for text in request.POST.getlist("baris")[:PER_PAGE]]
    whole = [pair for pair in pairs if len(pair) == 2 and all(part.isdecimal() and len(part) < 16 for part in pair)]
    return {int(item): int(revision) for item, revision in whole}


def _reprice(request: HttpRequest, place: Place, edition: Any) -> bool:
    """Whether the chosen rows follow now; else the refusal is said."""
    given: dict[str, Any] = {"edition_id": edition.pk, "rows": _chosen(request), **place.ids}
    try:
        made = services.reprice_items(actor=actor_of(request), now=clock.now(), **given)
    except services.NothingChosen:
        messages.error(request, _("Choose at least one row."))
        return False
    except services.CHANGE_REFUSED as refusal:
        messages.error(request, refusal_text(refusal))
        return False
    text = ngettext(
        "%(rows)s row follows its standard now. You can take this back.",
        "%(rows)s rows follow their standards now. You can take this back.",
        len(made),
    )
    messages.success(request, text % {"rows": len(made)})
    return True


@login_required
def reprice(request: HttpRequest, stage: int, sheet: int) -> HttpResponse:
    """Let rows of a form follow the standards in force."""
    place = editable_place(request, stage, sheet)
    edition = queries.effective_edition(clock.today())
    if request.method == "POST" and edition and _reprice(request, place, edition):
        return redirect(place.address)
    rows: Any = queries.rows_to_reprice(place.stage, edition).filter(line__sheet=place.sheet) if edition else []
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    entries = _ticked(request, [_shown(item) for item in page])
    following = any(entry["can_follow"] for entry in entries)
    context = {"place": place, "edition": edition, "page": page, "entries": entries, "following": following}
    return render(request, "budget/prices/reprice.html", context)


def _ticked(request: HttpRequest, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each row with its `key`, ticked as it was sent, at first where it follows."""
    sent = set(request.POST.getlist("baris")) if request.method == "POST" else None
    for entry in entries:
        entry["key"] = f"{entry['item'].pk}.{entry['item'].revision}"
        entry["ticked"] = not entry["note"] if sent is None else entry["key"] in sent
    return entries
