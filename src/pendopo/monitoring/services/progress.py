"""The acts on progress reports: hand in, measure, accept, return. Who claims, who measures and who accepts differ."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.monitoring import reporting
from pendopo.monitoring.models import ItemProgress, MonitoringRule, PlanPoint, ProgressReport, Project, WorkPlan
from pendopo.monitoring.queries import item_states, items_with_photo
from pendopo.monitoring.reporting import Quantities, ReportProblem, ReportRefused, ReportValues
from pendopo.monitoring.ruling import rule_on
from pendopo.monitoring.standing import keep_figures
from pendopo.monitoring.states import REPORT, Phase, PlanStatus, ReportStatus

LIVE = (ReportStatus.SUBMITTED, ReportStatus.MEASURED, ReportStatus.ACCEPTED)
"""What was handed in and not given back."""


def _locked_project(project_id: int) -> Project:
    return Project.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=project_id)


def _locked(report_id: int) -> ProgressReport:
    project_id = ProgressReport.objects.values_list("project_id", flat=True).get(pk=report_id)
    project = _locked_project(project_id)
    report = ProgressReport.objects.get(pk=report_id)
    report.project = project
    return report


def _tell(report: ProgressReport, what: str, actor: Actor, now: dt.datetime, **data: Any) -> None:
    told = {"code": report.project.code, "title": report.project.title, "period": report.period}
    event = f"monitoring.progress.{what}"
    record(actor=actor, event=event, subject=report.project, unit=report.project.unit, now=now, data=told | data)
    topics.touch("monitoring")


@transaction.atomic
def hand_in_report(*, project_id: int, values: ReportValues, actor: Actor, now: dt.datetime) -> ProgressReport:
    """Store what was done by the end of a week, as who works there says it. Sent again, it is the same report.

    Raises ReportRefused with everything that is wrong, PermissionDenied.
    """
    project = _locked_project(project_id)
    require(actor, "monitoring.report_progress", project)
    if (sent := ProgressReport.objects.filter(key=values.key).first()) is not None:
        return _same(sent, project, actor)
    plan = _plan_in_force(project)
    point = _checked_period(plan, values, now)
    items = item_states(plan)
    problems = reporting.problems_of(items, values.quantities, may_fall=bool(values.correction_reason.strip()))
    if problems:
        raise ReportRefused(*problems)
    report = ProgressReport(
        key=values.key, project=project, period=point.period, starts_date=point.starts_date, ends_date=point.ends_date,
        planned_percent=point.planned_percent, claimed_percent=reporting.percent_of(items, values.quantities),
        workers=values.workers, weather=values.weather.strip()[:40], problems=values.problems.strip(),
        correction_reason=values.correction_reason.strip()[:1000], author_id=actor.pk, author_label=actor.label,
        written_at=min(values.written_at, now), received_at=now, submitted_at=now,
    )  # fmt: skip
    REPORT.move(report, "submit")
    report.save()
    ItemProgress.objects.bulk_create(
        ItemProgress(report=report, item_id=pk, claimed_quantity=quantity)
        for pk, quantity in sorted(values.quantities.items())
    )
    _tell(report, "reported", actor, now, percent=str(report.claimed_percent))
    return report


def _same(sent: ProgressReport, project: Project, actor: Actor) -> ProgressReport:
    if sent.project_id != project.pk or sent.author_id != actor.pk:
        raise ReportRefused(ReportProblem("key_taken"))
    return sent


def _plan_in_force(project: Project) -> WorkPlan:
    plan = WorkPlan.objects.filter(project=project, status=PlanStatus.APPROVED).first()
    if project.phase != Phase.RUNNING:
        raise ReportRefused(ReportProblem("not_running"))
    if plan is None:
        raise ReportRefused(ReportProblem("no_plan"))
    return plan


def _checked_period(plan: WorkPlan, values: ReportValues, now: dt.datetime) -> PlanPoint:
    point = PlanPoint.objects.filter(plan=plan, period=values.period).first()
    if point is None:
        raise ReportRefused(ReportProblem("unknown_period"))
    if point.starts_date > timezone.localdate(now):
        raise ReportRefused(ReportProblem("future", limit=point.starts_date))
    others = ProgressReport.objects.filter(project_id=plan.project_id, status__in=LIVE)
    if others.filter(period=point.period).exists():
        raise ReportRefused(ReportProblem("reported"))
    if others.filter(period__gt=point.period, status=ReportStatus.ACCEPTED).exists():
        raise ReportRefused(ReportProblem("closed"))
    return point


@transaction.atomic
def measure_report(
    *, report_id: int, quantities: Quantities, actor: Actor, now: dt.datetime, disagreement: str = ""
) -> ProgressReport:
    """Set beside what is claimed what was measured, item by item; a difference needs a word on it.

    Raises ReportRefused, MoveRefused, PermissionDenied (the supervisor is never the one who reported).
    """
    report = _locked(report_id)
    require(actor, "monitoring.measure_progress", report.project)
    REPORT.next(report.status, "measure")
    _refuse_own(report, actor)
    rows = {row.item_id: row for row in report.items.all()}
    items = item_states(_plan_in_force(report.project))
    problems = reporting.problems_of(items, quantities, may_fall=True)
    if problems or set(quantities) != set(rows):
        raise ReportRefused(*problems or [ReportProblem("unknown_item")])
    for pk, row in rows.items():
        row.measured_quantity = quantities[pk]
    differs = any(row.measured_quantity != row.claimed_quantity for row in rows.values())
    if differs and not disagreement.strip():
        raise ReportRefused(ReportProblem("disagreement"))
    ItemProgress.objects.bulk_update(rows.values(), ["measured_quantity"])
    REPORT.move(report, "measure")
    report.measured_percent = reporting.percent_of(items, quantities)
    report.disagreement = disagreement.strip()[:1000] if differs else ""
    report.measured_at, report.measured_label = now, actor.label
    report.save(update_fields=["status", "measured_percent", "disagreement", "measured_at", "measured_label"])
    _tell(report, "measured", actor, now, percent=str(report.measured_percent))
    return report


def _refuse_own(report: ProgressReport, actor: Actor) -> None:
    if actor.pk is not None and actor.pk == report.author_id:
        raise ReportRefused(ReportProblem("own_report"))


@transaction.atomic
def accept_report(*, report_id: int, actor: Actor, now: dt.datetime) -> ProgressReport:
    """Take what was measured as the progress of the work: its figures follow at once.

    Raises ReportRefused (the reporter's own, falling without a reason, without a photo, a later one was accepted),
    MoveRefused, PermissionDenied.
    """
    report = _locked(report_id)
    require(actor, "monitoring.accept_progress", report.project)
    REPORT.next(report.status, "accept")
    _refuse_own(report, actor)
    accepted = ProgressReport.objects.filter(project=report.project, status=ReportStatus.ACCEPTED)
    if accepted.filter(period__gte=report.period).exists():
        raise ReportRefused(ReportProblem("closed"))
    before = accepted.order_by("-period").first()
    assert report.measured_percent is not None
    last = before.accepted_percent if before and before.accepted_percent else report.measured_percent
    if report.measured_percent < last and not (report.correction_reason or report.disagreement):
        raise ReportRefused(ReportProblem("falls", limit=last))
    _refuse_without_photo(report, last if before else None)
    REPORT.move(report, "accept")
    report.accepted_percent = report.measured_percent
    report.accepted_at, report.accepted_label = now, actor.label
    report.save(update_fields=["status", "accepted_percent", "accepted_at", "accepted_label"])
    keep_figures(report.project, now)
    _tell(report, "accepted", actor, now, percent=str(report.accepted_percent))
    return report


def _refuse_without_photo(report: ProgressReport, last: Decimal | None) -> None:
    """Progress needs evidence (rule PHOTO_GATE of the report's last day; no row, no gate)."""
    assert report.measured_percent is not None
    if report.measured_percent <= (last or 0):
        return
    try:
        gate = rule_on("PHOTO_GATE", report.ends_date)
    except MonitoringRule.DoesNotExist:
        return
    shown = items_with_photo(report)
    if not shown:
        raise ReportRefused(ReportProblem("no_photo"))
    if gate["per"] == "ITEM":
        before = {pk: state.before for pk, state in item_states(_plan_in_force(report.project)).items()}
        bare = [
            row.item_id for row in report.items.all()
            if (row.measured_quantity or 0) > before.get(row.item_id, 0) and row.item_id not in shown
        ]  # fmt: skip
        if bare:
            raise ReportRefused(*(ReportProblem("no_photo", pk) for pk in bare))


@transaction.atomic
def return_report(*, report_id: int, reason: str, actor: Actor, now: dt.datetime) -> ProgressReport:
    """Give a report back with a reason. Raises ReportRefused (no reason), MoveRefused, PermissionDenied."""
    report = _locked(report_id)
    measured = report.status == ReportStatus.MEASURED
    require(actor, "monitoring.accept_progress" if measured else "monitoring.measure_progress", report.project)
    if not reason.strip():
        raise ReportRefused(ReportProblem("reason"))
    REPORT.move(report, "return")
    report.returned_reason = reason.strip()[:1000]
    report.save(update_fields=["status", "returned_reason"])
    _tell(report, "returned", actor, now, reason=report.returned_reason)
    return report
