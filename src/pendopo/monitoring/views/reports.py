"""Reports of progress: written on the site, measured, accepted or returned."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import permits
from pendopo.kernel.display import number, table_date
from pendopo.kernel.states import MoveRefused
from pendopo.monitoring import queries, services
from pendopo.monitoring.forms_plans import ReturnForm
from pendopo.monitoring.forms_reports import MeasureForm, ReportForm, read_quantities
from pendopo.monitoring.views.photos import take_photos
from pendopo.monitoring.views.plan_words import report_problem
from pendopo.monitoring.views.work import project_of


@login_required
def new_report(request: HttpRequest, code: str) -> HttpResponse:
    """Write what was done by the end of a week; quantities are cumulative."""
    found = project_of(request, code)
    if request.method == "POST" and queries.report_sent(found, request.POST.get("key", ""), request.user.pk):
        return _with_photos(request, found)
    plan = queries.plan_in_force(found)
    if plan is None or not permits(actor_of(request), "monitoring.report_progress", found):
        raise PermissionDenied
    periods = [
        (point.period, _("Week %(week)s, until %(day)s") % {"week": point.period, "day": table_date(point.ends_date)})
        for point in queries.periods_to_report(plan, clock.today())
    ]
    form = ReportForm(request.POST or None, periods=periods)
    items = queries.plan_items(plan)
    quantities, errors = read_quantities(request.POST, [item.pk for item in items])
    if request.method == "POST" and form.is_valid() and not errors and _sent(request, found, form, quantities, items):
        messages.success(request, _("The report is handed in. The supervisor measures it."))
        return _with_photos(request, found)
    rows = _rows(request, plan, items, errors)
    context = {"project": found, "form": form, "rows": rows, "item_errors": errors, "periods": periods}
    return render(request, "monitoring/reports/new.html", context)


def _with_photos(request: HttpRequest, project: Any) -> HttpResponse:
    """The photos that came with a report, also when a phone sends it once more: all of it is stored once."""
    report = queries.report_sent(project, request.POST["key"], request.user.pk)
    assert report is not None
    problems = take_photos(request, report, report.key)
    for problem in problems:
        messages.warning(request, problem)
    there = redirect("monitoring:report", code=project.code, pk=report.pk)
    # The script that kept the draft goes there itself: what there is to say must wait for that page.
    return HttpResponse(status=201, headers={"Location": there.url}) if "X-Kept-Draft" in request.headers else there


def _sent(request: HttpRequest, project: Any, form: ReportForm, quantities: Any, items: Any) -> bool:
    values = form.values(quantities, clock.now())
    try:
        services.hand_in_report(project_id=project.pk, values=values, actor=actor_of(request), now=clock.now())
    except services.ReportRefused as refusal:
        names = {item.pk: item.name for item in items}
        for problem in refusal.problems:
            form.add_error(None, report_problem(problem, names))
        return False
    return True


def _rows(request: HttpRequest, plan: Any, items: Any, errors: dict[int, str]) -> list[dict[str, Any]]:
    states = queries.item_states(plan)
    return [
        {
            "item": item, "before": states[item.pk].before, "error": errors.get(item.pk, ""),
            "value": request.POST.get(f"item-{item.pk}", number(states[item.pk].before)),
        }
        for item in items
    ]  # fmt: skip


def _report_of(request: HttpRequest, code: str, pk: int) -> tuple[Any, Any]:
    project = project_of(request, code)
    report = queries.report_at_work(project, pk)
    if report is None:
        raise Http404
    return project, report


@login_required
def report(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One report: what is claimed, measured, accepted; the supervisor measures here, the PPK accepts."""
    project, found = _report_of(request, code, pk)
    rows = list(found.items.select_related("item"))
    form = MeasureForm(request.POST or None)
    quantities, errors = read_quantities(request.POST, [row.item_id for row in rows])
    actor = actor_of(request)
    measures = found.status == "SUBMITTED" and permits(actor, "monitoring.measure_progress", project)
    if request.method == "POST":
        if not measures:
            raise PermissionDenied
        if form.is_valid() and not errors and _measured(request, found, form, quantities, rows):
            messages.success(request, _("The measure is stored. The PPK accepts it."))
            return redirect("monitoring:report", code=project.code, pk=found.pk)
    context = {
        "photos": queries.photos_of(found),
        "adds": found.status in {"SUBMITTED", "MEASURED"} and permits(actor, "monitoring.report_progress", project),
        "project": project, "report": found, "form": form, "rows": _measuring(request, rows, errors),
        "measures": measures, "accepts": found.status == "MEASURED" and _accepts(actor, project),
        "returns": measures or (found.status == "MEASURED" and _accepts(actor, project)),
    }  # fmt: skip
    return render(request, "monitoring/reports/report.html", context)


def _accepts(actor: Any, project: Any) -> bool:
    return permits(actor, "monitoring.accept_progress", project)


def _measuring(request: HttpRequest, rows: Any, errors: dict[int, str]) -> list[dict[str, Any]]:
    return [
        {
            "row": row, "error": errors.get(row.item_id, ""),
            "value": request.POST.get(f"item-{row.item_id}", number(row.claimed_quantity)),
        }
        for row in rows
    ]  # fmt: skip


def _measured(request: HttpRequest, report: Any, form: MeasureForm, quantities: Any, rows: Any) -> bool:
    own = {"report_id": report.pk, "quantities": quantities, "actor": actor_of(request), "now": clock.now()}
    try:
        services.measure_report(**own, **form.cleaned_data)
    except (services.ReportRefused, MoveRefused) as refusal:
        _refused(form, refusal, {row.item_id: row.item.name for row in rows})
        return False
    return True


def _refused(form: Any, refusal: Exception, names: dict[int, str]) -> None:
    if isinstance(refusal, services.ReportRefused):
        for problem in refusal.problems:
            form.add_error(None, report_problem(problem, names))
    else:
        form.add_error(None, _("Somebody else was quicker: open the page anew to see where the report stands."))


@login_required
def report_step(request: HttpRequest, code: str, pk: int, step: str) -> HttpResponse:
    """Accept a measured report, or return one with a reason, after asking."""
    project, found = _report_of(request, code, pk)
    form = ReturnForm(request.POST or None) if step == "kembalikan" else None
    error = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        act: Any = services.return_report if step == "kembalikan" else services.accept_report
        try:
            act(report_id=found.pk, actor=actor_of(request), now=clock.now(), **(form.cleaned_data if form else {}))
            messages.success(request, _("Done."))
            return redirect("monitoring:work", code=project.code)
        except services.ReportRefused as refusal:
            error = " ".join(report_problem(problem, {}) for problem in refusal.problems)
        except MoveRefused:
            error = _("Somebody else was quicker: open the page anew to see where the report stands.")
    context = {"project": project, "report": found, "step": step, "form": form, "error": error}
    return render(request, "monitoring/reports/step.html", context)
