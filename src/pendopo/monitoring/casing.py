"""Critical contracts: what opens a case by itself, what a step is refused for, when the next step is due."""

import datetime as dt
from typing import Any

from django.utils import timezone

from pendopo.audit.services import record
from pendopo.instance.queries import working_calendar
from pendopo.kernel.access import SYSTEM
from pendopo.monitoring.following import Verdict
from pendopo.monitoring.models import CriticalCase, Project
from pendopo.monitoring.ruling import rule_on
from pendopo.monitoring.states import Standing
from pendopo.monitoring.states_cases import CASE_LIVE, CaseStatus

CLOCKS = {
    CaseStatus.OPENED: "classify_working_days",
    CaseStatus.CLASSIFIED: "warn_working_days",
    CaseStatus.FAILED: "warn_working_days",
    CaseStatus.WARNED: "meet_working_days",
    CaseStatus.ROUTED: "end_working_days",
    CaseStatus.FINAL: "end_working_days",
}


class CaseRefused(Exception):
    """A step of a case breaks a rule; `code` says which one (see `case_words`), `limit` what would be right."""

    def __init__(self, code: str, limit: Any = None) -> None:
        super().__init__(f"{code} {limit}")
        self.code, self.limit = code, limit


def open_when_critical(project: Project, verdict: Verdict, now: dt.datetime) -> CriticalCase | None:
    """Open a case for a work whose figures are critical and that has none; the caller holds the work's lock."""
    planned, realised, day = project.planned_percent, project.realised_percent, project.figures_date
    if verdict.standing != Standing.CRITICAL or day is None or planned is None or realised is None:
        return None
    cases = CriticalCase.objects.filter(project=project)
    if cases.filter(status__in=CASE_LIVE).exists() or cases.filter(status=CaseStatus.TRIPARTY).exists():
        return None
    case = CriticalCase.objects.create(
        project=project, number=cases.count() + 1, period=verdict.period, figures_date=day,
        planned_percent=planned, realised_percent=realised, threshold=verdict.threshold, opened_at=now, moved_at=now,
    )  # fmt: skip
    data = {"code": project.code, "title": project.title, "number": case.number, "points": str(-case.deviation)}
    record(actor=SYSTEM, event="monitoring.case.opened", subject=project, unit=project.unit, now=now, data=data)
    return case


def due_date(case: CriticalCase) -> dt.date | None:
    """By when the next step of a case has to be done: a test's last day, or so many working days; None when ended."""
    if case.status == CaseStatus.TESTING:
        meeting = case.meetings.select_related("test").last()
        return meeting.test.to_date if meeting else None
    clock = CLOCKS.get(CaseStatus(case.status))
    if clock is None:
        return None
    since = timezone.localdate(case.moved_at)
    return working_calendar().add(since, rule_on("CASE_CLOCKS", max(since, dt.date(2026, 1, 1)))[clock])
