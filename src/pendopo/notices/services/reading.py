"""Reading notices, and how often a person wants to hear of them by e-mail."""

import datetime as dt

from django.db import transaction

from pendopo.audit.services import record
from pendopo.kernel.access import Actor, require
from pendopo.notices.models import Channel, Notice, NoticePreference


@transaction.atomic
def mark_read(*, actor: Actor, now: dt.datetime, notice_id: int | None = None) -> int:
    """Mark one of the actor's own notices as read, or all of them; gives how many were unread.

    One whose receipt must be confirmed is confirmed by marking it alone, and the log says so; "all" passes it by.
    """
    require(actor, "notices.mark_read")
    unread = Notice.objects.filter(recipient_id=actor.pk, channel=Channel.INBOX, read_at=None)
    if notice_id is None:
        return unread.filter(receipt=False).update(read_at=now)
    notice = unread.select_for_update(of=("self",)).filter(pk=notice_id).first()
    if notice is None:
        return 0
    notice.read_at = now
    notice.save(update_fields=["read_at"])
    if notice.receipt:
        record(actor=actor, event="notices.notice.received", subject=notice, now=now)
    return 1


@transaction.atomic
def set_preference(*, actor: Actor, rhythm: str, now: dt.datetime) -> NoticePreference:
    """Choose each message by e-mail, or one digest a day or a week. What waited for a digest stays in the inbox."""
    require(actor, "notices.set_preference")
    preference, _new = NoticePreference.objects.update_or_create(
        user_id=actor.pk, defaults={"rhythm": rhythm, "updated_at": now}
    )
    if rhythm == NoticePreference.Rhythm.EACH:
        Notice.objects.filter(recipient_id=actor.pk, awaits_digest=True).update(awaits_digest=False)
    record(actor=actor, event="notices.preference.set", subject=actor.label, now=now, data={"rhythm": rhythm})
    return preference
