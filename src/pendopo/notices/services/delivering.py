"""Delivering what waits in the outbox, and sending again what was given up."""

import datetime as dt
import logging

from django.conf import settings
from django.db import transaction

from pendopo.audit.services import record
from pendopo.kernel import jobs
from pendopo.kernel.access import Actor, require
from pendopo.kernel.states import MoveRefused
from pendopo.notices.channels import CARRIERS, Message
from pendopo.notices.models import Notice
from pendopo.notices.rules import next_attempt
from pendopo.notices.signing import secret_of
from pendopo.notices.states import NOTICE, WAITING, NoticeStatus

LOG = logging.getLogger(__name__)


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
    if notice.endpoint:
        secret = secret_of(notice.endpoint.nonce)
        return Message(notice.endpoint.url, notice.event, notice.body, f"msg_{notice.pk}", secret)
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
