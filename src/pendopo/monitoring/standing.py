"""The figures of a work, kept with every act that changes them: planned, realised, deviation, standing."""

import datetime as dt
from decimal import Decimal

from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils import timezone

from pendopo.monitoring import following
from pendopo.monitoring.casing import open_when_critical
from pendopo.monitoring.following import Verdict
from pendopo.monitoring.models import ContractExecution, ProgressReport, Project, StatedPayment, WorkPlan
from pendopo.monitoring.planning import planned_on
from pendopo.monitoring.ruling import rule_on
from pendopo.monitoring.states import EXECUTION, ExecutionStatus, PlanStatus, ReportStatus, Standing

KEPT = ["standing", "planned_percent", "realised_percent", "deviation", "figures_date"]


def keep_figures(project: Project, now: dt.datetime) -> None:
    """Bring a work's figures to what its agreed plan and its last accepted report say; the caller holds its lock.

    Without a report since the plan's last due period the plan runs on and the work stays where it was reported.
    """
    today = timezone.localdate(now)
    plan = WorkPlan.objects.filter(project=project, status=PlanStatus.APPROVED).first()
    report = ProgressReport.objects.filter(project=project, status=ReportStatus.ACCEPTED).order_by("-ends_date").first()
    project.realised_percent = report.accepted_percent if report else None
    project.figures_date = report.ends_date if report else None
    project.planned_percent = project.deviation = None
    if plan is None:
        project.standing = Standing.UNKNOWN
        if report is None:
            _as_stated(project)
    elif report is None or report.accepted_percent is None:
        project.planned_percent = _planned(plan, today)
        project.standing = Standing.UNREPORTED
        project.figures_date = today
    else:
        project.planned_percent = _planned(plan, report.ends_date)
        verdict = _judge(project, report.accepted_percent, today)
        open_when_critical(project, verdict, now)
    project.save(update_fields=KEPT)
    _move_execution(project)


def _as_stated(project: Project) -> None:
    """What another system states of a work without a plan here: the highest percent, on the day of its last paper."""
    stated = StatedPayment.objects.filter(project=project, current=True, progress_percent__isnull=False)
    found = stated.aggregate(percent=Max("progress_percent"), day=Max(Coalesce("handover_date", "paid_date")))
    project.realised_percent, project.figures_date = found["percent"], found["day"]


def _planned(plan: WorkPlan, day: dt.date) -> Decimal:
    return planned_on(list(plan.points.order_by("period").values_list("ends_date", "planned_percent")), day)


def _judge(project: Project, realised: Decimal, today: dt.date) -> Verdict:
    assert project.planned_percent is not None
    project.deviation = realised - project.planned_percent
    year_end = dt.date(project.year, 12, 31)
    verdict = following.verdict_on(
        rule_on("CRITICAL", today),
        planned=project.planned_percent,
        realised=realised,
        past_year_end=bool(project.ends_date and project.ends_date > year_end),
    )
    project.standing = verdict.standing
    return verdict


def _move_execution(project: Project) -> None:
    """A running contract becomes critical and recovers by its figures alone; completion is an act of its own."""
    execution = ContractExecution.objects.select_for_update().filter(project=project).first()
    if execution is None:
        return
    critical = project.standing == Standing.CRITICAL
    if execution.status == ExecutionStatus.RUNNING and critical:
        EXECUTION.move(execution, "become_critical")
    elif execution.status == ExecutionStatus.CRITICAL and not critical:
        EXECUTION.move(execution, "recover")
    else:
        return
    execution.save(update_fields=["status"])
