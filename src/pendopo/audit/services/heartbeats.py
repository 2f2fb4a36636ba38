"""Heartbeats: what must happen again and again is heard of, or missed."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from pendopo.audit.models import Heartbeat
from pendopo.audit.services.recording import record
from pendopo.audit.states import HEARTBEAT, HeartbeatStatus
from pendopo.kernel.access import Actor, require


@dataclass
class Changes:
    """Which heartbeats are to be told of: silent since now, and back after they were told of as silent."""

    silent: list[Heartbeat] = field(default_factory=list)
    back: list[Heartbeat] = field(default_factory=list)


@transaction.atomic
def watch_heartbeat(
    *, actor: Actor, name: str, period: dt.timedelta, grace: dt.timedelta, owner: str, now: dt.datetime
) -> Heartbeat:
    """Expect something outside of this instance, which tells us by the secret address of `key`."""
    require(actor, "audit.watch_heartbeat")
    beat, _new = Heartbeat.objects.update_or_create(
        name=name, defaults={"period": period, "grace": grace, "owner": owner}
    )
    if beat.key is None:
        beat.key = uuid.uuid4()
        beat.save(update_fields=["key"])
    record(actor=actor, event="audit.heartbeat.expected", subject=name, now=now)
    return beat


@transaction.atomic
def hear(
    *, actor: Actor, name: str, period: dt.timedelta, grace: dt.timedelta, now: dt.datetime, failed: bool = False
) -> Heartbeat:
    """Something happened (or `failed`): the heartbeat of that name is made on first hearing."""
    require(actor, "audit.hear")
    Heartbeat.objects.get_or_create(name=name, defaults={"period": period, "grace": grace})
    beat = Heartbeat.objects.select_for_update().get(name=name)
    beat.period, beat.grace = period, grace
    return _heard(beat, now, failed)


@transaction.atomic
def hear_from_outside(
    *, actor: Actor, key: uuid.UUID, now: dt.datetime, failed: bool = False, begun: bool = False
) -> Heartbeat:
    """The secret address was called: it happened, it failed, or it has only begun. Raises Heartbeat.DoesNotExist."""
    require(actor, "audit.hear_from_outside")
    beat = Heartbeat.objects.select_for_update().get(key=key)
    if not begun:
        return _heard(beat, now, failed)
    beat.started_at = now
    beat.save(update_fields=["started_at"])
    return beat


def _heard(beat: Heartbeat, now: dt.datetime, failed: bool) -> Heartbeat:
    HEARTBEAT.move(beat, "fail" if failed else "ping")
    beat.last_ping_at = now
    beat.save(update_fields=["status", "last_ping_at", "period", "grace"])
    return beat


@transaction.atomic
def expect(
    *, actor: Actor, now: dt.datetime, announced: Mapping[str, tuple[dt.timedelta, dt.timedelta]] | None = None
) -> Changes:
    """Mark what is overdue: late after its period, silent after its grace. What changed is given once, to be told.

    `announced` names what jobs have promised (period, grace), so that one that never ran has its row too.
    """
    require(actor, "audit.hear")
    for name, (period, grace) in (announced or {}).items():
        Heartbeat.objects.get_or_create(name=name, defaults={"period": period, "grace": grace})
    changes = Changes()
    for beat in Heartbeat.objects.select_for_update().exclude(status=HeartbeatStatus.NEW).order_by("pk"):
        _overdue(beat, now)
        if beat.status == HeartbeatStatus.DOWN and beat.told_at is None:
            beat.told_at = now
            changes.silent.append(beat)
            record(actor=actor, event="audit.heartbeat.missed", subject=beat.name, now=now)
        elif beat.status == HeartbeatStatus.UP and beat.told_at is not None:
            beat.told_at = None
            changes.back.append(beat)
            record(actor=actor, event="audit.heartbeat.resumed", subject=beat.name, now=now)
        beat.save(update_fields=["status", "told_at"])
    return changes


def _overdue(beat: Heartbeat, now: dt.datetime) -> None:
    if beat.status == HeartbeatStatus.UP and beat.overdue(now) > dt.timedelta(0):
        HEARTBEAT.move(beat, "expire")
    if beat.status == HeartbeatStatus.LATE and beat.overdue(now) > beat.grace:
        HEARTBEAT.move(beat, "give_up")
