"""Reading notices."""

import datetime as dt

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from pendopo.kernel.access import Actor, permits
from pendopo.notices.models import Channel, Notice, NoticePreference, WebhookEndpoint
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


def rhythm_of(actor: Actor) -> str:
    """How often the actor wants to hear by e-mail."""
    chosen = NoticePreference.objects.filter(user_id=actor.pk).values_list("rhythm", flat=True).first()
    return chosen or NoticePreference.Rhythm.EACH


def webhooks_visible_to(actor: Actor) -> QuerySet[WebhookEndpoint]:
    """All webhooks by name, each with how many messages wait and how many were given up; nothing for strangers."""
    if not permits(actor, "notices.see_webhooks"):
        return WebhookEndpoint.objects.none()
    theirs = Notice.objects.filter(endpoint=OuterRef("pk")).order_by().values("endpoint")
    return WebhookEndpoint.objects.annotate(
        waiting=Coalesce(Subquery(theirs.filter(status__in=WAITING).annotate(n=Count("pk")).values("n")), 0),
        dead=Coalesce(Subquery(theirs.filter(status=NoticeStatus.DEAD).annotate(n=Count("pk")).values("n")), 0),
    )


RHYTHMS = NoticePreference.Rhythm.choices
