"""The acts that carry a stage from draft to law: submitted, reviewed, agreed, set, published, or returned."""

import datetime as dt
from typing import Any

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.agreeing import (
    SETTABLE,
    NeverSet,
    PaperMissing,
    ReasonMissing,
    StageUnfinished,
    balance_of,
    checksum_of,
    lock_stage,
    note_stage,
    spent_of,
    unverified_units,
)
from pendopo.budget.checking import blocking, check_whole
from pendopo.budget.documents import documents_of
from pendopo.budget.funds import refuse_below_funds
from pendopo.budget.models import Stage, StageKind
from pendopo.budget.papering import release_papers
from pendopo.budget.states import EFFECTIVE, STAGE
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.search.services import put_documents

EVENTS = {
    "submit": "submitted",
    "review": "reviewed",
    "agree": "agreed",
    "return": "returned",
    "answer": "reopened",
    "set": "set",
    "publish": "published",
    "supersede": "superseded",
}


def _moved(stage: Stage, action: str, actor: Actor, now: dt.datetime, **paper: Any) -> Stage:
    STAGE.move(stage, action)
    stage.save(update_fields=["status", "legal_instrument", "effective_from_date"])
    note_stage(stage, action, actor, now, **paper)
    data = {"year": stage.year, "seq": stage.seq, "kind": stage.kind} | {
        key: value.isoformat() if isinstance(value, dt.date) else value
        for key, value in paper.items()
        if value and key != "reason"
    }
    record(actor=actor, event=f"budget.stage.{EVENTS[action]}", subject=stage, now=now, data=data)
    return stage


def _nothing_blocks(stage: Stage) -> None:
    """The last check's findings; from its submission on the stage's rows do not change. Raises StageUnfinished."""
    if found := blocking(stage):
        raise StageUnfinished([], 0, found)


def submit_stage(*, stage_id: int, actor: Actor, now: dt.datetime) -> Stage:
    """Check all rows, keep what was found, and close the draft: every unit's Rka is verified, both sides meet, and no
    finding holds the stage back.

    Raises StageUnfinished (the findings stay), MoveRefused, PermissionDenied.
    """
    require(actor, "budget.submit_stage")
    with transaction.atomic():
        check_whole(_ready_to_close(stage_id), now)
    return _close(stage_id, actor, now)


def _ready_to_close(stage_id: int) -> Stage:
    """The stage, locked, if it may be submitted now. Raises MoveRefused."""
    stage = lock_stage(stage_id)
    STAGE.next(stage.status, "submit")
    return stage


@transaction.atomic
def _close(stage_id: int, actor: Actor, now: dt.datetime) -> Stage:
    """The second half, under the lock again: forms that changed in between were checked by their own acts."""
    stage = _ready_to_close(stage_id)
    if stage.kind not in (StageKind.RENJA, StageKind.RKPD, StageKind.KUA_PPAS):
        units = unverified_units(stage)
        balance = balance_of(stage) if stage.kind != StageKind.RKA else 0
        if units or balance:
            raise StageUnfinished(units, balance)
        _nothing_blocks(stage)
    return _moved(stage, "submit", actor, now)


@transaction.atomic
def review_stage(*, stage_id: int, note: str, actor: Actor, now: dt.datetime) -> Stage:
    """The internal auditor's review note. Raises ReasonMissing, MoveRefused, PermissionDenied."""
    require(actor, "budget.review_stage")
    if not note.strip():
        raise ReasonMissing
    return _moved(lock_stage(stage_id), "review", actor, now, reason=note.strip())


@transaction.atomic
def agree_stage(
    *, stage_id: int, instrument: str, instrument_date: dt.date | None, actor: Actor, now: dt.datetime
) -> Stage:
    """The note of agreement (with the DPRD where the kind needs it): number and date.

    Raises PaperMissing, StageUnfinished, MoveRefused, PermissionDenied.
    """
    require(actor, "budget.agree_stage")
    if not instrument.strip() or instrument_date is None:
        raise PaperMissing
    stage = lock_stage(stage_id)
    STAGE.next(stage.status, "agree")
    _nothing_blocks(stage)
    return _moved(stage, "agree", actor, now, instrument=instrument.strip(), instrument_date=instrument_date)


@transaction.atomic
def return_stage(*, stage_id: int, reason: str, actor: Actor, now: dt.datetime) -> Stage:
    """Send a submitted or reviewed stage back. Raises ReasonMissing, MoveRefused, PermissionDenied."""
    require(actor, "budget.return_stage")
    if not reason.strip():
        raise ReasonMissing
    return _moved(lock_stage(stage_id), "return", actor, now, reason=reason.strip())


@transaction.atomic
def reopen_stage(*, stage_id: int, reason: str, actor: Actor, now: dt.datetime) -> Stage:
    """Answer a return: the stage is a draft again. Raises ReasonMissing, MoveRefused, PermissionDenied."""
    require(actor, "budget.submit_stage")
    if not reason.strip():
        raise ReasonMissing
    return _moved(lock_stage(stage_id), "answer", actor, now, reason=reason.strip())


@transaction.atomic
def set_stage(
    *, stage_id: int, instrument: str, instrument_date: dt.date | None, actor: Actor, now: dt.datetime
) -> Stage:
    """The Perda or Perkada: from its date the stage is the effective one, and the one before is superseded.

    Raises NeverSet, PaperMissing, BelowFunds, MoveRefused, PermissionDenied.
    """
    require(actor, "budget.set_stage")
    if not instrument.strip() or instrument_date is None:
        raise PaperMissing
    stage = lock_stage(stage_id)
    if stage.kind not in SETTABLE:
        raise NeverSet(stage.kind)
    STAGE.next(stage.status, "set")
    before = list(Stage.objects.filter(year=stage.year, owner=stage.owner_id, status__in=EFFECTIVE).select_for_update())
    refuse_below_funds(stage)
    for old in before:
        _moved(old, "supersede", actor, now)
    stage.legal_instrument, stage.effective_from_date = instrument.strip(), instrument_date
    return _moved(stage, "set", actor, now, instrument=instrument.strip(), instrument_date=instrument_date)


@transaction.atomic
def publish_stage(*, stage_id: int, actor: Actor, now: dt.datetime) -> Stage:
    """Open a set stage to everybody; its rows' checksum goes into the log.

    Raises StageUnfinished, MoveRefused, PermissionDenied.
    """
    require(actor, "budget.publish_stage")
    stage = lock_stage(stage_id)
    STAGE.next(stage.status, "publish")
    _nothing_blocks(stage)
    STAGE.move(stage, "publish")
    stage.save(update_fields=["status"])
    note_stage(stage, "publish", actor, now)
    data = {
        "year": stage.year,
        "seq": stage.seq,
        "kind": stage.kind,
        "amount": spent_of(stage),
        "checksum": checksum_of(stage),
        "instrument": stage.legal_instrument,
    }
    record(actor=actor, event="budget.stage.published", subject=stage, now=now, data=data)
    put_documents(documents=documents_of(stage), actor=actor)
    release_papers(stage, actor, now)
    topics.touch("budget", f"budget:{stage.year}")
    return stage
