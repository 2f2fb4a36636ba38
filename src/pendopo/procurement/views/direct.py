"""Direct purchases in the workspace: one page with the suppliers, their talks and the next step."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.display import date_and_time
from pendopo.procurement import queries, services
from pendopo.procurement.forms_direct import BeginDirectForm, InviteForm, RoundForm
from pendopo.procurement.forms_packages import ReasonForm
from pendopo.procurement.views.award_steps import AWARD_REFUSED, Step, ask
from pendopo.procurement.views.award_words import refusal_text
from pendopo.procurement.views.contract_words import written
from pendopo.procurement.views.packages import package_of


@login_required
def begin_direct(request: HttpRequest, code: str) -> HttpResponse:
    """Open a direct purchase for a package."""
    package, actor = package_of(request, code), actor_of(request)
    if not queries.may_begin_direct(actor, package):
        raise Http404
    form = BeginDirectForm(request.POST or None, initial={"hps_amount": package.ceiling_amount})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.begin_direct(package_id=package.pk, actor=actor, now=clock.now(), **form.cleaned_data)
            return redirect("procurement:direct", code=made.code)
        except AWARD_REFUSED as refusal:
            form.add_error("hps_amount", refusal_text(refusal))
    step = Step(
        title=_("Buy directly"), label=_("Begin"), up=reverse("procurement:package_at_work", args=[package.code]),
        up_label=package.title, text=_("Invite suppliers, write down their offers and the talks, then decide."),
    )  # fmt: skip
    return render(request, "procurement/awards/step.html", vars(step) | {"form": form})


def _purchase(request: HttpRequest, code: str) -> Any:
    found = queries.direct_at_work(actor_of(request), code)
    if found is None:
        raise Http404
    return found


@login_required
def direct(request: HttpRequest, code: str) -> HttpResponse:
    """One direct purchase: who was invited, what was said, what comes next."""
    tender, actor = _purchase(request, code), actor_of(request)
    open_one = queries.runs_direct(actor, tender)
    text = request.GET.get("cari", "")
    chosen = [(one.pk, str(one)) for one in queries.suppliers_to_choose(actor, text)] if open_one else []
    form = InviteForm(request.POST or None, suppliers=chosen)
    if request.method == "POST" and open_one and form.is_valid():
        try:
            services.invite_direct(
                tender_id=tender.pk, supplier_id=form.cleaned_data["supplier"], actor=actor, now=clock.now()
            )
            messages.success(request, _("The supplier is invited."))
            return redirect("procurement:direct", code=tender.code)
        except AWARD_REFUSED as refusal:
            form.add_error("supplier", refusal_text(refusal))
    tables = [{"row": one, "talks": _talks(one)} for one in queries.tables_of(tender)]
    context = {"tender": tender, "tables": tables, "form": form, "open_one": open_one, "asked": text}
    return render(request, "procurement/awards/direct.html", context)


def _talks(participant: Any) -> list[dict[str, Any]]:
    return [
        {
            "title": f"{one.get_kind_display()} {written(one.amount) if one.amount else ''}".strip(),
            "text": one.note,
            "when": date_and_time(one.said_at),
            "who": one.actor_label,
        }
        for one in participant.rounds.all()
    ]


def _participant(request: HttpRequest, tender: Any, pk: int) -> Any:
    found = tender.participants.select_related("supplier__organisation").filter(pk=pk).first()
    if found is None or not queries.runs_direct(actor_of(request), tender):
        raise Http404
    return found


@login_required
def direct_round(request: HttpRequest, code: str, participant: str) -> HttpResponse:
    """Write down one turn of the talks with a supplier."""
    tender = _purchase(request, code)
    found, form = _participant(request, tender, int(participant)), RoundForm(request.POST or None)
    step = Step(
        title=_("Write down the talks"), label=_("Save"), up=reverse("procurement:direct", args=[tender.code]),
        up_label=tender.title, text=str(found.supplier),
        promise=_("What is written down here cannot be changed later."),
    )  # fmt: skip
    given: dict[str, Any] = {"participant_id": found.pk, "actor": actor_of(request), "now": clock.now()}
    return ask(request, step, form, lambda: services.note_round(**given, **form.cleaned_data))


@login_required
def direct_decide(request: HttpRequest, code: str, participant: str) -> HttpResponse:
    """Take the supplier whose price was agreed."""
    tender = _purchase(request, code)
    found, form = _participant(request, tender, int(participant)), ReasonForm(request.POST or None)
    agreed = written(found.negotiated_amount) if found.negotiated_amount else "–"
    step = Step(
        title=_("Choose this supplier"), label=_("Choose"), up=reverse("procurement:direct", args=[tender.code]),
        up_label=tender.title, text=_("Minutes of the negotiation are drawn up, and the PPK can appoint the supplier."),
        rows=[{"key": _("Supplier"), "value": str(found.supplier)}, {"key": _("Agreed price"), "value": agreed}],
    )  # fmt: skip
    given: dict[str, Any] = {"participant_id": found.pk, "actor": actor_of(request), "now": clock.now()}
    return ask(request, step, form, lambda: services.decide_direct(**given, reason=form.cleaned_data["reason"]))
