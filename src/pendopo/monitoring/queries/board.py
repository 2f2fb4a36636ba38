"""What waits for a person in monitoring, and the works of her units; a number of queries that does not grow."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Count, F, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.kernel.access import Actor, permits
from pendopo.kernel.flags import UNSETTLED, FlagSeverity
from pendopo.kernel.tasks import Task
from pendopo.monitoring.models import MonitoringFlag, ProgressReport, Project, WorkPlan
from pendopo.monitoring.models.flags import PRESENT
from pendopo.monitoring.queries.units import units_at_work, watches_all
from pendopo.monitoring.states import PlanStatus, ReportStatus, Standing
from pendopo.organisations.models import Unit

MOST = 5
"""So many things of one kind are named one by one."""
_URGENCY = Case(
    When(standing=Standing.CRITICAL, then=Value(0)),
    When(standing=Standing.WATCH, then=Value(1)),
    When(standing=Standing.UNREPORTED, then=Value(2)),
    When(standing=Standing.ON_TRACK, then=Value(3)),
    default=Value(4),
    output_field=IntegerField(),
)


def projects_at_work(actor: Actor) -> QuerySet[Project]:
    """The works that the person follows by her posts: all of the regency, or those of her units."""
    rows = Project.objects.select_related("unit")
    return rows if watches_all(actor) else rows.filter(unit__in=units_at_work(actor))


def most_urgent_first(rows: QuerySet[Project]) -> QuerySet[Project]:
    """Critical works first, the furthest behind on top; what is done or stopped stands last."""
    done = Case(When(phase__in=("DONE", "STOPPED"), then=Value(1)), default=Value(0), output_field=IntegerField())
    return rows.order_by(done, _URGENCY, F("deviation").asc(nulls_last=True), "-value_amount", "pk")


def monitoring_waiting_for(actor: Actor, now: dt.datetime) -> list[Task]:
    """The actor's tasks in monitoring."""
    if actor.pk is None:
        return []
    units = units_at_work(actor)
    return [*_plans(actor, units), *_reports(actor, units), *_flags(actor, units)] if units else []


def _may(actor: Actor, permission: str, units: list[Unit]) -> list[Unit]:
    """The units where the person holds the duty; a work's permission asks for the work's unit."""
    return [unit for unit in units if permits(actor, permission, Project(unit=unit))]


def _plans(actor: Actor, units: list[Unit]) -> Iterator[Task]:
    own = _may(actor, "monitoring.approve_plan", units)
    if not own:
        return
    rows = WorkPlan.objects.filter(status=PlanStatus.PROPOSED, project__unit__in=own).select_related("project")
    for plan in rows.order_by("pk")[:MOST]:
        url = reverse("monitoring:plan", kwargs={"code": plan.project.code})
        yield Task(_("Agree to a plan"), url, plan.project.title)


def _reports(actor: Actor, units: list[Unit]) -> Iterator[Task]:
    steps: tuple[tuple[str, str, Any], ...] = (
        (ReportStatus.SUBMITTED, "monitoring.measure_progress", _("Measure a report")),
        (ReportStatus.MEASURED, "monitoring.accept_progress", _("Accept a measured report")),
    )
    for status, permission, words in steps:
        own = _may(actor, permission, units)
        if not own:
            continue
        rows = ProgressReport.objects.filter(status=status, project__unit__in=own).select_related("project")
        for report in rows.order_by("ends_date", "pk")[:MOST]:
            url = reverse("monitoring:report", kwargs={"code": report.project.code, "pk": report.pk})
            yield Task(str(words), url, report.project.title)


def _flags(actor: Actor, units: list[Unit]) -> Iterator[Task]:
    own = [unit for unit in units if permits(actor, "monitoring.answer_flag", unit)]
    if not own:
        return
    rows = MonitoringFlag.objects.filter(PRESENT, unit__in=own, status__in=UNSETTLED)
    years = rows.exclude(severity=FlagSeverity.INFO).values_list("year").annotate(number=Count("pk")).order_by("-year")
    for year, number in years[:MOST]:
        url = reverse("monitoring:flags", kwargs={"year": year})
        about = ngettext("%(number)s flag", "%(number)s flags", number) % {"number": number}
        yield Task(_("Explain flags of works"), url, f"{about}, {year}")
