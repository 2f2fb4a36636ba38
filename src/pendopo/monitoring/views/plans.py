"""The plan of a work in the workspace: read from a table, proposed, returned, agreed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget.views.downloads import answer
from pendopo.budget.views.rka import actor_of
from pendopo.files.tabular import TableRefused
from pendopo.kernel import clock
from pendopo.kernel.access import permits
from pendopo.kernel.states import MoveRefused
from pendopo.monitoring import plan_table, planning, queries, services
from pendopo.monitoring.forms_plans import AgreeForm, PlanFileForm, ReturnForm
from pendopo.monitoring.views.plan_words import plan_problem
from pendopo.monitoring.views.work import project_of

STEPS = {
    "usulkan": "monitoring.write_plan",
    "setujui": "monitoring.approve_plan",
    "kembalikan": "monitoring.approve_plan",
}


@login_required
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """The plan in force, the one that waits, and the table to fill in."""
    found = project_of(request, code)
    may = permits(actor_of(request), "monitoring.write_plan", found)
    form = PlanFileForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        problems = _written(request, found, form) if form.is_valid() else []
        if form.is_valid() and not problems:
            messages.success(request, _("The plan is stored as a draft. Look it through, then propose it."))
            return redirect("monitoring:plan", code=found.code)
    waiting = queries.open_plan(found)
    shown = waiting or queries.plan_in_force(found)
    context = {
        "project": found, "form": form, "problems": problems[:50], "more": max(len(problems) - 50, 0), "plan": shown,
        "items": queries.plan_items(shown) if shown else [], "points": shown.points.all() if shown else [],
        "may_write": may and not (waiting and waiting.status == "PROPOSED"), "weeks": _weeks(found),
        "steps": _steps(request, found, waiting),
    }  # fmt: skip
    return render(request, "monitoring/plans/plan.html", context)


def _weeks(project: Any) -> int:
    if not project.starts_date or not project.ends_date:
        return 0
    try:
        return len(planning.weeks_of(project.starts_date, project.ends_date))
    except ValueError:
        return 0


def _written(request: HttpRequest, project: Any, form: PlanFileForm) -> list[str]:
    """What is wrong with the table; nothing where it is stored."""
    file = form.cleaned_data["file"]
    try:
        items = plan_table.read_plan(file, file.name, _weeks(project))
        services.write_plan(project_id=project.pk, items=items, actor=actor_of(request), now=clock.now())
    except TableRefused as refusal:
        return [_said(problem) for problem in refusal.problems]
    except services.PlanRefused as refusal:
        return [plan_problem(problem) for problem in refusal.problems]
    return []


def _said(problem: Any) -> str:
    if problem.row is None:
        return str(problem.message)
    where = _("Row %(row)s, column %(column)s") % {"row": problem.row, "column": problem.column}
    return f"{where}: {problem.message}"


def _steps(request: HttpRequest, project: Any, waiting: Any) -> list[str]:
    if waiting is None:
        return []
    fits = ["usulkan"] if waiting.status == "DRAFT" else ["setujui", "kembalikan"]
    return [step for step in fits if permits(actor_of(request), STEPS[step], project)]


@login_required
def plan_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The table to fill in, with the items of the latest plan, for the weeks of the contract."""
    found = project_of(request, code)
    latest = queries.open_plan(found) or queries.plan_in_force(found)
    rows = plan_table.rows_of(queries.plan_items(latest)) if latest else []
    weeks = _weeks(found)
    filled = [[*row[:5], *(row[5 + place] if 5 + place < len(row) else None for place in range(weeks))] for row in rows]
    return answer((plan_table.heads(weeks), filled), kind, f"jadwal-{found.code}")


@login_required
def plan_step(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """Propose, agree to or return the plan that waits, after asking."""
    found = project_of(request, code)
    waiting = queries.open_plan(found)
    if waiting is None or step not in STEPS:
        raise Http404
    form = _form(request, found, step)
    error = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        error = _done(request, waiting, step, form.cleaned_data if form else {})
        if not error:
            messages.success(request, _("Done."))
            return redirect("monitoring:plan", code=found.code)
    context = {"project": found, "plan": waiting, "step": step, "form": form, "error": error}
    return render(request, "monitoring/plans/step.html", context)


def _form(request: HttpRequest, project: Any, step: str) -> Any:
    if step == "kembalikan":
        return ReturnForm(request.POST or None)
    if step == "setujui" and queries.plan_in_force(project) is not None:
        contract = queries.contract_of(project)
        addenda = contract.addenda.all() if contract else []
        return AgreeForm(request.POST or None, addenda=[(one.pk, f"{one.number}: {one.reason}") for one in addenda])
    return None


def _done(request: HttpRequest, plan: Any, step: str, given: dict[str, Any]) -> str:
    act: Any = {
        "usulkan": services.propose_plan,
        "setujui": services.approve_plan,
        "kembalikan": services.return_plan,
    }[step]
    try:
        act(plan_id=plan.pk, actor=actor_of(request), now=clock.now(), **given)
    except services.PlanRefused as refusal:
        return " ".join(plan_problem(problem) for problem in refusal.problems)
    except MoveRefused:
        return _("Somebody else was quicker: open the page anew to see where the plan stands.")
    return ""
