"""Acts of the budget team that set many ceilings at once: of several units, or a whole table."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from pendopo.budget.closing import hold_open
from pendopo.budget.models import CeilingEdit
from pendopo.budget.pool import (
    BelowUse,
    Place,
    PoolEmpty,
    ceilings_by_unit,
    lock_envelope,
    lock_unit_ceiling,
)
from pendopo.budget.services.pagu import set_ceilings, set_unit_ceiling
from pendopo.kernel.access import Actor, require


@contextmanager
def _of_unit(unit_id: int) -> Iterator[None]:
    """Refusals inside say whose ceiling it was."""
    try:
        yield
    except (BelowUse, PoolEmpty) as refusal:
        refusal.unit_id = unit_id
        raise


@transaction.atomic
def set_unit_ceilings(
    *,
    stage_id: int,
    amounts: Mapping[int, int],
    reason: str,
    actor: Actor,
    now: dt.datetime,
    seen: Mapping[int, int] | None = None,
) -> list[CeilingEdit]:
    """Set the ceilings of units (unit id -> whole rupiah), all or none; what is lowered comes first.

    Raises as set_unit_ceiling; the refusal's `unit_id` says whose ceiling it was.
    """
    require(actor, "budget.set_ceiling")
    stage = hold_open(stage_id)
    lock_envelope(stage)
    held = ceilings_by_unit(stage)
    edits = []
    given: dict[str, Any] = {"stage_id": stage_id, "reason": reason, "actor": actor, "now": now}
    for unit_id in sorted(amounts, key=lambda unit: (amounts[unit] - held.get(unit, 0), unit)):
        if amounts[unit_id] == held.get(unit_id, 0):
            continue
        with _of_unit(unit_id):
            seen_amount = (seen or {}).get(unit_id)
            edits.append(set_unit_ceiling(unit_id=unit_id, amount=amounts[unit_id], seen_amount=seen_amount, **given))
    return edits


@transaction.atomic
def set_spread(
    *,
    stage_id: int,
    units: Mapping[int, int],
    places: Mapping[int, Mapping[Place, int]],
    reason: str,
    actor: Actor,
    now: dt.datetime,
) -> list[CeilingEdit]:
    """Set a table of ceilings, all or none: of `units`, and of their sub kegiatan in `places` (unit id -> place).

    Units that give room back are settled before those that take it. Raises as set_ceilings and set_unit_ceiling;
    the refusal's `unit_id` says whose ceiling it was.
    """
    require(actor, "budget.set_ceiling")
    stage = hold_open(stage_id)
    lock_envelope(stage)
    touched = sorted({*units, *places})
    held = {unit_id: lock_unit_ceiling(stage, unit_id).amount for unit_id in touched}
    given: dict[str, Any] = {"stage_id": stage_id, "reason": reason, "actor": actor, "now": now}
    edits: list[CeilingEdit] = []
    for unit_id in sorted(touched, key=lambda unit: (units.get(unit, held[unit]) - held[unit], unit)):
        amount = units.get(unit_id, held[unit_id])
        with _of_unit(unit_id):
            if amount > held[unit_id]:
                edits.append(set_unit_ceiling(unit_id=unit_id, amount=amount, **given))
            if unit_id in places:
                edits += set_ceilings(unit_id=unit_id, amounts=places[unit_id], **given)
            if amount < held[unit_id]:
                edits.append(set_unit_ceiling(unit_id=unit_id, amount=amount, **given))
    return edits
