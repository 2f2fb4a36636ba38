"""The acts around findings: the whole stage checked, a finding answered, its answer judged, a finding overridden."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from pendopo.audit.services import record
from pendopo.budget.access import FINDING_ANSWERERS, FINDING_JUDGES
from pendopo.budget.agreeing import ReasonMissing, held_role, lock_stage
from pendopo.budget.checking import check_whole
from pendopo.budget.models import BudgetFinding, FindingMove, Stage, StageCheck
from pendopo.budget.states import OPEN
from pendopo.kernel import clock
from pendopo.kernel.access import Actor, require
from pendopo.kernel.flags import FLAG, FlagClears
from pendopo.kernel.jobs import defer
from pendopo.kernel.states import MoveRefused

EVENTS = {"answer": "answered", "accept": "accepted", "reject": "rejected", "override": "overridden"}


class OwnAnswer(Exception):
    """Who answered a finding does not judge the answer."""


@transaction.atomic
def check_stage(*, stage_id: int, actor: Actor, now: dt.datetime) -> int:
    """Check all rows of the stage and count its peers anew; gives the number of rows. Edits wait meanwhile.

    Raises PermissionDenied.
    """
    require(actor, "budget.check_stage")
    stage = lock_stage(stage_id)
    rows = check_whole(stage, now)
    open_now = BudgetFinding.objects.filter(stage=stage, gone_at__isnull=True).count()
    data = {"year": stage.year, "kind": stage.kind, "rows": rows, "findings": open_now}
    record(actor=actor, event="budget.stage.checked", subject=stage, now=now, data=data)
    return rows


@transaction.atomic
def ask_for_check(*, stage_id: int, actor: Actor, now: dt.datetime) -> StageCheck:
    """Have the worker check the whole stage; a check that nobody has begun yet is given again.

    Raises PermissionDenied.
    """
    require(actor, "budget.check_stage")
    waiting = StageCheck.objects.filter(stage_id=stage_id, begun_at__isnull=True).first()
    if waiting is not None:
        return waiting
    check = StageCheck.objects.create(stage_id=stage_id, actor_label=actor.label, asked_at=now)
    data = {"year": check.stage.year, "kind": check.stage.kind}
    record(actor=actor, event="budget.check.asked", subject=check.stage, now=now, data=data)
    defer("budget.check_stage", check_id=check.pk)
    return check


def run_check(*, check_id: int, actor: Actor, now: dt.datetime) -> StageCheck:
    """Carry out a check that was asked for; that it has begun is seen at once. Raises PermissionDenied."""
    require(actor, "budget.check_stage")
    StageCheck.objects.filter(pk=check_id).update(begun_at=now)
    check = StageCheck.objects.get(pk=check_id)
    rows = check_stage(stage_id=check.stage_id, actor=actor, now=now)
    check.rows, check.ended_at = rows, clock.now()
    check.findings = BudgetFinding.objects.filter(stage=check.stage_id, gone_at__isnull=True).count()
    check.save(update_fields=["rows", "findings", "ended_at"])
    return check


def _locked(finding_id: int, action: str) -> BudgetFinding:
    """The finding, locked, of a stage that is not open to everybody yet. Raises MoveRefused."""
    rows = BudgetFinding.objects.select_related("stage", "unit", "rule").select_for_update(of=("self",))
    finding = rows.get(pk=finding_id)
    if finding.gone_at is not None or Stage.objects.get(pk=finding.stage_id).status in OPEN:
        raise MoveRefused(finding.status, action, ())
    return finding


def _moved(
    finding: BudgetFinding, action: str, role: str, text: str, *, actor: Actor, now: dt.datetime
) -> BudgetFinding:
    FLAG.move(finding, action)
    finding.save(update_fields=["status"])
    own = {"actor_pk": str(actor.pk or ""), "actor_label": actor.label}
    FindingMove.objects.create(finding=finding, action=action, text=text, role=role, at=now, **own)
    data = {"stage": finding.stage_id, "code": finding.code, "reason": text}
    event = f"budget.finding.{EVENTS[action]}"
    record(actor=actor, event=event, subject=finding, unit=finding.unit, now=now, data=data)
    return finding


def _text(text: str) -> str:
    if not text.strip():
        raise ReasonMissing
    return text.strip()


def _not_own(finding: BudgetFinding, actor: Actor) -> None:
    own = str(actor.pk or "")
    if own and FindingMove.objects.filter(finding=finding, action="answer", actor_pk=own).exists():
        raise OwnAnswer


@transaction.atomic
def answer_finding(*, finding_id: int, text: str, actor: Actor, now: dt.datetime) -> BudgetFinding:
    """The unit says why its row stands as it does. Raises ReasonMissing, MoveRefused, PermissionDenied."""
    finding = _locked(finding_id, "answer")
    require(actor, "budget.answer_finding", finding.unit)
    role = held_role(actor, FINDING_ANSWERERS, finding.unit)
    return _moved(finding, "answer", role, _text(text), actor=actor, now=now)


@transaction.atomic
def accept_answer(*, finding_id: int, text: str, actor: Actor, now: dt.datetime) -> BudgetFinding:
    """The budget team or the finance officer takes the answer; where only a mended row clears, none does.

    Raises OwnAnswer, MoveRefused, PermissionDenied.
    """
    finding = _locked(finding_id, "accept")
    require(actor, "budget.judge_finding", finding.unit)
    if finding.clears == FlagClears.FIX:
        raise MoveRefused(finding.status, "accept", ())
    _not_own(finding, actor)
    role = held_role(actor, FINDING_JUDGES, finding.unit)
    return _moved(finding, "accept", role, text.strip(), actor=actor, now=now)


@transaction.atomic
def reject_answer(*, finding_id: int, text: str, actor: Actor, now: dt.datetime) -> BudgetFinding:
    """The budget team or the finance officer refuses the answer, with the reason.

    Raises OwnAnswer, ReasonMissing, MoveRefused, PermissionDenied.
    """
    finding = _locked(finding_id, "reject")
    require(actor, "budget.judge_finding", finding.unit)
    _not_own(finding, actor)
    role = held_role(actor, FINDING_JUDGES, finding.unit)
    return _moved(finding, "reject", role, _text(text), actor=actor, now=now)


@transaction.atomic
def override_finding(*, finding_id: int, ground: str, actor: Actor, now: dt.datetime) -> BudgetFinding:
    """The role that the rule names lets the finding pass on a written ground.

    Raises OwnAnswer, ReasonMissing, MoveRefused, PermissionDenied.
    """
    finding = _locked(finding_id, "override")
    require(actor, "budget.override_finding", finding.unit)
    role = finding.rule.value["override"]
    if not actor.holds(role, finding.unit, timezone.localdate(now)):
        raise PermissionDenied(f"budget.override_finding {role}")
    _not_own(finding, actor)
    return _moved(finding, "override", role, _text(ground), actor=actor, now=now)
