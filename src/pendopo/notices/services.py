"""Writing notices into the outbox, delivering them, reading them."""

import datetime as dt
import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation

from pendopo.audit.services import record
from pendopo.kernel import jobs, languages
from pendopo.kernel.access import Actor, require
from pendopo.kernel.states import MoveRefused
from pendopo.notices.channels import CARRIERS, Message
from pendopo.notices.models import Channel, Notice
from pendopo.notices.rules import next_attempt
from pendopo.notices.states import NOTICE, WAITING, NoticeStatus

LOG = logging.getLogger(__name__)
LONGEST_SUBJECT = 200


@transaction.atomic
def notify(
    *,
    actor: Actor,
    event: str,
    recipients: Iterable[Any],
    subject: Any,
    context: Mapping[str, Any],
    now: dt.datetime,
    urgent: bool = False,
) -> list[Notice]:
    """Write a notice for each person into inbox and outbox, in the caller's transaction; delivery follows the commit.

    The text comes from `<package>/notices/<event>.txt`, in Indonesian; `context["url"]` is where it leads. An urgent
    notice goes to the regency's duty channel too.
    """
    require(actor, "notices.notify")
    with translation.override(languages.DEFAULT):
        title = " ".join(str(subject).split())[:LONGEST_SUBJECT]
        body = _text(event, context)
    places: list[tuple[Any, Channel]] = []
    for person in {person.pk: person for person in recipients}.values():
        places.append((person, Channel.INBOX))
        if person.email:
            places.append((person, Channel.EMAIL))
    if urgent and getattr(settings, "PENDOPO_APPRISE_URLS", []):
        places.append((None, Channel.APPRISE))
    notices = Notice.objects.bulk_create(
        Notice(
            event=event,
            recipient=person,
            channel=channel,
            subject=title,
            body=body,
            url=str(context.get("url", ""))[:300],
            urgent=urgent,
            status=NoticeStatus.SENT if channel == Channel.INBOX else NoticeStatus.QUEUED,
            sent_at=now if channel == Channel.INBOX else None,
            next_attempt_at=now,
            created_at=now,
        )
        for person, channel in places
    )
    for notice in notices:
        if notice.status in WAITING:
            jobs.defer("notices.deliver", notice_id=notice.pk)
    return notices


@transaction.atomic
def send_letter(
    *,
    actor: Actor,
    event: str,
    channel: str,
    address: str,
    subject: Any,
    context: Mapping[str, Any],
    now: dt.datetime,
) -> Notice:
    """Write a confidential letter (a key, a code) to an address that needs no account; delivery follows the commit.

    `channel` is EMAIL or SMS. Text and address leave the table once it is sent or given up.
    """
    require(actor, "notices.notify")
    with translation.override(languages.DEFAULT):
        title, body = " ".join(str(subject).split())[:LONGEST_SUBJECT], _text(event, context)
    notice = Notice.objects.create(
        event=event,
        address=address,
        confidential=True,
        channel=channel,
        subject=title,
        body=body,
        next_attempt_at=now,
        created_at=now,
    )
    jobs.defer("notices.deliver", notice_id=notice.pk)
    return notice


def _text(event: str, context: Mapping[str, Any]) -> str:
    package = event.split(".", 1)[0]
    try:
        template = get_template(f"{package}/notices/{event}.txt")
    except TemplateDoesNotExist:
        return ""
    # Plain text: escaping would show &amp; to the reader.
    return template.template.render(Context(dict(context), autoescape=False)).strip()  # type: ignore[attr-defined]


@transaction.atomic
def deliver_notice(*, notice_id: int, actor: Actor, now: dt.datetime) -> NoticeStatus | None:
    """Try to send one notice and note the outcome; None when it is gone, sent, not due or in another worker's hands."""
    require(actor, "notices.deliver")
    waiting = Notice.objects.select_for_update(of=("self",), skip_locked=True)
    notice = waiting.filter(pk=notice_id, status__in=WAITING, next_attempt_at__lte=now).first()
    if notice is None:
        return None
    notice.attempts += 1
    try:
        CARRIERS[notice.channel].send(_message(notice))
    # Mail servers and Apprise fail in many ways; every one of them means "not yet".
    except Exception as error:
        return _not_sent(notice, error, now)
    status = NOTICE.move(notice, "send")
    notice.sent_at, notice.error = now, ""
    _forget_secret(notice)
    notice.save(update_fields=["status", "attempts", "sent_at", "error", "body", "address"])
    return status


def _forget_secret(notice: Notice) -> None:
    if notice.confidential:
        notice.body = notice.address = ""


def _message(notice: Notice) -> Message:
    address = notice.address or ((notice.recipient.email or "") if notice.recipient else "")
    link = f"{settings.SITE_URL}{notice.url}" if notice.url.startswith("/") else notice.url
    return Message(address, notice.subject, "\n\n".join(part for part in (notice.body or notice.subject, link) if part))


def _not_sent(notice: Notice, error: Exception, now: dt.datetime) -> NoticeStatus:
    again = next_attempt(notice.attempts, now)
    status = NOTICE.move(notice, "fail" if again else "give_up")
    notice.next_attempt_at = again or notice.next_attempt_at
    # The kind of failure only: a server's answer may repeat the address.
    notice.error = type(error).__name__
    LOG.warning("notice %s by %s: %s (attempt %s)", notice.pk, notice.channel, notice.error, notice.attempts)
    if again is None:
        _forget_secret(notice)
    notice.save(update_fields=["status", "attempts", "next_attempt_at", "error", "body", "address"])
    return status


@transaction.atomic
def mark_read(*, actor: Actor, now: dt.datetime, notice_id: int | None = None) -> int:
    """Mark one of the actor's own notices as read, or all of them; gives how many were unread."""
    require(actor, "notices.mark_read")
    unread = Notice.objects.filter(recipient_id=actor.pk, channel=Channel.INBOX, read_at=None)
    if notice_id is not None:
        unread = unread.filter(pk=notice_id)
    return unread.update(read_at=now)


@transaction.atomic
def requeue_notice(*, notice_id: int, actor: Actor, now: dt.datetime) -> Notice:
    """Put a dead notice into the outbox again; a confidential one is gone for good.

    Raises MoveRefused, PermissionDenied, Notice.DoesNotExist.
    """
    require(actor, "notices.requeue")
    notice = Notice.objects.select_for_update(of=("self",), no_key=True).get(pk=notice_id)
    if notice.confidential:
        raise MoveRefused(notice.status, "requeue", ())
    NOTICE.move(notice, "requeue")
    notice.attempts, notice.next_attempt_at = 0, now
    notice.save(update_fields=["status", "attempts", "next_attempt_at"])
    record(actor=actor, event="notices.notice.requeued", subject=str(notice.pk), now=now)
    jobs.defer("notices.deliver", notice_id=notice.pk)
    return notice
