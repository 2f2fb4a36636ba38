"""The acts around flags of works: a year counted, a flag answered by the office, its answer judged by the auditor."""

import datetime as dt

from django.db import transaction

from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.kernel.flags import FLAG, FlagClears
from pendopo.kernel.sql import joined_by_hash
from pendopo.kernel.states import MoveRefused
from pendopo.monitoring.flags.counting import Counted, keep_all
from pendopo.monitoring.models import MonitoringFlag, MonitoringFlagMove

EVENTS = {"answer": "answered", "accept": "accepted", "reject": "rejected", "reopen": "reopened"}
MOST_TEXT = 2_000


class FlagOwnAnswer(Exception):
    """Who answered a flag does not judge the answer."""


class FlagTextMissing(Exception):
    """An answer or a refusal without words says nothing."""


@transaction.atomic
def count_monitoring_flags(*, year: int, actor: Actor, now: dt.datetime) -> list[Counted]:
    """Count the flags of a year's works anew: one statement for each rule. Raises PermissionDenied."""
    require(actor, "monitoring.count_flags")
    with joined_by_hash():
        counted = keep_all(year, now)
    kept, gone = sum(one.kept for one in counted), sum(one.gone for one in counted)
    if kept or gone:
        data = {"year": year, "found": sum(one.found for one in counted), "new": kept, "gone": gone}
        record(actor=actor, event="monitoring.flags.counted", subject=str(year), now=now, data=data)
        topics.touch("monitoring")
    return counted


def _locked(flag_id: int, action: str) -> MonitoringFlag:
    flag = MonitoringFlag.objects.select_related("unit", "rule").select_for_update(of=("self",)).get(pk=flag_id)
    if flag.gone_at is not None:
        raise MoveRefused(flag.status, action, ())
    return flag


def _moved(flag: MonitoringFlag, action: str, text: str, *, actor: Actor, now: dt.datetime) -> MonitoringFlag:
    FLAG.move(flag, action)
    flag.save(update_fields=["status"])
    own = {"actor_pk": str(actor.pk or ""), "actor_label": actor.label}
    MonitoringFlagMove.objects.create(flag=flag, action=action, text=text, at=now, **own)
    data = {"code": flag.code, "year": flag.year, "reason": text}
    record(
        actor=actor, event=f"monitoring.flag.{EVENTS[action]}", subject=flag, unit=flag.unit, now=now, data=data
    )  # fmt: skip
    topics.touch("monitoring")
    return flag


def _text(text: str) -> str:
    if not text.strip():
        raise FlagTextMissing
    return text.strip()[:MOST_TEXT]


def _not_own(flag: MonitoringFlag, actor: Actor) -> None:
    own = str(actor.pk or "")
    if own and flag.moves.filter(action="answer", actor_pk=own).exists():
        raise FlagOwnAnswer


@transaction.atomic
def answer_monitoring_flag(*, flag_id: int, text: str, actor: Actor, now: dt.datetime) -> MonitoringFlag:
    """The office explains; everybody reads it. Raises FlagTextMissing, MoveRefused, PermissionDenied."""
    flag = _locked(flag_id, "answer")
    require(actor, "monitoring.answer_flag", flag.unit)
    return _moved(flag, "answer", _text(text), actor=actor, now=now)


@transaction.atomic
def accept_monitoring_flag(*, flag_id: int, text: str, actor: Actor, now: dt.datetime) -> MonitoringFlag:
    """The auditor takes the answer; where only a mended cause clears, none does.

    Raises FlagOwnAnswer, MoveRefused, PermissionDenied.
    """
    flag = _locked(flag_id, "accept")
    require(actor, "monitoring.judge_flag", flag.unit)
    if flag.clears == FlagClears.FIX:
        raise MoveRefused(flag.status, "accept", ())
    _not_own(flag, actor)
    return _moved(flag, "accept", text.strip()[:MOST_TEXT], actor=actor, now=now)


@transaction.atomic
def reject_monitoring_flag(*, flag_id: int, text: str, actor: Actor, now: dt.datetime) -> MonitoringFlag:
    """The auditor refuses the answer. Raises FlagOwnAnswer, FlagTextMissing, MoveRefused, PermissionDenied."""
    flag = _locked(flag_id, "reject")
    require(actor, "monitoring.judge_flag", flag.unit)
    _not_own(flag, actor)
    return _moved(flag, "reject", _text(text), actor=actor, now=now)


@transaction.atomic
def reopen_monitoring_flag(*, flag_id: int, text: str, actor: Actor, now: dt.datetime) -> MonitoringFlag:
    """The auditor asks again. Raises FlagTextMissing, MoveRefused, PermissionDenied."""
    flag = _locked(flag_id, "reopen")
    require(actor, "monitoring.judge_flag", flag.unit)
    return _moved(flag, "reopen", _text(text), actor=actor, now=now)
