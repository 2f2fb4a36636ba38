"""Papers of appointments and contracts in the workspace: printed, read, signed by either side, withdrawn; clauses."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.procurement import queries, services
from pendopo.procurement.forms_awards import ClausesForm
from pendopo.procurement.forms_packages import ReasonForm
from pendopo.procurement.views.award_steps import AWARD_REFUSED, Step, ask
from pendopo.procurement.views.award_words import refusal_text
from pendopo.procurement.views.contracts import contract_of

KINDS = {"spmk": "SPMK", "adendum": "ADDENDUM"}


def home_of(request: HttpRequest, paper: Any) -> str:
    """Where the paper is at home: its contract, or its run; for its supplier the paper itself."""
    if paper.contract and queries.contract_at_work(actor_of(request), str(paper.contract.key)):
        return reverse("procurement:contract", args=[paper.contract.key])
    run = paper.sppbj.tender if paper.sppbj else paper.contract.tender
    return (
        reverse("procurement:award", args=[run.code]) if run else reverse("procurement:contract_paper", args=[paper.pk])
    )


def _drawn(request: HttpRequest, kind: str, pk: int, up: str) -> HttpResponse:
    try:
        services.draw_contract_paper(kind=kind, subject_id=pk, actor=actor_of(request), now=clock.now())
        messages.success(request, _("The paper is printed and waits for its signatures."))
    except AWARD_REFUSED as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect(up)


@require_POST
@login_required
def draw_sppbj(request: HttpRequest, sppbj: int) -> HttpResponse:
    """Print the letter of appointment."""
    found = queries.sppbj_at_work(actor_of(request), sppbj)
    if found is None:
        raise Http404
    return _drawn(request, "SPPBJ", found.pk, reverse("procurement:award", args=[found.tender.code]))


@require_POST
@login_required
def draw_contract(request: HttpRequest, key: Any) -> HttpResponse:
    """Print the contract."""
    found = contract_of(request, key)
    return _drawn(request, "CONTRACT", found.pk, reverse("procurement:contract", args=[found.key]))


@require_POST
@login_required
def draw_of_contract(request: HttpRequest, key: Any, kind: str, pk: int) -> HttpResponse:
    """Print an order to start or an amendment of the contract."""
    found = contract_of(request, key)
    theirs = {"spmk": found.spmk, "adendum": found.addenda}.get(kind)
    if theirs is None or not theirs.filter(pk=pk).exists():
        raise Http404
    return _drawn(request, KINDS[kind], pk, reverse("procurement:contract", args=[found.key]))


def _paper(request: HttpRequest, pk: int) -> Any:
    found = queries.paper_at(actor_of(request), pk)
    if found is None:
        raise Http404
    return found


@login_required
def contract_paper(request: HttpRequest, paper: int) -> HttpResponse:
    """The paper itself, for both sides, before everybody may read it."""
    name, data = queries.paper_bytes(_paper(request, paper))
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@login_required
def paper_step(request: HttpRequest, paper: int, action: str) -> HttpResponse:
    """Sign a paper for either side, or withdraw it."""
    found, actor = _paper(request, paper), actor_of(request)
    if action not in queries.paper_actions(actor, found):
        raise Http404
    withdraws = action == "withdraw"
    posted = request.POST if request.method == "POST" else None
    form: forms.Form = ReasonForm(posted) if withdraws else forms.Form(posted)
    title = _("Withdraw the paper") if withdraws else _("Sign electronically")
    rows = [(_("Paper"), found.document.label), (_("Code"), found.document.code)]
    step = Step(
        title=title, label=title, up=home_of(request, found), up_label=found.document.label, text=_text(found, action),
        rows=[{"key": key, "value": value} for key, value in rows],
    )  # fmt: skip
    return ask(request, step, form, lambda: _act(found, action, form, actor))


def _act(paper: Any, action: str, form: Any, actor: Any) -> object:
    given: dict[str, Any] = {"paper_id": paper.pk, "actor": actor, "now": clock.now()}
    if action == "withdraw":
        return services.withdraw_contract_paper(reason=form.cleaned_data["reason"], **given)
    return (
        services.sign_for_supplier(**given) if action == "sign_as_supplier" else services.sign_contract_paper(**given)
    )


def _text(paper: Any, action: str) -> str:
    if action == "withdraw":
        return _("It can be printed anew. Its page says that it was withdrawn, and why.")
    if action == "sign_as_supplier":
        return _("Read the paper first. You sign for the supplier; the PPK signs after you.")
    if paper.kind == "CONTRACT":
        return _("With your signature the contract is signed, its money is bound, and everybody sees it.")
    return _("With your signature everybody can read the paper.")


@login_required
def clauses(request: HttpRequest, key: Any) -> HttpResponse:
    """Change the clauses of a draft."""
    found, actor = contract_of(request, key), actor_of(request)
    if not queries.may_change_clauses(actor, found, queries.papers_of_contract(found)):
        raise Http404
    form = ClausesForm(request.POST or None, clauses=list(found.clauses.all()))
    step = Step(
        title=_("Clauses of the contract"), label=_("Save the clauses"), up_label=found.title,
        up=reverse("procurement:contract", args=[found.key]),
        text=_("They come from the model of this form. Empty a clause to leave it out."),
    )  # fmt: skip
    return ask(
        request, step, form,
        lambda: services.change_clauses(contract_id=found.pk, clauses=form.clauses(), actor=actor, now=clock.now()),
    )  # fmt: skip
