"""Writing the log."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pendopo.audit.models import Entry
from pendopo.kernel import events
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
    JSON and, for a public event, hold nothing personal.
    """
    events.event(event)
    return Entry.objects.create(
        actor_pk=str(actor.pk or ""),
        actor_label=actor.label,
        event=event,
        unit=str(unit or ""),
        subject_table=subject._meta.label_lower if hasattr(subject, "_meta") else "",
        subject_pk=str(getattr(subject, "pk", "") or ""),
        subject=str(subject or "")[:300],
        data=dict(data or {}),
        at=now,
    )


def seal() -> None:
    """End an act that returns a receipt: append its leaves now and sign a checkpoint."""
