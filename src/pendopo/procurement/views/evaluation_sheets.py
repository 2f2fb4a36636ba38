"""Pages that are filled in: criteria, offers on paper, the own sheet, lines of a price, clarification, negotiation."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.procurement import queries, services
from pendopo.procurement.forms_evaluation import (
    MOST_TYPED,
    ClarifyForm,
    NegotiationForm,
    PlanForm,
    TkdnForm,
    WhyForm,
    read_criteria,
    read_lines,
    read_offers,
    read_sheet,
    shown_criteria,
    shown_lines,
    shown_plan,
    typed_number,
    wrong_lines,
)
from pendopo.procurement.views.evaluation import REFUSED, may_or_forbid, offer_of, run_of
from pendopo.procurement.views.evaluation_words import refusal_text


@login_required
def criteria(request: HttpRequest, code: str) -> HttpResponse:
    """Set how a run is evaluated, before its announcement."""
    run, actor = run_of(request, code), actor_of(request)
    may_or_forbid(queries.may_set_criteria(actor, run))
    form = PlanForm(request.POST or None, initial=shown_plan(queries.plan_values_of(actor, run)))
    rows, error = shown_criteria(queries.criterion_values_of(actor, run)), ""
    if request.method == "POST":
        found, rows = read_criteria(request.POST)
        if form.is_valid() and not any(row.errors for row in rows):
            try:
                services.set_criteria(
                    tender_id=run.pk, values=form.values(), criteria=found, actor=actor, now=clock.now()
                )
                messages.success(request, _("The criteria are saved."))
                return redirect("procurement:evaluation", code=run.code)
            except REFUSED as refusal:
                error = refusal_text(refusal)
    context = {"run": run, "form": form, "rows": rows, "error": error}
    return render(request, "procurement/evaluation/criteria.html", context)


@login_required
def paper_offers(request: HttpRequest, code: str) -> HttpResponse:
    """Type in offers on paper, with the reason."""
    run, actor = run_of(request, code), actor_of(request)
    may_or_forbid(queries.may_record_offers(actor, run))
    shut, people = queries.prices_stay_shut(run), queries.registered_for(actor, run)
    form, error = WhyForm(request.POST or None), ""
    offers, rows = read_offers(request.POST, people, shut=shut)
    if request.method == "POST" and form.is_valid() and not any(row.errors for row in rows):
        try:
            given = {"offers": offers, "reason": form.cleaned_data["reason"], "actor": actor, "now": clock.now()}
            services.record_offers(tender_id=run.pk, **given)
            messages.success(request, _("The offers are recorded, and their minutes are drawn up."))
            return redirect("procurement:evaluation", code=run.code)
        except REFUSED as refusal:
            error = refusal_text(refusal)
    context = {"run": run, "form": form, "rows": list(zip(people, rows, strict=True)), "shut": shut, "error": error}
    return render(request, "procurement/evaluation/offers.html", context)


@login_required
def sheet(request: HttpRequest, code: str, participant: int) -> HttpResponse:
    """The own sheet on a participant: saved at every change, handed in at the end."""
    run, actor = run_of(request, code), actor_of(request)
    may_or_forbid(queries.may_fill_sheet(actor, run))
    offer = offer_of(request, run, participant)
    listed = queries.criteria_of(actor, run)
    values, typed, errors = read_sheet(request.POST, listed)
    error = _saved(request, offer, values, errors) if request.method == "POST" else ""
    if "hand_in" in request.POST and not error and not errors:
        messages.success(request, _("The sheet is signed and handed in."))
        return redirect("procurement:merged_scores", code=run.code, participant=offer.pk)
    own, said = queries.own_sheet(actor, offer)
    rows = [SheetRow(one, said.get(one.sequence), typed[one.sequence], errors.get(one.sequence, "")) for one in listed]
    context = {"run": run, "offer": offer, "rows": rows, "own": own, "error": error, "wrong": len(errors)}
    if offer.supplier:
        context["skp"] = queries.package_capacity_of([offer.supplier], clock.today(), kind=run.kind)[offer.supplier_id]
    context["by_stages"] = queries.goes_by_stages(listed)
    part = "#saved" if getattr(request, "htmx", False) else ""
    return render(request, f"procurement/evaluation/sheet.html{part}", context)


@dataclass(frozen=True)
class SheetRow:
    """One criterion of the sheet: what is kept, what was typed just now, what is wrong with it."""

    criterion: Any
    said: Any
    typed: str
    error: str


def _saved(request: HttpRequest, offer: Any, values: dict[int, Any], errors: dict[int, str]) -> str:
    """Keep what is right; hand in where that was asked and nothing is wrong. Gives what is refused."""
    where = {"participant_id": offer.pk, "actor": actor_of(request), "now": clock.now()}
    try:
        services.save_sheet(scores=values, **where)
        if "hand_in" in request.POST and not errors:
            services.hand_in_sheet(**where)
    except REFUSED as refusal:
        return refusal_text(refusal)
    return ""


@login_required
def merged_scores(request: HttpRequest, code: str, participant: int) -> HttpResponse:
    """What all who evaluate say of a participant, for whoever may read it."""
    run, actor = run_of(request, code), actor_of(request)
    offer = offer_of(request, run, participant)
    context = {"run": run, "offer": offer, "merged": queries.merged_scores(actor, run, offer)}
    return render(request, "procurement/evaluation/merged.html", context)


@login_required
def price(request: HttpRequest, code: str, participant: int) -> HttpResponse:
    """The lines of a price with the arithmetic correction."""
    run, actor = run_of(request, code), actor_of(request)
    offer = offer_of(request, run, participant)
    may_or_forbid(queries.may_check_price(actor, run, offer))
    rows, error = shown_lines(offer.price_lines.all()), ""
    if "name-1" in request.POST or request.POST.get("paste", "").strip():
        lines, rows = read_lines(request.POST)
        error = wrong_lines(rows)
        if not error and not any(row.errors for row in rows):
            try:
                services.put_price_lines(participant_id=offer.pk, lines=lines, actor=actor, now=clock.now())
                messages.success(request, _("The lines of the price are saved."))
                return redirect("procurement:evaluation_price", code=run.code, participant=offer.pk)
            except REFUSED as refusal:
                error = refusal_text(refusal)
    context = {"run": run, "offer": offer, "rows": rows, "error": error, "low": queries.is_low(run, offer)}
    context |= {"sealed_lines": queries.has_sealed_lines(offer)}
    context |= {"many": len(rows) > MOST_TYPED, "pasted": request.POST.get("paste", "")}
    return render(request, "procurement/evaluation/price.html", context)


@login_required
@require_POST
def take_lines(request: HttpRequest, code: str, participant: int) -> HttpResponse:
    """Take over the price lines of the opened envelope."""
    run, actor = run_of(request, code), actor_of(request)
    offer = offer_of(request, run, participant)
    try:
        services.take_sealed_lines(participant_id=offer.pk, actor=actor, now=clock.now())
        messages.success(request, _("The lines of the price are saved."))
    except REFUSED as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect("procurement:evaluation_price", code=run.code, participant=offer.pk)


@login_required
def clarify(request: HttpRequest, code: str, participant: int) -> HttpResponse:
    """Record the clarification of an unusually low price."""
    run, actor = run_of(request, code), actor_of(request)
    offer = offer_of(request, run, participant)
    may_or_forbid(queries.may_check_price(actor, run, offer))
    form = ClarifyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given, yes = form.cleaned_data["explanation"], form.cleaned_data["accepted"] == "1"
        try:
            services.clarify_price(
                participant_id=offer.pk, explanation=given, is_accepted=yes, actor=actor, now=clock.now()
            )
            messages.success(request, _("The clarification is recorded."))
            return redirect("procurement:evaluation", code=run.code)
        except REFUSED as refusal:
            form.add_error(None, refusal_text(refusal))
    context = {"run": run, "offer": offer, "form": form, "label": _("Record the clarification")}
    return render(request, "procurement/evaluation/form.html", context)


@login_required
def tkdn(request: HttpRequest, code: str, participant: int) -> HttpResponse:
    """Note the domestic content of an offer."""
    run, actor = run_of(request, code), actor_of(request)
    offer = offer_of(request, run, participant)
    may_or_forbid(queries.may_check_price(actor, run, offer))
    form = TkdnForm(request.POST or None, initial={"percent": typed_number(offer.tkdn_percent)})
    if request.method == "POST" and form.is_valid():
        try:
            services.note_tkdn(participant_id=offer.pk, actor=actor, now=clock.now(), **form.cleaned_data)
            messages.success(request, _("The domestic content is noted."))
            return redirect("procurement:evaluation", code=run.code)
        except REFUSED as refusal:
            form.add_error(None, refusal_text(refusal))
    context = {"run": run, "offer": offer, "form": form, "label": _("Note the domestic content (TKDN)")}
    return render(request, "procurement/evaluation/form.html", context)


@login_required
def negotiate(request: HttpRequest, code: str, participant: int) -> HttpResponse:
    """Write down a negotiated price."""
    run, actor = run_of(request, code), actor_of(request)
    offer = offer_of(request, run, participant)
    may_or_forbid(queries.may_negotiate(actor, run))
    form = NegotiationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.negotiate_price(participant_id=offer.pk, actor=actor, now=clock.now(), **form.cleaned_data)
            messages.success(request, _("The negotiated price is recorded, and its minutes are drawn up."))
            return redirect("procurement:evaluation", code=run.code)
        except REFUSED as refusal:
            form.add_error(None, refusal_text(refusal))
    context = {"run": run, "offer": offer, "form": form, "label": _("Record the negotiation")}
    return render(request, "procurement/evaluation/form.html", context)
