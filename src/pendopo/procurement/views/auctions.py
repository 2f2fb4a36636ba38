"""Repeated offers in the workspace: the committee's board, the rules, rounds, the end."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.states import MoveRefused
from pendopo.procurement import queries, services
from pendopo.procurement.forms_auctions import AuctionForm, RoundForm
from pendopo.procurement.forms_packages import ReasonForm
from pendopo.procurement.views.auction_words import clock_rows, exact_time, phase_words, refusal_text, rules_of

REFUSED = (services.AuctionRefused, services.ReasonMissing, MoveRefused)


@login_required
def auctions(request: HttpRequest) -> HttpResponse:
    """The repeated offers that the person takes part in or runs."""
    rows = queries.auctions_of(actor_of(request))
    return render(request, "procurement/auctions/list.html", {"rows": rows})


def _run(request: HttpRequest, code: str) -> Any:
    tender = queries.run_for_auction(actor_of(request), code)
    if tender is None:
        raise Http404
    return tender


def live(view: Any, here: str) -> dict[str, Any]:
    """What the part of a page that renews itself from the address `here` shows."""
    return {
        "view": view,
        "here": here,
        "phase": phase_words(view),
        "clock": clock_rows(view),
        "told_at": exact_time(view.moment),
        "polls": view.phase in ("WAITING", "RUNNING", "BETWEEN", "OVER"),
    }


@login_required
def auction(request: HttpRequest, code: str) -> HttpResponse:
    """The committee's live board: prices under aliases, the clock, what may be done."""
    tender, actor = _run(request, code), actor_of(request)
    found = queries.auction_of(tender)
    if found is None:
        may = queries.may_plan_auction(actor, tender)
        return render(request, "procurement/auctions/none.html", {"tender": tender, "may_plan": may})
    found.tender = tender
    view = queries.auction_view(actor, found)
    context = live(view, request.path) | {
        "tender": tender,
        "rules": rules_of(found),
        "actions": queries.auction_actions(actor, view),
        "may_plan": queries.may_plan_auction(actor, tender),
        "offers": queries.offers_of_auction(found),
        "named": view.phase == "ENDED",
    }
    part = "#live" if request.htmx else ""  # type: ignore[attr-defined]
    return render(request, f"procurement/auctions/board.html{part}", context)


@login_required
def plan_auction(request: HttpRequest, code: str) -> HttpResponse:
    """Fix the rules and who passed; the dated rule proposes step and extension."""
    tender, actor = _run(request, code), actor_of(request)
    if not queries.may_plan_auction(actor, tender):
        raise PermissionDenied
    step, extension, source = queries.auction_rule(timezone.localdate(tender.announced_at or tender.created_at))
    choices = [(one.pk, str(one.supplier)) for one in queries.auction_choices(tender)]
    initial = {"step_amount": step, "extension_minutes": extension // 60, "rounds_planned": 1, "tie_rule": "EARLIER",
               "participants": [pk for pk, _name in choices]}  # fmt: skip
    form = AuctionForm(request.POST or None, participants=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.plan_auction(
                tender_id=tender.pk, values=form.values(), participants=form.cleaned_data["participants"],
                source=source, actor=actor, now=clock.now(),
            )  # fmt: skip
            messages.success(request, _("The rules are fixed. Announce the first round."))
            return redirect("procurement:auction", code=code)
        except REFUSED as refusal:
            form.add_error(None, refusal_text(refusal))
    return render(request, "procurement/auctions/plan.html", {"tender": tender, "form": form, "source": source})


def _standing(request: HttpRequest, code: str, action: str) -> tuple[Any, Any]:
    """The run and its auction, for an act that may be done now. Raises Http404, PermissionDenied."""
    tender = _run(request, code)
    found = queries.auction_of(tender)
    if found is None:
        raise Http404
    found.tender = tender
    if action not in queries.auction_actions(actor_of(request), queries.auction_view(actor_of(request), found)):
        raise PermissionDenied
    return tender, found


@login_required
def open_round(request: HttpRequest, code: str) -> HttpResponse:
    """Announce the next round."""
    tender, found = _standing(request, code, "open_round")
    soon = timezone.localtime(clock.now() + dt.timedelta(minutes=10))
    initial = {"starts_date": soon.date(), "starts_time": f"{soon:%H.%M}", "minutes": 30}
    form = RoundForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            times = form.times()
            services.open_round(auction_id=found.pk, actor=actor_of(request), now=clock.now(), **times)
            messages.success(request, _("The round is announced. Bidders see when it begins."))
            return redirect("procurement:auction", code=code)
        except REFUSED as refusal:
            form.add_error(None, refusal_text(refusal))
    return render(request, "procurement/auctions/round.html", {"tender": tender, "form": form, "auction": found})


ENDS: dict[str, Any] = {"end": services.end_auction, "cancel": services.cancel_auction}


@login_required
def auction_step(request: HttpRequest, code: str, action: str) -> HttpResponse:
    """End the offers, or cancel them, after asking."""
    tender, found = _standing(request, code, action)
    form = ReasonForm(request.POST or None) if action == "cancel" else None
    error = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        given = dict(form.cleaned_data) if form else {}
        try:
            ENDS[action](auction_id=found.pk, actor=actor_of(request), now=clock.now(), **given)
            return redirect("procurement:auction", code=code)
        except REFUSED as refusal:
            error = refusal_text(refusal)
    context = {"tender": tender, "action": action, "form": form, "error": error}
    return render(request, "procurement/auctions/step.html", context)
