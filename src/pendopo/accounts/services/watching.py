"""The administrators are told when something that must happen stays away, and when it is back."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from pendopo.accounts import queries
from pendopo.accounts.roles import Role
from pendopo.audit import services as audit
from pendopo.audit.beats import announced, label_of
from pendopo.kernel.access import Actor, require
from pendopo.notices.services import notify


@transaction.atomic
def tell_of_heartbeats(*, actor: Actor, now: dt.datetime) -> audit.Changes:
    """Mark the heartbeats and write a notice for each that fell silent or came back, in one transaction."""
    require(actor, "accounts.tell_of_heartbeats")
    changes = audit.expect(actor=actor, now=now, announced=announced())
    if not changes.silent and not changes.back:
        return changes
    common: dict[str, Any] = {
        "actor": actor,
        "recipients": queries.holders_of(Role.ADMIN, now.date()),
        "now": now,
        "urgent": True,
    }
    for event, beats in (("audit.heartbeat.missed", changes.silent), ("audit.heartbeat.resumed", changes.back)):
        for beat in beats:
            label = label_of(beat.name)
            subject = gettext("Stayed away: %(label)s") if beats is changes.silent else gettext("Back: %(label)s")
            context = {"label": label, "beat": beat, "now": now, "url": "/status/"}
            notify(event=event, subject=subject % {"label": label}, context=context, **common)
    return changes
