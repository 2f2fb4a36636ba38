"""Plans and reports in words: what is refused and why, the curve."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from pendopo.kernel.display import full_date, number, percent
from pendopo.kernel.figures import LineChart, line_chart
from pendopo.kernel.figures.lines import Line
from pendopo.monitoring.services import PlanProblem, ReportProblem
from pendopo.monitoring.states import Standing


def plan_problem(problem: PlanProblem) -> str:
    """One sentence: where, what, what to do."""
    where = {"item": problem.item, "week": problem.period}
    said = {
        "no_items": _("The table holds no item: write one row for each item."),
        "many_items": _("The plan holds more than 2,000 items: put small ones together."),
        "no_time": _("The contract has no first and last day yet: the plan follows its order to start (SPMK)."),
        "long_time": _("The contract runs longer than a plan by weeks can be: five years."),
        "unnamed": _("Row %(item)s has no name or no unit of measure."),
        "amount": _("Row %(item)s needs a quantity and a price above zero."),
        "periods": _("Row %(item)s has not one percent for each week of the contract."),
        "percent": _("Row %(item)s, week %(week)s: a percent lies between 0 and 100."),
        "falls": _("Row %(item)s, week %(week)s: the cumulative percent falls below the week before."),
        "unfinished": _("Row %(item)s does not reach 100 percent in the last week."),
        "proposed": _("A plan is proposed already: it has to be agreed or returned first."),
        "reason": _("Write what has to be changed."),
        "amendment": _("A plan is in force: only an amendment of the contract that no plan names yet replaces it."),
        "time": _("The contract's first or last day has changed since: write the plan anew for its weeks."),
    }[problem.code]
    return said % where


def _report_problems() -> dict[str, str]:
    return {
        "no_items": _("Write the quantity of at least one item."),
        "unknown_item": _("An item of the report is not in the plan in force: open the page anew."),
        "negative": _("%(item)s: a quantity cannot be below zero."),
        "above": _("%(item)s: more than the whole, %(limit)s. More work needs an amendment first."),
        "falls": _("%(item)s: less than was accepted, %(limit)s. Say why, where it is a correction."),
        "not_running": _("The work is not under way."),
        "no_plan": _("The work has no agreed plan yet: it is reported against one."),
        "unknown_period": _("The plan has no such week."),
        "future": _("This week begins on %(limit)s only."),
        "reported": _("This week is reported already."),
        "closed": _("A later week was accepted already: this one is closed."),
        "disagreement": _("Write why you measured something else than what is claimed."),
        "own_report": _("Who wrote a report does not measure or accept it."),
        "reason": _("Write what has to be changed."),
        "key_taken": _("This report was sent already, by somebody else."),
        "no_photo": _("%(item)s: progress needs an accepted photo. Look at the photos of the report first."),
    }


def report_problem(problem: ReportProblem, names: dict[int, str]) -> str:
    """One sentence: which item, what, what to do."""
    limit = problem.limit
    values = {
        "item": names.get(problem.item_id, ""),
        "limit": full_date(limit) if isinstance(limit, dt.date) else number(limit or 0),
    }
    said = _report_problems()[problem.code]
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
