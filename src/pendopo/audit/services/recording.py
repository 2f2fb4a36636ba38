"""Writing one entry. It asks no permission: the act that calls it has asked for its own."""

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any

from pendopo.audit import canonical, notes
from pendopo.audit.models import Entry
from pendopo.audit.states import LeafKind
from pendopo.kernel import events, request_id
from pendopo.kernel.access import Actor


def record(
    *,
    actor: Actor,
    event: str,
    now: dt.datetime,
    subject: Any = None,
    unit: Any = None,
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Write one entry in the act's own transaction. Raises KeyError for an event that is in no catalogue.

    `subject` and `unit` are model rows or texts; their table, key and label are kept as plain values. `data` must be
    JSON and, for a public event, hold nothing personal. The database appends the leaf when the transaction ends.
    """
    public = events.event(event).public
    entry = Entry(
        actor_pk=str(actor.pk or ""),
        actor_label=actor.label[:200],
        post=str(getattr(actor, "post", "") or "")[:200],
        event=event,
        unit=str(unit or "")[:200],
        subject_table=subject._meta.label_lower if hasattr(subject, "_meta") else "",
        subject_pk=str(getattr(subject, "pk", "") or ""),
        subject=str(subject or "")[:300],
        request_id=request_id.current(),
        data=canonical.plain(data),
        at=now,
        kind=LeafKind.OPEN if public else LeafKind.SEALED,
    )
    entry.salt = None if public else secrets.token_bytes(32)
    entry.leaf_data = canonical.open_leaf(entry) if entry.salt is None else canonical.sealed_leaf(entry, entry.salt)
    entry.mac = notes.mac_of(entry) if public else None
    entry.save(force_insert=True)
    return entry
