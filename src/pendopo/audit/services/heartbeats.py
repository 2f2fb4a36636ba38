"""Heartbeats: what must happen again and again is heard of, or missed."""

import datetime as dt

from django.db import transaction

from pendopo.audit.models import Heartbeat
from pendopo.audit.states import HEARTBEAT, HeartbeatStatus
from pendopo.kernel.access import Actor, require


@transaction.atomic
def hear(
    *, actor: Actor, name: str, period: dt.timedelta, grace: dt.timedelta, now: dt.datetime, failed: bool = False
) -> Heartbeat:
    """Something happened (or `failed`): the heartbeat of that name is made on first hearing."""
    require(actor, "audit.hear")
    Heartbeat.objects.get_or_create(name=name, defaults={"period": period, "grace": grace})
    beat = Heartbeat.objects.select_for_update().get(name=name)
    HEARTBEAT.move(beat, "fail" if failed else "ping")
    beat.last_ping_at = now
    beat.save(update_fields=["status", "last_ping_at"])
    return beat


@transaction.atomic
def expect(*, actor: Actor, now: dt.datetime) -> list[Heartbeat]:
    """Mark what is overdue: late after its period, silent after its grace. Returns those that fell silent now."""
    require(actor, "audit.hear")
    silent = []
    watched = Heartbeat.objects.select_for_update().filter(status__in=[HeartbeatStatus.UP, HeartbeatStatus.LATE])
    for beat in watched.order_by("pk"):
        overdue = now - (beat.last_ping_at or now) - beat.period
        if overdue <= dt.timedelta(0):
            continue
        if beat.status == HeartbeatStatus.UP:
            HEARTBEAT.move(beat, "expire")
        if overdue > beat.grace:
            HEARTBEAT.move(beat, "give_up")
            silent.append(beat)
        beat.save(update_fields=["status"])
    return silent
