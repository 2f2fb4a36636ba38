"""Guarantees in the workspace: the list by their end, recording one, giving it back or cashing it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import permits
from pendopo.procurement import queries, services
from pendopo.procurement.forms_awards import GuaranteeEndForm, GuaranteeForm
from pendopo.procurement.views.award_steps import Step, ask
from pendopo.procurement.views.contract_words import written
from pendopo.procurement.views.contracts import contract_of

PER_PAGE = 25


@login_required
def guarantees(request: HttpRequest) -> HttpResponse:
    """Guarantees of the person's units, the one that ends first on top."""
    actor = actor_of(request)
    if not permits(actor, "procurement.see_guarantees"):
        raise PermissionDenied
    whole = request.GET.get("semua") == "1"
    found = queries.guarantees_visible_to(actor, all_of_them=whole)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"row": one, "actions": queries.guarantee_actions(actor, one)} for one in page]
    context = {"page": page, "rows": rows, "whole": whole, "today": clock.today()}
    return render(request, "procurement/awards/guarantees.html", context)


def _record(request: HttpRequest, up: str, up_label: str, due: Any, **of: int) -> HttpResponse:
    form = GuaranteeForm(request.POST or None, of_contract="contract_id" in of)
    rows = [{"key": _("Performance guarantee asked for"), "value": written(due)}] if due else []
    step = Step(
        title=_("Record a guarantee"), label=_("Record"), up=up, up_label=up_label, rows=rows,
        text=_("Check it with the bank or insurer first. You are told before it ends."),
    )  # fmt: skip
    actor = actor_of(request)
    return ask(
        request, step, form,
        lambda: services.record_guarantee(values=form.values(), actor=actor, now=clock.now(), **of),
    )  # fmt: skip


@login_required
def new_for_sppbj(request: HttpRequest, sppbj: int) -> HttpResponse:
    """Record the performance guarantee for an appointment."""
    found = queries.sppbj_at_work(actor_of(request), sppbj)
    if found is None:
        raise Http404
    if not permits(actor_of(request), "procurement.record_guarantee", found.tender.unit):
        raise PermissionDenied
    up = reverse("procurement:award", args=[found.tender.code])
    return _record(request, up, found.tender.title, found.guarantee_amount, sppbj_id=found.pk)


@login_required
def new_for_contract(request: HttpRequest, key: Any) -> HttpResponse:
    """Record a guarantee for a contract."""
    found = contract_of(request, key)
    if not permits(actor_of(request), "procurement.record_guarantee", found.unit):
        raise PermissionDenied
    return _record(request, reverse("procurement:contract", args=[found.key]), found.title, 0, contract_id=found.pk)


@login_required
def end(request: HttpRequest, guarantee: int, action: str) -> HttpResponse:
    """Give a guarantee back, or cash it."""
    actor = actor_of(request)
    found = queries.guarantee_at(actor, guarantee)
    if found is None or action not in queries.guarantee_actions(actor, found):
        raise Http404
    cashed = action == "cash"
    form = GuaranteeEndForm(request.POST or None)
    title = _("Cash the guarantee") if cashed else _("Give the guarantee back")
    rows = [(_("Number"), found.number), (_("Bank or insurer"), found.issuer), (_("Amount"), written(found.amount))]
    step = Step(
        title=title, label=title, up=reverse("procurement:guarantees"), up_label=_("Guarantees"),
        text=_("Say why: everybody sees it.") if cashed else "",
        rows=[{"key": key, "value": value} for key, value in rows],
    )  # fmt: skip
    note: dict[str, Any] = {"cashed": cashed, "actor": actor, "now": clock.now()}
    return ask(
        request, step, form,
        lambda: services.end_guarantee(guarantee_id=found.pk, note=form.cleaned_data["note"], **note),
    )  # fmt: skip
