"""Runs in the workspace: the list, beginning one, the page of one with its checklist, steps and papers."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import permits
from pendopo.kernel.states import MoveRefused
from pendopo.procurement import queries, services
from pendopo.procurement.forms_packages import ReasonForm
from pendopo.procurement.forms_runs import RunForm
from pendopo.procurement.forms_tenders import RunFilterForm
from pendopo.procurement.views import run_words
from pendopo.procurement.views.entry import LOOK, foreseen_of
from pendopo.procurement.views.flag_cards import card_of
from pendopo.procurement.views.packages import package_of

PER_PAGE = 25
REFUSED = (services.TenderRefused, services.TenderUnready, services.ScheduleWrong, MoveRefused)


def run_of(request: HttpRequest, code: str) -> Any:
    """The run for somebody who sees it at work. Raises Http404."""
    found = queries.run_to_prepare(actor_of(request), code)
    if found is None:
        raise Http404
    return found


def allowed(request: HttpRequest, code: str, action: str) -> Any:
    """The run, for somebody who may do this with it. Raises Http404, PermissionDenied."""
    found = run_of(request, code)
    if not queries.may_act(actor_of(request), found, action):
        raise PermissionDenied
    return found


@login_required
def runs(request: HttpRequest) -> HttpResponse:
    """The runs that the person sees at work, those begun last first."""
    actor = actor_of(request)
    if not queries.works_on_runs(actor):
        raise PermissionDenied
    form = RunFilterForm(request.GET)
    found = queries.find_runs(actor, form.question())
    context = {
        "form": form,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "narrowed": any(value for key, value in request.GET.items() if key != "page"),
    }
    return render(request, "procurement/runs/list.html", context)


@login_required
def new_run(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a run for an announced package, together with others of its kind."""
    package = package_of(request, code)
    if not queries.may_prepare(actor_of(request), package):
        raise PermissionDenied
    form = RunForm(
        request.POST or None,
        initial={"title": package.title, "place_note": package.place_note, "time_factor": 1},
        forms_open=queries.forms_for(package, clock.today()),
        packages=queries.packages_to_run(actor_of(request), package),
    )
    seen: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        look = LOOK in request.POST
        made = _prepared(request, package, form, services.foresee_tender if look else services.prepare_tender)
        if made and look:
            seen = foreseen_of(made, package.year)
        elif made:
            messages.success(request, _("The run is begun. The list says what it still needs."))
            return redirect("procurement:run", code=made.code)
    return render(request, "procurement/runs/new.html", {"package": package, "form": form, **seen})


def _prepared(request: HttpRequest, package: Any, form: RunForm, act: Any) -> Any:
    ids = [package.pk, *form.cleaned_data.get("packages", [])]
    by: dict[str, Any] = {"actor": actor_of(request), "now": clock.now()}
    try:
        return act(package_ids=ids, values=form.values(), **by)
    except services.TenderRefused as refusal:
        form.add_error(None, run_words.refusal_text(refusal))
        return None


def _held(actor: Any, found: Any) -> dict[str, Any]:
    """Everything that belongs to a run."""
    return {
        "committee": queries.committee_of(found),
        "documents": queries.documents_of(found),
        "amendments": queries.amendments_of(found),
        "questions": queries.questions_of(found),
        "invited": queries.participants_at_work(actor, found),
        "packages": queries.packages_of(found),
        "minutes": queries.minutes_of(actor, found),
    }


@login_required
def run(request: HttpRequest, code: str) -> HttpResponse:
    """One run at work."""
    found, actor, now = run_of(request, code), actor_of(request), clock.now()
    actions = queries.run_actions(actor, found)
    if found.sealed and queries.sealed_tender(actor, found.code):
        actions.append("seal_plan")
    form = queries.run_form_of(found) if found.template else None
    links = [(name, run_words.URLS[name], words) for name, words in run_words.ACTIONS.items() if name in actions]
    context = {
        "run": found,
        "facts": run_words.run_facts(found, form),
        "checklist": run_words.checklist(queries.checklist_of(found, now), actions),
        "actions": links,
        "may_announce": "announce" in actions,
        "may_answer": "answer" in actions,
        "may_drop": "document" in actions,
        "cards": [card_of(flag) for flag in queries.flags_of(found)],
        "evaluates": permits(actor, "procurement.see_evaluation", found),
    }
    return render(request, "procurement/runs/run.html", context | _parts(actor, found, now))


def _parts(actor: Any, run: Any, now: dt.datetime) -> dict[str, Any]:
    """What hangs on the run: schedule, people, files, questions, minutes."""
    return {
        "stage": queries.prequalification_of(run, now),
        "steps": run_words.steps_said(queries.steps_of(run), now),
        "committee": queries.committee_of(run),
        "documents": queries.documents_of(run),
        "amendments": queries.amendments_of(run),
        "questions": queries.questions_of(run),
        "invited": queries.participants_at_work(actor, run),
        "packages": queries.packages_of(run),
        "minutes": queries.minutes_of(actor, run),
    }


@login_required
def run_announce(request: HttpRequest, code: str) -> HttpResponse:
    """Announce the run, after a look at what residents will see; what is missing is listed."""
    found, sent = allowed(request, code, "announce"), request.method == "POST"
    by: dict[str, Any] = {"tender_id": found.pk, "actor": actor_of(request), "now": clock.now()}
    seen: dict[str, Any] = {}
    try:
        if sent:
            services.announce_tender(**by)
            messages.success(request, _("The run is announced. The clock opens and closes it."))
            return redirect("procurement:run", code=code)
        seen = foreseen_of(services.foresee_announcement(**by), found.year)
    except services.TenderUnready as refusal:
        seen = {"missing": [{"text": run_words.CONDITIONS[one][0]} for one in refusal.missing]}
    except REFUSED as refusal:
        seen = {"error": run_words.refusal_text(refusal)}
    status = 409 if sent and ("missing" in seen or "error" in seen) else 200
    return render(request, "procurement/runs/announce.html", _to_announce(found) | seen, status=status)


def _to_announce(run: Any) -> dict[str, Any]:
    """What residents will read of the run, for a last look."""
    form = queries.run_form_of(run) if run.template else None
    return {
        "run": run,
        "facts": run_words.run_facts(run, form),
        "steps": run_words.steps_said(queries.steps_of(run), clock.now()),
        "documents": queries.documents_of(run),
    }


@login_required
def run_cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Call the run off, with its reason."""
    found = allowed(request, code, "cancel")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by: dict[str, Any] = {"actor": actor_of(request), "now": clock.now()}
        try:
            services.cancel_tender(tender_id=found.pk, reason=form.cleaned_data["reason"], **by)
            messages.success(request, _("The run is called off."))
            return redirect("procurement:run", code=code)
        except REFUSED as refusal:
            form.add_error(None, run_words.refusal_text(refusal))
    text = _("Its packages are free for another run. Residents keep seeing that it was called off, and why.")
    context = {"run": found, "form": form, "title": _("Call the run off"), "text": text, "kind": "danger"}
    return render(request, "procurement/runs/form.html", context)
