"""The contract of a run: written for the appointed supplier at the price that won."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.display import number
from pendopo.procurement import queries, services
from pendopo.procurement.forms_contracts import RunContractForm
from pendopo.procurement.forms_packages import read_cents
from pendopo.procurement.views.award_steps import AWARD_REFUSED
from pendopo.procurement.views.award_words import refusal_text, sppbj_facts


@login_required
def run_contract(request: HttpRequest, sppbj: str, code: str) -> HttpResponse:
    """Draft the contract of an appointment for one package of its run."""
    actor = actor_of(request)
    found = queries.sppbj_at_work(actor, int(sppbj))
    package = queries.package_of_sppbj(found, code) if found else None
    if found is None or package is None or not queries.may_contract(actor, package):
        raise Http404
    form = RunContractForm(request.POST or None, initial={"title": found.tender.title, "date": clock.today()})
    amounts, typed, errors = read_cents(request.POST)
    if request.method == "POST" and form.is_valid() and not errors:
        made = _drafted(request, found, package, form, amounts)
        if made:
            messages.success(request, _("The contract is saved as a draft."))
            return redirect("procurement:contract", key=made.key)
    rows = _rows(request, found, package, typed, errors)
    context = {"package": package, "sppbj": found, "facts": sppbj_facts(found), "form": form, "rows": rows}
    return render(request, "procurement/awards/contract.html", context)


def _rows(
    request: HttpRequest, sppbj: Any, package: Any, typed: dict[int, str], errors: dict[int, str]
) -> list[dict[str, Any]]:
    """The package's lines; a single line takes the whole price that is left."""
    lines = queries.lines_of(actor_of(request), package)
    alone = number(queries.left_of_sppbj(sppbj)) if len(lines) == 1 else ""
    return [
        {"line": line, "most": most, "value": typed.get(line.id, alone), "error": errors.get(line.id, "")}
        for line, most in lines
    ]


def _drafted(request: HttpRequest, sppbj: Any, package: Any, form: RunContractForm, amounts: dict[int, Decimal]) -> Any:
    values = services.ContractValues(amount=sum(amounts.values(), Decimal(0)), **form.cleaned_data)
    try:
        return services.draft_contract(
            package_id=package.pk, supplier_id=sppbj.supplier_id, values=values, shares=amounts, sppbj_id=sppbj.pk,
            actor=actor_of(request), now=clock.now(),
        )  # fmt: skip
    except AWARD_REFUSED as refusal:
        form.add_error(None, refusal_text(refusal))
        return None
