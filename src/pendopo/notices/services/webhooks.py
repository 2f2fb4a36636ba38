"""Webhooks: who is told of public acts, and the feed from the signed log into the outbox."""

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from pendopo.audit import queries as log
from pendopo.audit.services import record
from pendopo.kernel import events as catalogue
from pendopo.kernel import jobs
from pendopo.kernel.access import ANONYMOUS, Actor, require
from pendopo.notices import outside
from pendopo.notices.models import Channel, Notice, WebhookEndpoint
from pendopo.notices.rules import wants
from pendopo.notices.states import NOTICE, WAITING

MOST = 500


class EventUnknown(Exception):
    """No public act of the catalogue has that name or beginning."""


@transaction.atomic
def open_webhook(*, actor: Actor, name: str, url: str, events: Sequence[str], now: dt.datetime) -> WebhookEndpoint:
    """Tell an address of the public acts from now on. Raises AddressRefused, EventUnknown."""
    require(actor, "notices.open_webhook")
    outside.read_address(url)
    public = [known for known, event in catalogue.catalogue().items() if event.public]
    for chosen in events:
        if not any(wants([chosen], known) for known in public):
            raise EventUnknown(chosen)
    endpoint = WebhookEndpoint.objects.create(
        name=name,
        url=url,
        events=list(events),
        nonce=secrets.token_urlsafe(24),
        cursor=log.signed_size() - 1,
        created_at=now,
    )
    record(actor=actor, event="notices.webhook.opened", subject=endpoint, now=now, data={"url": url})
    return endpoint


@transaction.atomic
def stop_webhook(*, actor: Actor, endpoint_id: int, now: dt.datetime) -> WebhookEndpoint:
    """Tell it nothing more; what waits is given up. Raises WebhookEndpoint.DoesNotExist."""
    require(actor, "notices.stop_webhook")
    endpoint = WebhookEndpoint.objects.select_for_update(of=("self",), no_key=True).get(pk=endpoint_id)
    endpoint.active = False
    endpoint.save(update_fields=["active"])
    for notice in Notice.objects.select_for_update(of=("self",)).filter(endpoint=endpoint, status__in=WAITING):
        NOTICE.move(notice, "give_up")
        notice.save(update_fields=["status"])
    record(actor=actor, event="notices.webhook.stopped", subject=endpoint, now=now)
    return endpoint


@transaction.atomic
def feed_webhooks(*, actor: Actor, now: dt.datetime) -> int:
    """Write what is new in the signed log into the outbox, each act once for each endpoint; gives how many.

    The index of the leaf is the cursor: it has no gaps and its order is that of the commits.
    """
    require(actor, "notices.feed_webhooks")
    locked = WebhookEndpoint.objects.select_for_update(of=("self",), skip_locked=True)
    return sum(_feed(endpoint, now) for endpoint in locked.filter(active=True).order_by("pk"))


def _feed(endpoint: WebhookEndpoint, now: dt.datetime) -> int:
    leaves = list(log.public_leaves_visible_to(ANONYMOUS).filter(index__gt=endpoint.cursor).order_by("index")[:MOST])
    if not leaves:
        return 0
    endpoint.cursor = leaves[-1].index
    endpoint.save(update_fields=["cursor"])
    wanted = [leaf for leaf in leaves if wants(endpoint.events, leaf.entry.event)]
    notices = Notice.objects.bulk_create(_message(endpoint, leaf, now) for leaf in wanted)
    for notice in notices:
        jobs.defer("notices.deliver", notice_id=notice.pk)
    return len(notices)


def _message(endpoint: WebhookEndpoint, leaf: Any, now: dt.datetime) -> Notice:
    """The leaf as it was hashed, with its place: the receiver can check it against the log."""
    body = f'{{"index":{leaf.index},"entry":{bytes(leaf.entry.leaf_data).decode()}}}'
    return Notice(
        event=leaf.entry.event,
        endpoint=endpoint,
        channel=Channel.WEBHOOK,
        subject=f"{endpoint.name}: {leaf.entry.event}"[:200],
        body=body,
        next_attempt_at=now,
        created_at=now,
    )
