"""Plans and reports of a work."""

import datetime as dt
from uuid import UUID

from django.db.models import Prefetch

from pendopo.monitoring.models import ItemProgress, PlanPoint, ProgressReport, Project, WorkItem, WorkPlan
from pendopo.monitoring.reporting import ItemState
from pendopo.monitoring.states import PlanStatus, ReportStatus


def item_states(plan: WorkPlan) -> dict[int, ItemState]:
    """Each item of a plan with what was accepted of it last, by item id. Two queries."""
    before = dict(
        ItemProgress.objects.filter(report__project_id=plan.project_id, report__status=ReportStatus.ACCEPTED)
        .filter(item__plan=plan)
        .order_by("report__period")
        .values_list("item_id", "measured_quantity")
    )
    return {
        row.pk: ItemState(row.pk, row.quantity, row.weight, before.get(row.pk) or row.before_quantity)
        for row in plan.items.all()
    }


def plan_in_force(project: Project) -> WorkPlan | None:
    """The agreed plan of a work. One query."""
    return project.plans.filter(status=PlanStatus.APPROVED).first()


def plans_agreed(project: Project) -> list[WorkPlan]:
    """The plan in force and those it replaced, each with its points: the curves of a work. Two queries."""
    points = Prefetch("points", PlanPoint.objects.order_by("period"))
    agreed = project.plans.filter(status__in=(PlanStatus.APPROVED, PlanStatus.REBASELINED))
    return list(agreed.prefetch_related(points).order_by("-version")[:20])


def plan_items(plan: WorkPlan) -> list[WorkItem]:
    """The items of a plan with what is planned of each by period. Two queries."""
    return list(plan.items.prefetch_related("periods"))


def reports_accepted(project: Project) -> list[ProgressReport]:
    """What was accepted of a work, period by period. One query."""
    found = ProgressReport.objects.filter(project=project, status=ReportStatus.ACCEPTED)
    return list(found.order_by("period")[:260])


def reports_at_work(project: Project) -> list[ProgressReport]:
    """Every report of a work, latest first, for those who work on it. One query."""
    return list(ProgressReport.objects.filter(project=project).order_by("-period", "-pk")[:260])


def report_at_work(project: Project, pk: int) -> ProgressReport | None:
    """One report of a work. One query."""
    return ProgressReport.objects.filter(project=project, pk=pk).first()


def report_sent(project: Project, key: str, author_id: int | None) -> ProgressReport | None:
    """The report that this person sent under this key. One query."""
    try:
        own = UUID(key)
    except ValueError:
        return None
    return ProgressReport.objects.filter(project=project, key=own, author_id=author_id).first()


def open_plan(project: Project) -> WorkPlan | None:
    """The draft or proposed plan of a work. One query."""
    return project.plans.filter(status__in=(PlanStatus.DRAFT, PlanStatus.PROPOSED)).last()


def periods_to_report(plan: WorkPlan, today: dt.date) -> list[PlanPoint]:
    """The weeks that have begun, were not handed in and lie after the last accepted one, latest first. Two queries."""
    live = (ReportStatus.SUBMITTED, ReportStatus.MEASURED, ReportStatus.ACCEPTED)
    found = ProgressReport.objects.filter(project_id=plan.project_id, status__in=live)
    handed = dict(found.values_list("period", "status"))
    last = max((period for period, status in handed.items() if status == ReportStatus.ACCEPTED), default=0)
    begun = plan.points.filter(starts_date__lte=today, period__gt=last).exclude(period__in=handed)
    return list(begun.order_by("-period"))
