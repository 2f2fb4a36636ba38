"""Bringing a table to what a delivery says: new rows in bulk, changed ones in bulk, equal ones left alone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import models

BATCH = 1_000
M = TypeVar("M", bound=models.Model)
Key = Any


@dataclass
class Synced(Generic[M]):
    """The rows by their key, and how many of them are new or changed."""

    rows: dict[Key, M] = field(default_factory=dict)
    new: int = 0
    changed: int = 0


def sync(
    wanted: Iterable[M], kept: Iterable[M], *, key: Callable[[M], Key], fields: Sequence[str], batch: int = BATCH
) -> Synced[M]:
    """Store `wanted`; rows of `kept` with the same key take over what differs in `fields` (attribute names)."""
    before = {key(row): row for row in kept}
    result: Synced[M] = Synced()
    fresh: list[M] = []
    changed: list[M] = []
    for name, row in {key(row): row for row in wanted}.items():
        known = before.get(name)
        if known is None:
            fresh.append(row)
        elif _take_over(known, row, fields):
            changed.append(known)
        result.rows[name] = known or row
    if fresh:
        type(fresh[0])._default_manager.bulk_create(fresh, batch_size=batch)
    if changed:
        type(changed[0])._default_manager.bulk_update(changed, [*fields], batch_size=batch)
    result.new, result.changed = len(fresh), len(changed)
    return result


def sync_all(wanted: Sequence[M], kept: Iterable[M], *, key: Callable[[M], Key], fields: Sequence[str]) -> Synced[M]:
    """As `sync`, and rows of `kept` that are wanted no more are removed."""
    kept = list(kept)
    keys = {key(row) for row in wanted}
    gone = [row for row in kept if key(row) not in keys]
    if gone:
        type(gone[0])._default_manager.filter(pk__in=[row.pk for row in gone]).delete()
    result = sync(wanted, kept, key=key, fields=fields)
    result.changed += len(gone)
    return result


def _take_over(known: Any, row: Any, fields: Sequence[str]) -> bool:
    differing = [name for name in fields if getattr(known, name) != getattr(row, name)]
    for name in differing:
        setattr(known, name, getattr(row, name))
    return bool(differing)
