"""Plans and reports in words: what is refused and why, the curve."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from pendopo.kernel.display import full_date, number, percent
from pendopo.kernel.figures import LineChart, line_chart
from pendopo.kernel.figures.lines import Line
from pendopo.monitoring.services import PlanProblem
from pendopo.monitoring.states import Standing


def plan_problem(problem: PlanProblem) -> str:
    """One sentence: where, what, what to do."""
    where = {"item": problem.item, "week": problem.period}
    said = _problems()[problem.code]
    return (said if values["item"] else said.removeprefix("%(item)s: ")) % values


def curve_of(plans: Sequence[Any], reports: Iterable[Any], project: Any) -> LineChart | None:
    """The S-curve of a work: the plan in force, those before it, and what was accepted by week; None without a plan."""
    if not plans:
        return None
    points = list(plans[0].points.all())
    steps = ["0", *(str(point.period) for point in points)]
    real = _real(reports, len(points))
    late = project.standing == Standing.CRITICAL
    planned = [0.0, *(float(point.planned_percent) for point in points)]
    lines = [Line("plan", planned, "plan", "s1", _("plan"))]
    lines += [
        Line("before", _padded([0.0, *(float(one.planned_percent) for one in plan.points.all())], len(steps)), "plan",
             "s4", _("plan before"))
        for plan in plans[1:3]
    ]  # fmt: skip
    if len(real) > 1:
        label = _("done %(percent)s") % {"percent": percent(project.realised_percent, 2)}
        lines.append(Line("real", real, "", "f-late" if late else "f-good", label))
    today = len(real) - 1 if len(real) > 1 else None
    return line_chart(lines, steps, text=lambda value: f"{value:.0f}%", today=today, high=100)


def _padded(values: list[float], length: int) -> list[float | None]:
    return [*values[:length], *([None] * (length - len(values)))]


def _real(reports: Iterable[Any], weeks: int) -> list[float]:
    """What was accepted by week; a week without a report stays where the one before was."""
    accepted = {one.period: float(one.accepted_percent) for one in reports}
    values = [0.0]
    for week in range(1, min(max(accepted, default=0), weeks) + 1):
        values.append(accepted.get(week, values[-1]))
    return values


def curve_rows(plans: Sequence[Any], reports: Iterable[Any]) -> list[list[str]]:
    """The same numbers as a table: week, its last day, planned, done, deviation."""
    accepted = {one.period: one.accepted_percent for one in reports}
    rows = []
    for point in plans[0].points.all() if plans else []:
        done = accepted.get(point.period)
        rows.append([
            str(point.period), full_date(point.ends_date), percent(point.planned_percent, 2),
            "–" if done is None else percent(done, 2),
            "–" if done is None else number(done - point.planned_percent, 2),
        ])  # fmt: skip
    return rows


def curve_said(project: Any) -> str:
    """The finding of the curve in words."""
    if project.realised_percent is None:
        return _("The plan is agreed; no week is accepted yet.")
    values = {
        "done": percent(project.realised_percent, 2), "planned": percent(project.planned_percent, 2),
        "day": full_date(project.figures_date),
    }  # fmt: skip
    return _("%(done)s is done, %(planned)s was planned by %(day)s.") % values
