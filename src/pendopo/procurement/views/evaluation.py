"""The workspace of an evaluation: the runs one evaluates, the board of a run, its steps, its minutes."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.budget.views.rka import actor_of
from pendopo.files.services import SigningUnavailable
from pendopo.kernel import clock
from pendopo.kernel.states import MoveRefused
from pendopo.procurement import queries, services
from pendopo.procurement.forms_evaluation import WhyForm
from pendopo.procurement.views.evaluation_words import STEPS, refusal_text

REFUSED = (services.EvaluationRefused, services.ReasonMissing, MoveRefused)
ACTS: dict[str, Any] = {
    "conclude": services.conclude_sheets,
    "reopen": services.reopen_sheets,
    "rank": services.rank_offers,
    "decide": services.decide_winner,
    "announce": services.announce_winner,
    "fail": services.fail_tender,
    "rerun": services.rerun_tender,
}
WITH_REASON = ("reopen", "fail")


def run_of(request: HttpRequest, code: str) -> Any:
    """The run for those who may see its evaluation. Raises Http404."""
    found = queries.run_to_evaluate(actor_of(request), code)
    if found is None:
        raise Http404
    return found


def offer_of(request: HttpRequest, run: Any, participant: int) -> Any:
    """One offer of the run. Raises Http404."""
    found = queries.offer_to_evaluate(actor_of(request), run, participant)
    if found is None:
        raise Http404
    return found


@login_required
def evaluations(request: HttpRequest) -> HttpResponse:
    """The runs that the person evaluates."""
    rows = queries.runs_to_evaluate(actor_of(request))
    return render(request, "procurement/evaluation/list.html", {"rows": rows})


@login_required
def evaluation(request: HttpRequest, code: str) -> HttpResponse:
    """The board: participants by stages, prices, ranks, what may be done, the minutes."""
    run, actor = run_of(request, code), actor_of(request)
    board = queries.board_of(actor, run)
    context = {
        "run": run,
        "board": board,
        "actions": [(one, STEPS[one][0]) for one in queries.evaluation_actions(actor, board)],
        "doors": queries.evaluation_doors(actor, board),
        "minutes": queries.minutes_of(actor, run),
    }
    return render(request, "procurement/evaluation/board.html", context)


@login_required
def evaluation_step(request: HttpRequest, code: str, action: str) -> HttpResponse:
    """One step of the evaluation, after asking."""
    run = run_of(request, code)
    if action not in STEPS:
        raise Http404
    title, text, label = STEPS[action]
    form = WhyForm(request.POST or None) if action in WITH_REASON else None
    error = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            made = ACTS[action](
                tender_id=run.pk, actor=actor_of(request), now=clock.now(), **(form.cleaned_data if form else {})
            )
            messages.success(request, _("Done: %(step)s.") % {"step": label})
            return redirect("procurement:evaluation", code=made.code)
        except REFUSED as refusal:
            error = refusal_text(refusal)
    context = {"run": run, "title": title, "text": text, "label": label, "form": form, "error": error}
    status = 409 if error else 200
    return render(request, "procurement/evaluation/step.html", context, status=status)


@login_required
@require_POST
def sign_minutes(request: HttpRequest, code: str, minutes: int) -> HttpResponse:
    """Sign minutes of the run."""
    run = run_of(request, code)
    if not run.minutes.filter(pk=minutes).exists():
        raise Http404
    try:
        services.sign_minutes(minutes_id=minutes, actor=actor_of(request), now=clock.now())
        messages.success(request, _("The minutes are signed."))
    except (services.SignedAlready, SigningUnavailable) as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect("procurement:evaluation", code=run.code)


@login_required
def minutes_paper(request: HttpRequest, code: str, minutes: int) -> HttpResponse:
    """The paper of minutes, for those who may see the evaluation before everybody does."""
    run = run_of(request, code)
    paper = queries.minutes_bytes(run, minutes)
    if paper is None:
        raise Http404
    name, data = paper
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def may_or_forbid(allowed: bool) -> None:
    """Raise PermissionDenied where the actor may not."""
    if not allowed:
        raise PermissionDenied
