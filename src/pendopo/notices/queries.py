"""Reading notices."""

import datetime as dt

from django.db.models import QuerySet

from pendopo.kernel.access import Actor, permits
from pendopo.notices.models import Channel, Notice
from pendopo.notices.states import WAITING, NoticeStatus


def inbox_visible_to(actor: Actor) -> QuerySet[Notice]:
    """The actor's own inbox, newest first; nothing for strangers."""
    if actor.pk is None:
        return Notice.objects.none()
    return Notice.objects.filter(recipient_id=actor.pk, channel=Channel.INBOX).order_by("-created_at", "-pk")


def unread_count(actor: Actor) -> int:
    """How many notices the actor has not read."""
    return inbox_visible_to(actor).filter(read_at=None).count()


def dead_visible_to(actor: Actor) -> QuerySet[Notice]:
    """The notices that were given up, newest first; nothing for those who may not send them again."""
    if not permits(actor, "notices.requeue"):
        return Notice.objects.none()
    return Notice.objects.filter(status=NoticeStatus.DEAD).order_by("-created_at", "-pk")


def due(now: dt.datetime, most: int = 500) -> list[int]:
    """The keys of the notices to try at this moment, longest waiting first."""
    waiting = Notice.objects.filter(status__in=WAITING, next_attempt_at__lte=now).order_by("next_attempt_at")
    return list(waiting.values_list("pk", flat=True)[:most])
