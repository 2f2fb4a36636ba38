"""Writing notices into the outbox, in the transaction of the act that raises them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from pendopo.kernel import jobs, languages
from pendopo.kernel.access import Actor, require
from pendopo.notices.models import Channel, Notice, NoticePreference
from pendopo.notices.states import WAITING, NoticeStatus
from pendopo.notices.texts import text_of, title_of


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
    receipt: bool = False,
    own: Mapping[int, Mapping[str, Any]] | None = None,
) -> list[Notice]:
    """Write a notice for each person into inbox and outbox, in the caller's transaction; delivery follows the commit.

    The text comes from `<package>/notices/<event>.txt`, in Indonesian; `context["url"]` is where it leads. An urgent
    notice goes to the regency's duty channel too and waits for no digest. With `receipt` a rule asks that the person
    confirms it: marking it as read is then an act in the log. `own` holds what only one person's text says, by key.
    """
    require(actor, "notices.notify")
    with translation.override(languages.DEFAULT):
        title = title_of(subject)
        body = text_of(event, context)
        bodies = {key: text_of(event, {**context, **said}) for key, said in (own or {}).items()}
    people = {person.pk: person for person in recipients}
    gathered = set() if urgent else _with_digest(people)
    places = _places(people.values(), gathered)
    if urgent and getattr(settings, "PENDOPO_APPRISE_URLS", []):
        places.append((None, Channel.APPRISE))
    notices = Notice.objects.bulk_create(
        Notice(
            event=event,
            recipient=person,
            channel=channel,
            subject=title,
            body=bodies.get(person.pk, body) if person else body,
            url=str(context.get("url", ""))[:300],
            urgent=urgent,
            receipt=receipt,
            awaits_digest=channel == Channel.INBOX and person.pk in gathered,
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
        title, body = title_of(subject), text_of(event, context)
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


def _places(people: Iterable[Any], gathered: set[Any]) -> list[tuple[Any, Channel]]:
    """Inbox for everybody; e-mail for those who have an address and do not wait for a digest."""
    places: list[tuple[Any, Channel]] = []
    for person in people:
        places.append((person, Channel.INBOX))
        if person.email and person.pk not in gathered:
            places.append((person, Channel.EMAIL))
    return places


def _with_digest(people: Mapping[Any, Any]) -> set[Any]:
    chosen = NoticePreference.objects.filter(user_id__in=people).exclude(rhythm=NoticePreference.Rhythm.EACH)
    return set(chosen.values_list("user_id", flat=True))
