"""Contracts in the workspace: drafted for a package, signed, started, amended, ended; suppliers registered."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import require
from pendopo.kernel.display import number
from pendopo.organisations import services as organisations
from pendopo.procurement import queries, services
from pendopo.procurement.forms_contracts import AddendumForm, ContractForm, SpmkForm, SupplierForm
from pendopo.procurement.forms_packages import ReasonForm, read_cents
from pendopo.procurement.views.contract_words import STEPS, facts_of, refusal_text
from pendopo.procurement.views.entry import LOOK, foreseen_of
from pendopo.procurement.views.flag_cards import card_of
from pendopo.procurement.views.packages import REFUSED, package_of
from pendopo.procurement.views.paper_words import papers_at_work

FORMS = {"start": SpmkForm, "amend": AddendumForm, "terminate": ReasonForm}
ACTS: dict[str, Any] = {
    "sign": services.sign_contract,
    "start": services.issue_spmk,
    "amend": services.amend_and_print,
    "finish": services.finish_contract,
    "terminate": services.terminate_contract,
}
CONTRACT_REFUSED = (*REFUSED, services.ContractRefused)


@login_required
def new_contract(request: HttpRequest, code: str) -> HttpResponse:
    """Draft a contract for an announced package."""
    found = package_of(request, code)
    if not queries.may_contract(actor_of(request), found):
        raise PermissionDenied
    text = request.POST.get("cari", request.GET.get("cari", ""))
    chosen = [(one.pk, str(one)) for one in queries.suppliers_to_choose(actor_of(request), text)]
    form = ContractForm(request.POST or None, suppliers=chosen, initial={"title": found.title})
    amounts, typed, errors = read_cents(request.POST)
    seen: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid() and not errors:
        look = LOOK in request.POST
        act = services.foresee_contract if look else services.draft_contract
        made = _drafted(request, found, form, amounts, act)
        if made and look:
            seen = foreseen_of(made, found.year)
        elif made:
            messages.success(request, _("The contract is saved as a draft."))
            return redirect("procurement:contract", key=made.key)
    context = {"package": found, "form": form, "asked": text, "rows": _rows(request, found, typed, errors)}
    return render(request, "procurement/contracts/new.html", context | seen)


def _rows(request: HttpRequest, package: Any, typed: dict[int, str], errors: dict[int, str]) -> list[dict[str, Any]]:
    lines = queries.lines_of(actor_of(request), package)
    return [
        {"line": line, "most": most, "value": typed.get(line.id, ""), "error": errors.get(line.id, "")}
        for line, most in lines
    ]


def _drafted(
    request: HttpRequest, package: Any, form: ContractForm, amounts: dict[int, Decimal], act: Callable[..., Any]
) -> Any:
    given = dict(form.cleaned_data)
    supplier = given.pop("supplier")
    values = services.ContractValues(amount=sum(amounts.values(), Decimal(0)), **given)
    try:
        return act(
            package_id=package.pk,
            supplier_id=supplier,
            values=values,
            shares=amounts,
            actor=actor_of(request),
            now=clock.now(),
        )
    except CONTRACT_REFUSED as refusal:
        form.add_error(None, refusal_text(refusal))
        return None


def contract_of(request: HttpRequest, key: Any) -> Any:
    """The contract for somebody of its unit. Raises Http404."""
    found = queries.contract_at_work(actor_of(request), str(key))
    if found is None:
        raise Http404
    return found


@login_required
def contract(request: HttpRequest, key: Any) -> HttpResponse:
    """One contract at work: its facts, lines, papers, and what may be done."""
    found = contract_of(request, key)
    context = {
        "contract": found,
        "facts": facts_of(found),
        "shares": queries.contract_lines(actor_of(request), found),
        "addenda": found.addenda.all(),
        "spmk": found.spmk.order_by("-pk"),
        "guarantees": queries.guarantees_of(found),
        **papers_at_work(request, found),
        "cards": [card_of(flag) for flag in queries.flags_of(found)],
        "actions": [(one, STEPS[one][0]) for one in queries.contract_actions(actor_of(request), found)],
        "may_rate": queries.may_rate(actor_of(request), found),
    }
    return render(request, "procurement/contracts/contract.html", context)


@login_required
def contract_step(request: HttpRequest, key: Any, action: str) -> HttpResponse:
    """Sign, start, amend, finish or terminate a contract, after asking."""
    found = contract_of(request, key)
    if action not in STEPS:
        raise Http404
    title, text, label = STEPS[action]
    form = FORMS[action](request.POST or None) if action in FORMS else None
    amounts, typed, errors = read_cents(request.POST)
    error = ""
    if request.method == "POST" and (form is None or form.is_valid()) and not errors:
        own = dict(form.cleaned_data) if form else {}
        own |= {"shares": amounts} if action == "amend" else {}
        try:
            ACTS[action](contract_id=found.pk, actor=actor_of(request), now=clock.now(), **own)
            messages.success(request, _("Done: %(step)s.") % {"step": label})
            return redirect("procurement:contract", key=found.key)
        except CONTRACT_REFUSED as refusal:
            error = refusal_text(refusal)
            if form:
                form.add_error(None, error)
    rows = _amending(request, found, typed, errors) if action == "amend" else []
    context = {"contract": found, "title": title, "text": text, "label": label, "form": form, "error": error}
    cards = [card_of(flag) for flag in queries.flags_of(found)] if action == "sign" else []
    return render(request, "procurement/contracts/step.html", context | {"rows": rows, "cards": cards})


def _amending(
    request: HttpRequest, contract: Any, typed: dict[int, str], errors: dict[int, str]
) -> list[dict[str, Any]]:
    return [
        {"line": line, "most": amount, "value": typed.get(line.id, number(amount)), "error": errors.get(line.id, "")}
        for line, amount in queries.contract_lines(actor_of(request), contract)
    ]


@login_required
def new_supplier(request: HttpRequest) -> HttpResponse:
    """Register a supplier, to be verified by the procurement unit."""
    require(actor_of(request), "organisations.register_supplier")
    form = SupplierForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        scale = form.cleaned_data["scale"]
        try:
            organisations.register_supplier(values=form.values(), scale=scale, actor=actor_of(request), now=clock.now())
            messages.success(request, _("The supplier is registered and waits for verification."))
            return redirect("procurement:suppliers")
        except organisations.SupplierKnown:
            form.add_error("nib", _("A supplier with this NIB is registered already."))
    return render(request, "procurement/contracts/new_supplier.html", {"form": form})
