"""A village's budget at work: begin, write rows on a phone, publish."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.budget import queries, services
from pendopo.budget.forms_agreement import PaperForm
from pendopo.budget.forms_apbdes import ApbdesRowForm, BeginForm
from pendopo.budget.items import ItemProblem
from pendopo.budget.states import StageStatus
from pendopo.budget.views.apbdes_public import sides
from pendopo.budget.views.refusals import refusal_text
from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import permits
from pendopo.kernel.display import money


def _stage(request: HttpRequest, stage: int, right: str = "") -> Any:
    """The village budget of the address as a draft with that right. Raises Http404, PermissionDenied."""
    actor = actor_of(request)
    if not permits(actor, "budget.compose_apbdes") and not permits(actor, "budget.publish_apbdes"):
        raise PermissionDenied
    found = queries.apbdes_visible_to(actor, stage)
    if found is None or (right and found.status != StageStatus.DRAFT):
        raise Http404
    if right and not permits(actor, right, found.owner):
        raise PermissionDenied
    return found


@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """The budgets of the person's villages, and beginning one."""
    actor = actor_of(request)
    villages = queries.villages_of(actor)
    if not villages:
        raise PermissionDenied
    own = [unit for unit in villages if permits(actor, "budget.compose_apbdes", unit)]
    data = request.POST if request.method == "POST" else None
    form = BeginForm(data, villages=own, initial={"year": clock.today().year + 1}) if own else None
    if data is not None and form is not None and form.is_valid():
        village, year = form.cleaned_data["village"], form.cleaned_data["year"]
        try:
            made = services.begin_apbdes(village_id=village, year=year, actor=actor, now=clock.now())
            return redirect("budget:apbdes_draft", stage=made.pk)
        except services.ApbdesBegun:
            form.add_error("year", _("This village has a budget of this year already"))
    context = {"stages": queries.apbdes_at_work(actor), "form": form}
    return render(request, "budget/apbdes/listed.html", context)


@login_required
def draft(request: HttpRequest, stage: int) -> HttpResponse:
    """The rows of a village budget by side, and how the sides balance."""
    found = _stage(request, stage)
    rows = queries.apbdes_rows(found)
    actor, is_draft = actor_of(request), found.status == StageStatus.DRAFT
    context = {
        "stage": found,
        "sums": queries.village_sums([found])[0],
        "sides": [(label, [row for row in rows if row["side"] == side]) for side, label in sides()],
        "may_write": is_draft and permits(actor, "budget.compose_apbdes", found.owner),
        "may_publish": is_draft and permits(actor, "budget.publish_apbdes", found.owner),
    }
    return render(request, "budget/apbdes/draft.html", context)


@login_required
def add(request: HttpRequest, stage: int) -> HttpResponse:
    """Add a row."""
    found = _stage(request, stage, "budget.compose_apbdes")
    lists = {"accounts": queries.village_accounts(found), "activities": queries.village_activities(found)}
    form = ApbdesRowForm(request.POST if request.method == "POST" else None, **lists)
    if request.method == "POST" and form.is_valid() and _add(request, found, form):
        return redirect("budget:apbdes_add" if "again" in request.POST else "budget:apbdes_draft", stage=stage)
    return render(request, "budget/apbdes/row.html", {"stage": found, "form": form})


def _add(request: HttpRequest, stage: Any, form: ApbdesRowForm) -> bool:
    values = form.cleaned_data
    given = {"account_id": values["account"], "activity_id": values["activity"], "label": values["label"]}
    try:
        services.put_apbdes_row(
            stage_id=stage.pk, amount=values["amount"], actor=actor_of(request), now=clock.now(), **given
        )
    except services.KegiatanMissing:
        form.add_error("activity", _("Spending (5) needs an activity; revenue (4) and financing (6) have none"))
        return False
    except ItemProblem:
        form.add_error("amount", _("This amount cannot be kept"))
        return False
    except services.CHANGE_REFUSED as refusal:
        form.add_error(None, refusal_text(refusal))
        return False
    messages.success(request, _("The row is saved."))
    return True


@require_POST
@login_required
def remove(request: HttpRequest, stage: int, item: int) -> HttpResponse:
    """Take a row out of the draft."""
    found = _stage(request, stage, "budget.compose_apbdes")
    if item not in {row["pk"] for row in queries.apbdes_rows(found)}:
        raise Http404
    services.remove_apbdes_row(stage_id=stage, item_id=item, actor=actor_of(request), now=clock.now())
    messages.success(request, _("The row was taken out."))
    return redirect("budget:apbdes_draft", stage=stage)


@login_required
def publish(request: HttpRequest, stage: int) -> HttpResponse:
    """Asks for the Perdes, then publishes."""
    found = _stage(request, stage, "budget.publish_apbdes")
    form = PaperForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.publish_apbdes(stage_id=stage, actor=actor_of(request), now=clock.now(), **form.cleaned_data)
            messages.success(request, _("The village budget is public."))
            return redirect("budget:apbdes_draft", stage=stage)
        except services.StageUnfinished as refusal:
            gap = money(abs(refusal.balance_amount))
            form.add_error(None, _("The sides do not balance yet: %(gap)s are left or missing.") % {"gap": gap})
        except services.DutiesMixed:
            form.add_error(None, _("You wrote rows of this budget yourself; another person has to publish it."))
    return render(request, "budget/apbdes/publish.html", {"stage": found, "form": form})
