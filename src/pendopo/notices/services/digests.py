"""Digests: one e-mail that names what came in, for those who chose so."""

import datetime as dt

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from pendopo.kernel import jobs, languages
from pendopo.kernel.access import Actor, require
from pendopo.notices.models import Channel, Notice, NoticePreference
from pendopo.notices.rules import digest_rhythms
from pendopo.notices.texts import text_of

EVENT = "notices.digest"
MOST = 50


@transaction.atomic
def send_digests(*, actor: Actor, now: dt.datetime) -> int:
    """In the hour of digests write one e-mail for each person for whom unread notices wait; gives how many.

    The notices are locked, so that two workers at once write one digest.
    """
    require(actor, "notices.send_digests")
    rhythms = digest_rhythms(timezone.localtime(now))
    people = NoticePreference.objects.filter(rhythm__in=rhythms).order_by("user_id").values_list("user_id", flat=True)
    return sum(_send_digest(person, now) for person in people)


def _send_digest(person: int, now: dt.datetime) -> bool:
    locked = Notice.objects.select_for_update(of=("self",), skip_locked=True)
    waiting = list(locked.filter(recipient_id=person, awaits_digest=True).select_related(None).order_by("-pk"))
    Notice.objects.filter(pk__in=[notice.pk for notice in waiting]).update(awaits_digest=False)
    unread = [notice for notice in waiting if notice.read_at is None]
    if not unread:
        return False
    with translation.override(languages.DEFAULT):
        subject = gettext("%(count)s new messages in your inbox") % {"count": len(unread)}
        body = text_of(EVENT, {"notices": unread[:MOST], "more": max(len(unread) - MOST, 0)})
    notice = Notice.objects.create(
        event=EVENT,
        recipient_id=person,
        channel=Channel.EMAIL,
        subject=subject,
        body=body,
        url="/workspace/kotak-masuk/",
        next_attempt_at=now,
        created_at=now,
    )
    jobs.defer("notices.deliver", notice_id=notice.pk)
    return True
