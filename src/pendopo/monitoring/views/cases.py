"""A critical contract in the workspace: its ladder, and the step that is due."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.states import MoveRefused
from pendopo.monitoring import queries, services
from pendopo.monitoring.forms_cases import CauseForm, EndForm, LetterForm, MeetingForm, NoteForm
from pendopo.monitoring.views.case_words import LEADS, TITLES, case_facts, ladder_of, refused
from pendopo.monitoring.views.work import project_of

FORMS: dict[str, Any] = {
    "sebab": CauseForm,
    "selesaikan": NoteForm,
    "teguran": LetterForm,
    "rapat": MeetingForm,
    "akhiri": EndForm,
}
ACTS: dict[str, Any] = {
    "sebab": services.classify_case,
    "selesaikan": services.settle_case,
    "teguran": services.warn_supplier,
    "rapat": services.hold_meeting,
    "akhiri": services.end_case,
}


def _case_of(request: HttpRequest, code: str, number: int) -> tuple[Any, Any]:
    project = project_of(request, code)
    found = queries.case_of(project, number)
    if found is None:
        raise Http404
    found.project = project
    return project, found


@login_required
def case(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One case: why it was opened, its ladder, what is due."""
    project, found = _case_of(request, code, number)
    steps = [(step, TITLES[step]) for step in queries.case_steps(actor_of(request), found)]
    context = {
        "project": project, "case": found, "facts": case_facts(found), "ladder": ladder_of(found), "steps": steps,
        "letters": found.letters.all(), "meetings": found.meetings.all(),
    }  # fmt: skip
    return render(request, "monitoring/cases/case.html", context)


@login_required
def case_step(request: HttpRequest, code: str, number: int, step: str) -> HttpResponse:
    """The step that is due, after asking."""
    project, found = _case_of(request, code, number)
    if step not in TITLES:
        raise Http404
    if step not in queries.case_steps(actor_of(request), found):
        raise PermissionDenied
    form = FORMS[step](request.POST or None) if step in FORMS else None
    error = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        error = _done(request, found, step, form.cleaned_data if form else {})
        if not error:
            messages.success(request, _("Done: %(step)s.") % {"step": TITLES[step]})
            return redirect("monitoring:case", code=project.code, number=found.number)
    context = {"project": project, "case": found, "title": TITLES[step], "text": LEADS[step], "form": form}
    return render(request, "monitoring/cases/step.html", context | {"error": error})


def _done(request: HttpRequest, case: Any, step: str, given: dict[str, Any]) -> str:
    own: dict[str, Any] = {"actor": actor_of(request), "now": clock.now()}
    try:
        if step == "nilai":
            test = queries.pending_test(case)
            if test is not None:
                services.judge_test(test_id=test.pk, **own)
        else:
            ACTS[step](case_id=case.pk, **own, **given)
    except services.CaseRefused as refusal:
        return refused(refusal)
    except MoveRefused:
        return _("Somebody else was quicker: open the page anew to see where the case stands.")
    return ""
