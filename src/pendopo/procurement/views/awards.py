"""After the result of a run, in the workspace: objections, the appointment, its guarantee, the contract."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.procurement import objecting, queries, services
from pendopo.procurement.forms_awards import SppbjForm, WithdrawForm
from pendopo.procurement.views.award_refusals import held_text
from pendopo.procurement.views.award_steps import Step, ask
from pendopo.procurement.views.award_words import sanggah_rows, sppbj_facts
from pendopo.procurement.views.contract_words import written
from pendopo.procurement.views.paper_words import shown


def run_of(request: HttpRequest, code: str) -> Any:
    """The run for somebody who works on it or took part. Raises Http404."""
    found = queries.run_at_work(actor_of(request), code)
    if found is None:
        raise Http404
    return found


@login_required
def award(request: HttpRequest, code: str) -> HttpResponse:
    """What follows the result of one run, and what the person may do now."""
    tender, actor = run_of(request, code), actor_of(request)
    appointments = queries.appointments_of(tender)
    rows = sanggah_rows(queries.sanggah_of(tender), clock.today())
    for one in rows:
        one["actions"] = queries.sanggah_actions(actor, one["row"])
    context = {
        "tender": tender,
        "winner": queries.winner_of(tender),
        "held": [held_text(one) for one in objecting.holds_of(tender, clock.now())],
        "until": objecting.objection_until(tender),
        "objections": rows,
        "may_object": bool(queries.objectors_of(actor, tender, clock.now())),
        "appointments": [_appointment(request, one) for one in appointments],
        "actions": queries.award_actions(actor, tender),
        "packages": queries.packages_of(tender),
        "contracts": queries.contracts_of_run(tender),
    }
    return render(request, "procurement/awards/award.html", context)


def _appointment(request: HttpRequest, sppbj: Any) -> dict[str, Any]:
    papers = queries.papers_of_sppbj(sppbj)
    draws = queries.may_draw(actor_of(request), sppbj, papers)
    return {"row": sppbj, "facts": sppbj_facts(sppbj), "papers": shown(request, papers), "draws": draws}


@login_required
def appoint(request: HttpRequest, code: str) -> HttpResponse:
    """Appoint the winner by letter (Sppbj)."""
    tender, actor = run_of(request, code), actor_of(request)
    winner = queries.winner_of(tender)
    if "appoint" not in queries.award_actions(actor, tender) or winner is None:
        raise Http404
    form = SppbjForm(request.POST or None, initial={"date": clock.today()})
    name = winner.supplier.organisation.name if winner.supplier else "–"
    due = queries.performance_due(tender, clock.today())
    rows = [(_("Winner"), name), (_("Price that won"), written(queries.won_price(winner)))]
    rows.append((_("Performance guarantee"), written(due) if due else _("not needed")))
    step = Step(
        title=_("Appoint the winner"), label=_("Issue the SPPBJ"), up=reverse("procurement:award", args=[tender.code]),
        up_label=tender.title, text=_("The letter appoints the winner at the price it won with."),
        promise=_("Everybody sees the appointment on the page of the run."),
        rows=[{"key": key, "value": value} for key, value in rows],
    )  # fmt: skip
    return ask(
        request, step, form,
        lambda: services.appoint_supplier(tender_id=tender.pk, actor=actor, now=clock.now(), **form.cleaned_data),
    )  # fmt: skip


@login_required
def withdraw(request: HttpRequest, sppbj: int) -> HttpResponse:
    """Take an appointment back; the next in rank follows."""
    actor = actor_of(request)
    found = queries.sppbj_at_work(actor, sppbj)
    if found is None or "withdraw" not in queries.award_actions(actor, found.tender):
        raise Http404
    form = WithdrawForm(request.POST or None)
    step = Step(
        title=_("Withdraw the appointment"), label=_("Withdraw"),
        up=reverse("procurement:award", args=[found.tender.code]), up_label=found.tender.title,
        text=_("The next in rank becomes the winner. Without one the run fails."),
        promise=_("Everybody sees why."),
        rows=sppbj_facts(found),
    )  # fmt: skip

    def act() -> object:
        given = form.cleaned_data
        return services.withdraw_sppbj(
            sppbj_id=found.pk, refused=given["refused"] == "1", reason=given["reason"], actor=actor, now=clock.now()
        )

    return ask(request, step, form, act)
