"""Pages of the workspace around the Rka: stages at work, units of a stage, forms of a unit."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.budget import queries, services
from pendopo.budget.forms import UnitFilterForm
from pendopo.budget.states import RkaStatus
from pendopo.budget.views import ways as agreement
from pendopo.budget.views.comment_words import returned_entries
from pendopo.kernel import clock
from pendopo.kernel.access import Actor, permits, require

PER_PAGE = 25


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    assert isinstance(request.user, Actor)
    return request.user


def stage_of(request: HttpRequest, stage: int) -> Any:
    """The stage at work of that id. Raises Http404, PermissionDenied."""
    require(actor_of(request), "budget.see_rka")
    found = queries.stages_at_work(actor_of(request)).filter(pk=stage).first()
    if found is None:
        raise Http404
    return found


@login_required
def stages(request: HttpRequest) -> HttpResponse:
    """All stages, newest first, and the way to the person's own Rka."""
    require(actor_of(request), "budget.see_rka")
    page = Paginator(queries.stages_at_work(actor_of(request)), PER_PAGE).get_page(request.GET.get("page"))
    may_begin = permits(actor_of(request), "budget.open_stage")
    may_price = queries.may_see_editions(actor_of(request))
    context = {"page": page, "may_begin": may_begin, "may_price": may_price}
    return render(request, "budget/rka/stages.html", context)


def _filtered(request: HttpRequest, units: list[queries.UnitRka]) -> tuple[UnitFilterForm, list[queries.UnitRka]]:
    form = UnitFilterForm(request.GET or None, statuses=RkaStatus.choices)
    wanted = form.cleaned_data if form.is_valid() else {}
    text, status = wanted.get("cari", "").lower(), wanted.get("status", "")
    shown = [
        row
        for row in units
        if text in f"{row.unit.code} {row.unit.name} {row.unit.short_name}".lower() and status in ("", row.status)
    ]
    return form, shown


@login_required
def stage(request: HttpRequest, stage: int) -> HttpResponse:
    """The units of a stage with ceiling, what is filled and status; straight to the own one where there is one only."""
    found = stage_of(request, stage)
    units = queries.rka_visible_to(actor_of(request), found)
    if len(units) == 1:
        return redirect("budget:rka", stage=stage, unit=units[0].unit.code)
    form, shown = _filtered(request, units)
    context = {
        "stage": found,
        "form": form,
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "ceiling": sum(row.ceiling_amount for row in units),
        "used": sum(row.used_amount for row in units),
        "balance": queries.stage_balance(found),
        "counts": queries.counts_of(queries.findings_visible_to(actor_of(request), found)),
        "ready": sum(row.status == RkaStatus.VERIFIED for row in units),
        "units": len(units),
        "way": agreement.way_of(found),
        "actions": agreement.stage_buttons(actor_of(request), found),
    }
    return render(request, "budget/rka/stage.html", context)


def _filled(spending: list[queries.SheetRow]) -> dict[str, Any]:
    """Ceiling, sum, rest (whole rupiah) and share of the unit's forms of spending."""
    ceiling = sum(sheet.ceiling_amount or 0 for sheet in spending)
    used = sum(sheet.used_amount for sheet in spending)
    share = used * 100 / ceiling if ceiling else 0
    return {"ceiling": ceiling, "used": used, "rest": ceiling - used, "share": share}


@login_required
def rka(request: HttpRequest, stage: int, unit: str) -> HttpResponse:
    """The forms of a unit."""
    found = stage_of(request, stage)
    office = queries.rka_unit_visible_to(actor_of(request), unit)
    if office is None:
        raise Http404
    sheets = queries.sheets_of(found, office)
    context = {
        "stage": found,
        "unit": office,
        "page": Paginator(sheets, PER_PAGE).get_page(request.GET.get("page")),
        **_filled([sheet for sheet in sheets if sheet.side == "SPENDING"]),
        "editable": queries.rka_editable(actor_of(request), found, office),
        "counts": queries.counts_of(queries.findings_of_unit(found, office)),
        "beginnings": agreement.side_beginnings(actor_of(request), found, office),
        "steps": agreement.steps_of(found, office),
        "returned": returned_entries(found, office),
        "actions": agreement.rka_buttons(actor_of(request), found, office),
    }
    return render(request, "budget/rka/rka.html", context)


@require_POST
@login_required
def begin(request: HttpRequest, stage: int, unit: str) -> HttpResponse:
    """Begin the form of a sub kegiatan with a ceiling."""
    found = stage_of(request, stage)
    office = queries.rka_unit_visible_to(actor_of(request), unit)
    try:
        activity, sequence = int(request.POST["activity"]), int(request.POST.get("sequence", "1"))
    except (KeyError, ValueError):
        raise Http404 from None
    if office is None:
        raise Http404
    values = {"stage_id": found.pk, "unit_id": office.pk, "activity_id": activity, "sequence": sequence}
    try:
        sheet = services.begin_sheet(actor=actor_of(request), now=clock.now(), **values)
    except services.NoCeiling:
        raise Http404(_("This sub-activity has no ceiling in this stage.")) from None
    return redirect("budget:sheet", stage=stage, sheet=sheet.pk)
