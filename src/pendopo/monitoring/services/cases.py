"""The acts on a critical contract, step by step: cause, warning, meeting with a test, and what follows from it."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.monitoring.casing import CaseRefused
from pendopo.monitoring.models import CatchUpTest, CriticalCase, Project, ScmMeeting, WarningLetter
from pendopo.monitoring.states_cases import CASE, LAST_LEVEL, CaseCause, CaseStatus
from pendopo.procurement import services as procurement

ENDED = (CaseStatus.CLOSED, CaseStatus.TRIPARTY, CaseStatus.TERMINATED)


def _locked(case_id: int) -> CriticalCase:
    project_id = CriticalCase.objects.values_list("project_id", flat=True).get(pk=case_id)
    locked = Project.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=project_id)
    case = CriticalCase.objects.get(pk=case_id)
    case.project = locked
    return case


def _moved(case: CriticalCase, action: str, now: dt.datetime, *fields: str) -> None:
    CASE.move(case, action)
    case.moved_at = now
    if case.status in ENDED:
        case.closed_at = now
    case.save(update_fields=["status", "moved_at", "closed_at", *fields])


def _tell(case: CriticalCase, what: str, actor: Actor, now: dt.datetime, **data: Any) -> None:
    told = {"code": case.project.code, "title": case.project.title, "number": case.number}
    event = f"monitoring.case.{what}"
    record(actor=actor, event=event, subject=case.project, unit=case.project.unit, now=now, data=told | data)
    topics.touch("monitoring")


@transaction.atomic
def classify_case(*, case_id: int, cause: str, note: str, actor: Actor, now: dt.datetime) -> CriticalCase:
    """Name what holds the work up. Only the supplier's fault leads up the ladder; anything else is settled with time
    or money. Raises CaseRefused, MoveRefused, PermissionDenied."""
    case = _locked(case_id)
    require(actor, "monitoring.handle_case", case.project)
    if cause not in CaseCause.values or not note.strip():
        raise CaseRefused("cause")
    case.cause, case.cause_note = cause, note.strip()[:1000]
    _moved(case, "classify" if cause == CaseCause.VENDOR else "route", now, "cause", "cause_note")
    _tell(case, "classified", actor, now, cause=str(case.get_cause_display()))
    return case


@transaction.atomic
def settle_case(*, case_id: int, note: str, actor: Actor, now: dt.datetime) -> CriticalCase:
    """Close a case that is not the supplier's fault: how it was settled. Raises CaseRefused, MoveRefused."""
    case = _locked(case_id)
    require(actor, "monitoring.handle_case", case.project)
    if not note.strip():
        raise CaseRefused("note")
    case.outcome_note = note.strip()[:1000]
    _moved(case, "settle", now, "outcome_note")
    _tell(case, "settled", actor, now, note=case.outcome_note)
    return case


@transaction.atomic
def warn_supplier(
    *, case_id: int, number: str, date: dt.date, text: str, actor: Actor, now: dt.datetime
) -> WarningLetter:
    """Write the letter that is due: the reprimand first, SP1 to SP3 after each failed test.

    Raises CaseRefused, MoveRefused, PermissionDenied.
    """
    case = _locked(case_id)
    require(actor, "monitoring.handle_case", case.project)
    if not number.strip() or not text.strip():
        raise CaseRefused("letter")
    if date > timezone.localdate(now) or date < timezone.localdate(case.opened_at):
        raise CaseRefused("letter_date", timezone.localdate(case.opened_at))
    last = case.status == CaseStatus.FAILED and case.level >= LAST_LEVEL
    _moved(case, "warn_last" if last else "warn", now)
    letter = WarningLetter.objects.create(
        case=case, level=case.level, number=number.strip(), date=date, text=text.strip(), written_label=actor.label
    )
    _tell(case, "warned", actor, now, letter=letter.number, level=letter.level)
    return letter


@transaction.atomic
def hold_meeting(
    *,
    case_id: int,
    number: str,
    date: dt.date,
    minutes: str,
    target_percent: Decimal,
    to_date: dt.date,
    actor: Actor,
    now: dt.datetime,
) -> ScmMeeting:
    """Hold the show cause meeting that is due (SCM I to III), with the percent that has to be reached by a day.

    Raises CaseRefused, MoveRefused, PermissionDenied.
    """
    case = _locked(case_id)
    require(actor, "monitoring.handle_case", case.project)
    CASE.next(case.status, "meet")
    _check_meeting(case, number, minutes, date, now)
    _check_test(case, date, target_percent, to_date)
    case.level += 1
    _moved(case, "meet", now, "level")
    meeting = ScmMeeting.objects.create(
        case=case, level=case.level, number=number.strip(), date=date, minutes=minutes.strip(), held_label=actor.label
    )
    CatchUpTest.objects.create(meeting=meeting, from_date=date, to_date=to_date, target_percent=target_percent)
    _tell(case, "met", actor, now, level=case.level, target=str(target_percent), until=to_date.isoformat())
    return meeting


