"""The seal plan of a run: seats, the rehearsal together, publication, and each trustee's own confirmation."""

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
from pendopo.kernel.display import date_and_time, table_date
from pendopo.procurement import opening_memory, queries, sealing, services
from pendopo.procurement.forms_sealing import SeatingForm, seating_fault
from pendopo.procurement.sealing_words import words_for
from pendopo.procurement.views.sealing_words import plan_words, screen_of

REFUSED = (services.EnvelopeRefused, sealing.SealRefused)


def run_of(request: HttpRequest, code: str) -> Any:
    """The run that may have sealed bids, for somebody who may see it. Raises Http404."""
    found = queries.sealed_tender(actor_of(request), code)
    if found is None:
        raise Http404
    return found


def refusal_words(refusal: Exception) -> str:
    """A refusal as a sentence; of a seat, with the name of its trustee."""
    if not isinstance(refusal, services.EnvelopeRefused):
        return str(refusal)
    name = queries.trustee_name(refusal.more.get("trustee"))
    return f"{name}: {words_for(refusal.code)}" if name else str(words_for(refusal.code))


@login_required
def seal_plan(request: HttpRequest, code: str) -> HttpResponse:
    """The plan as it stands, what is missing, and the next act of who asks."""
    run = run_of(request, code)
    form = _form(request, run) if queries.may_plan_seats(actor_of(request), run) else None
    if request.method == "POST":
        done = _acted(request, run, form)
        if done:
            return done
    plans = queries.seal_plans_of(run)
    own = queries.own_trustee(actor_of(request))
    rehearsal = queries.last_rehearsal(actor_of(request), run)
    context = {
        "tender": run,
        "form": form,
        "plan": plans[0] if plans else None,
        "facts": _facts(plans[0]) if plans else [],
        "own": own.pk if own else 0,
        "history": _history(plans),
        "memory": opening_memory.is_ready(),
        "rehearsal": rehearsal,
        "answered": queries.rehearsal_rows(rehearsal) if rehearsal else [],
        "steps": _steps(plans[0] if plans else None, rehearsal),
        "screen": screen_of(request, plan_words(), code=run.code),
    }
    return render(request, "procurement/sealing/plan.html", context)


def _form(request: HttpRequest, run: Any) -> SeatingForm:
    rule = queries.seal_rule()
    # The form knows minutes; a deadline within one is over when the next begins.
    late = dt.timedelta(seconds=59, microseconds=999_999)
    at = timezone.localtime(run.deadline_at + late) if run.deadline_at else None
    own = {"k": rule["committee_k"], "m": 1}
    own |= {"opening_date": at.date(), "opening_time": at.strftime("%H.%M")} if at else {}
    asked = request.POST if request.POST.get("act") == "rehearse" else None
    sides: dict[str, list[tuple[int, str]]] = {"committee": [], "inspectorate": []}
    for one in queries.trustees_for(actor_of(request), run):
        sides[one.role].append((one.pk, _named(one)))
    return SeatingForm(asked, trustees=sides, initial=own)


def _named(trustee: Any) -> str:
    at = trustee.rehearsed_at
    last = _("rehearsed on %(day)s") % {"day": table_date(at)} if at else _("not rehearsed yet")
    return f"{trustee.user.label} · …{trustee.recipient[-8:]} · {last}"


def _acted(request: HttpRequest, run: Any, form: SeatingForm | None) -> HttpResponse | None:
    """The act that was asked for; None when the page is to say what is wrong."""
    acts = {"rehearse": _rehearse, "publish": _publish, "confirm": _confirm}
    act = acts.get(request.POST.get("act", ""))
    if act is None or (act is not _confirm and form is None):
        raise PermissionDenied
    if act is _rehearse and form is not None and not form.is_valid():
        return None
    try:
        messages.success(request, act(request, run, form))
    except REFUSED as refusal:
        if act is _rehearse and form is not None:
            place, words = seating_fault(refusal.field) if isinstance(refusal, sealing.SealRefused) else (None, "")
            form.add_error(place, words or refusal_words(refusal))
            return None
        messages.error(request, refusal_words(refusal))
    return redirect("procurement:seal_plan", code=run.code)


def _rehearse(request: HttpRequest, run: Any, form: Any) -> str:
    actor, now = actor_of(request), clock.now()
    services.begin_group_rehearsal(tender_id=run.pk, seating=form.seating(), actor=actor, now=now)
    return _("A dummy envelope is sealed to these seats. Ask the trustees to rehearse with their key files.")


def _publish(request: HttpRequest, run: Any, _form: Any) -> str:
    actor, now = actor_of(request), clock.now()
    seating = queries.rehearsed_seating(actor, run)
    if seating is None:
        raise services.EnvelopeRefused("not_rehearsed")
    services.publish_seal_plan(tender_id=run.pk, seating=seating, actor=actor, now=now)
    return _("The plan stands in the public log. Now each trustee confirms the own key in it.")


def _confirm(request: HttpRequest, run: Any, _form: Any) -> str:
    plans = queries.seal_plans_of(run)
    if not plans:
        raise Http404
    services.confirm_seat(
        plan_id=plans[0].pk, plan_hash=request.POST.get("plan_hash", ""), actor=actor_of(request), now=clock.now()
    )
    return _("You confirmed that the plan holds your key.")


def _facts(plan: Any) -> list[dict[str, Any]]:
    told = plan.message
    moment = timezone.datetime.fromisoformat  # type: ignore[attr-defined]
    rows = [
        (_("Version"), str(plan.version)),
        (_("Published on"), date_and_time(plan.published_at)),
        (_("Last moment for bids"), date_and_time(moment(told["deadline"]))),
        (_("Opening"), date_and_time(moment(told["opening_at"]))),
        (_("Needed to open"), _needed(told["groups"])),
    ]
    return [{"key": key, "value": value} for key, value in rows]


def _history(plans: list[Any]) -> list[dict[str, Any]]:
    """Every version, the latest first: until when it took bids, and whether the keys are those of the one before."""
    moment = timezone.datetime.fromisoformat  # type: ignore[attr-defined]
    return [
        {
            "version": plan.version,
            "published_at": plan.published_at,
            "deadline": moment(plan.message["deadline"]),
            "hash": plan.plan_hash[:16],
            "same": before is not None and before.message["groups"] == plan.message["groups"],
        }
        for plan, before in zip(plans, [*plans[1:], None], strict=False)
    ]


def _needed(groups: list[dict[str, Any]]) -> str:
    """How many of each side, in words."""
    committee, inspectorate = groups
    said = _("%(k)s of %(n)s of the committee and %(m)s of %(of)s of the inspectorate, together")
    return said % {"k": committee["k"], "n": committee["n"], "m": inspectorate["k"], "of": inspectorate["n"]}


def _steps(plan: Any, rehearsal: Any) -> list[dict[str, str]]:
    seats = list(plan.seats.all()) if plan else []
    done = [
        rehearsal is not None or plan is not None,
        plan is not None or (rehearsal is not None and rehearsal.succeeded_at is not None),
        plan is not None,
        bool(seats) and all(seat.confirmed_at for seat in seats),
    ]
    names = [_("Trustees chosen"), _("Rehearsed together"), _("Plan in the public log"), _("Each trustee confirmed")]
    now = done.index(False) if False in done else len(done)
    states = ["done" if at < now else "now" if at == now else "next" for at in range(len(done))]
    return [{"name": name, "state": state} for name, state in zip(names, states, strict=True)]