def _check_meeting(case: CriticalCase, number: str, minutes: str, date: dt.date, now: dt.datetime) -> None:
    if not number.strip() or not minutes.strip():
        raise CaseRefused("minutes")
    letter = case.letters.last()
    if letter is not None and date < letter.date:
        raise CaseRefused("meeting_date", letter.date)
    if date > timezone.localdate(now):
        raise CaseRefused("meeting_future")


def _check_test(case: CriticalCase, date: dt.date, target: Decimal, to_date: dt.date) -> None:
    if to_date <= date:
        raise CaseRefused("test_dates", date)
    reached = case.project.realised_percent or Decimal(0)
    if not reached < target <= 100:
        raise CaseRefused("target", reached)


@transaction.atomic
def judge_test(*, test_id: int, actor: Actor, now: dt.datetime) -> CatchUpTest:
    """Compare what was accepted by the test's last day with what was promised.

    Reached before the day it is passed at once; after the day, not reached is failed. Raises CaseRefused before the
    day while it is not reached, PermissionDenied.
    """
    case_id = CatchUpTest.objects.values_list("meeting__case_id", flat=True).get(pk=test_id)
    case = _locked(case_id)
    require(actor, "monitoring.handle_case", case.project)
    test = CatchUpTest.objects.get(pk=test_id)
    if test.result != CatchUpTest.Result.PENDING:
        raise CaseRefused("judged")
    reached = _reached_by(case.project, test.to_date)
    passed = reached >= test.target_percent
    if not passed and timezone.localdate(now) <= test.to_date:
        raise CaseRefused("early", test.to_date)
    test.reached_percent, test.judged_at = reached, now
    test.result = CatchUpTest.Result.PASSED if passed else CatchUpTest.Result.FAILED
    test.save(update_fields=["reached_percent", "judged_at", "result"])
    _moved(case, "pass" if passed else "fail", now)
    told = {"level": case.level, "target": str(test.target_percent), "reached": str(reached)}
    _tell(case, "passed" if passed else "failed", actor, now, **told)
    return test


def _reached_by(project: Project, day: dt.date) -> Decimal:
    """What was accepted of a week that ended by the day."""
    found = project.reports.filter(status="ACCEPTED", ends_date__lte=day).order_by("-ends_date").first()
    return found.accepted_percent if found and found.accepted_percent is not None else Decimal("0.00")


@transaction.atomic
def end_case(*, case_id: int, way: str, note: str, actor: Actor, now: dt.datetime) -> CriticalCase:
    """After the third failed test: a third party finishes (`TRIPARTY`), or the contract is ended (`TERMINATED`).

    Raises CaseRefused, MoveRefused, PermissionDenied.
    """
    case = _locked(case_id)
    require(actor, "monitoring.handle_case", case.project)
    if way not in (CaseStatus.TRIPARTY, CaseStatus.TERMINATED) or not note.strip():
        raise CaseRefused("note")
    case.outcome_note = note.strip()[:1000]
    _moved(case, "terminate" if way == CaseStatus.TERMINATED else "hand_to_third", now, "outcome_note")
    if way == CaseStatus.TERMINATED:
        contract_id = case.project.execution.contract_id
        procurement.terminate_contract(contract_id=contract_id, reason=case.outcome_note, actor=actor, now=now)
    _tell(case, "ended", actor, now, way=str(case.get_status_display()), note=case.outcome_note)
    return case


@transaction.atomic
def judge_due_tests(*, actor: Actor, now: dt.datetime) -> int:
    """Judge every test whose last day is over; gives how many. Raises PermissionDenied."""
    require(actor, "monitoring.take_up")
    due = CatchUpTest.objects.filter(result=CatchUpTest.Result.PENDING, to_date__lt=timezone.localdate(now))
    found = list(due.order_by("pk").values_list("pk", flat=True)[:500])
    for pk in found:
        judge_test(test_id=pk, actor=actor, now=now)
    return len(found)
