"""The acts of the budget team on ceilings: the envelope, the ceiling of a unit, those of its sub kegiatan."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Sum

from pendopo.audit.services import record
from pendopo.budget.agreeing import ReasonMissing
from pendopo.budget.checking import check_part
from pendopo.budget.closing import hold_open
from pendopo.budget.models import ActivityLevel, ActivityNode, CeilingEdit, LineAmount, Pagu, Stage
from pendopo.budget.models.lines import STILL
from pendopo.budget.pool import (
    MOST,
    BelowUse,
    Place,
    PoolEmpty,
    ceilings_by_unit,
    given_in_unit,
    lock_envelope,
    lock_unit_ceiling,
)
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit


class CeilingRefused(Exception):
    """The amount is below zero or beyond all measure, or the sub kegiatan is not in the stage's code list."""


class CeilingChanged(Exception):
    """Somebody changed a ceiling after it was read: `now_amount` stands there; `place` says where."""

    def __init__(self, place: Place | None, now_amount: int) -> None:
        super().__init__(f"{place}: {now_amount}")
        self.place, self.now_amount = place, now_amount


def _checked(amount: int, reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing
    if not 0 <= amount <= MOST:
        raise CeilingRefused(amount)


def _noted(actor: Actor, now: dt.datetime, reason: str, **what: Any) -> CeilingEdit:
    own = {"actor_pk": str(actor.pk or ""), "actor_label": actor.label}
    return CeilingEdit(reason=reason.strip()[:500], at=now, **own, **what)


@transaction.atomic
def set_envelope(*, stage_id: int, amount: int, reason: str, actor: Actor, now: dt.datetime) -> CeilingEdit:
    """Say what all units together may spend in a draft (transfers included), never below what they were given.

    Raises BelowUse, CeilingRefused, ReasonMissing, StageClosed, PermissionDenied. Whole rupiah.
    """
    require(actor, "budget.set_ceiling")
    _checked(amount, reason)
    stage = hold_open(stage_id)
    envelope = lock_envelope(stage)
    given = sum(ceilings_by_unit(stage).values())
    if amount < given:
        raise BelowUse(given)
    edit = _noted(actor, now, reason, stage=stage, before_amount=envelope.amount, after_amount=amount)
    edit.save()
    envelope.amount = amount
    envelope.save(update_fields=["amount"])
    data = {"year": stage.year, "amount": amount, "reason": edit.reason}
    record(actor=actor, event="budget.envelope.set", subject=stage, now=now, data=data)
    return edit


@transaction.atomic
def set_unit_ceiling(
    *,
    stage_id: int,
    unit_id: int,
    amount: int,
    reason: str,
    actor: Actor,
    now: dt.datetime,
    seen_amount: int | None = None,
) -> CeilingEdit:
    """Give a unit its ceiling from the stage's envelope; what is taken away returns to the envelope.

    `seen_amount` is what the person read, whole rupiah as all. Raises CeilingChanged, PoolEmpty, BelowUse,
    CeilingRefused, ReasonMissing, StageClosed, PermissionDenied.
    """
    unit = Unit.objects.get(pk=unit_id)
    require(actor, "budget.set_ceiling", unit)
    _checked(amount, reason)
    stage = hold_open(stage_id)
    envelope = lock_envelope(stage)
    ceiling = lock_unit_ceiling(stage, unit_id)
    if seen_amount is not None and seen_amount != ceiling.amount:
        raise CeilingChanged(None, ceiling.amount)
    if amount < (used := given_in_unit(stage, unit_id)):
        raise BelowUse(used, unit.name)
    others = sum(ceilings_by_unit(stage).values()) - ceiling.amount
    if others + amount > envelope.amount:
        raise PoolEmpty(others + amount - envelope.amount, envelope.amount, unit.name)
    edit = _noted(actor, now, reason, stage=stage, unit=unit, before_amount=ceiling.amount, after_amount=amount)
    edit.save()
    ceiling.amount = amount
    ceiling.save(update_fields=["amount"])
    data = {"year": stage.year, "amount": amount, "reason": edit.reason}
    record(actor=actor, event="budget.unit_ceiling.set", subject=stage, unit=unit, now=now, data=data)
    return edit


@transaction.atomic
def set_ceiling(
    *,
    stage_id: int,
    unit_id: int,
    activity_id: int,
    amount: int,
    reason: str,
    actor: Actor,
    now: dt.datetime,
    sequence: int = 1,
) -> list[CeilingEdit]:
    """Set the ceiling of one occurrence of a sub kegiatan. Raises as set_ceilings."""
    require(actor, "budget.set_ceiling", Unit.objects.get(pk=unit_id))
    amounts = {(activity_id, sequence): amount}
    return set_ceilings(stage_id=stage_id, unit_id=unit_id, amounts=amounts, reason=reason, actor=actor, now=now)


@transaction.atomic
def set_ceilings(
    *,
    stage_id: int,
    unit_id: int,
    amounts: Mapping[Place, int],
    reason: str,
    actor: Actor,
    now: dt.datetime,
    seen: Mapping[Place, int] | None = None,
) -> list[CeilingEdit]:
    """Set ceilings of sub kegiatan in a unit, all or none; one that is new begins. Gives only what changed.

    The unit's forms are checked again: what a row was found to be is a share of its ceiling.
    `seen` are the amounts as the person read them, whole rupiah as all. Raises CeilingChanged, PoolEmpty, BelowUse,
    CeilingRefused, ReasonMissing, StageClosed, PermissionDenied.
    """
    unit = Unit.objects.get(pk=unit_id)
    require(actor, "budget.set_ceiling", unit)
    for amount in amounts.values():
        _checked(amount, reason)
    stage = hold_open(stage_id)
    pool = lock_unit_ceiling(stage, unit_id)
    nodes = _nodes(stage, amounts)
    rows = Pagu.objects.filter(stage=stage, unit=unit).order_by("pk").select_for_update(no_key=True)
    held = {(row.activity_id, row.sequence): row for row in rows}
    _refuse_stale(held, seen or {})
    changed = {place: amount for place, amount in amounts.items() if place not in held or held[place].amount != amount}
    before = {place: held[place].amount for place in changed if place in held}
    _refuse_below_use(stage, unit, changed, nodes)
    total = sum(row.amount for row in held.values()) + sum(changed.values()) - sum(before.values())
    if total > pool.amount:
        raise PoolEmpty(total - pool.amount, pool.amount, unit.name)
    _write(stage, unit, held, changed, nodes)
    what = {"stage": stage, "unit": unit}
    edits = [
        _noted(actor, now, reason, activity_id=a, sequence=n, before_amount=before.get((a, n)), after_amount=to, **what)
        for (a, n), to in changed.items()
    ]
    CeilingEdit.objects.bulk_create(edits)
    if edits:
        data = {"year": stage.year, "rows": len(edits), "amount": total, "reason": reason.strip()}
        record(actor=actor, event="budget.ceilings.set", subject=stage, unit=unit, now=now, data=data)
        check_part(stage, now, unit_id=unit.pk)
    return edits


def _refuse_stale(held: Mapping[Place, Pagu], seen: Mapping[Place, int]) -> None:
    for place, amount in seen.items():
        if place in held and held[place].amount != amount:
            raise CeilingChanged(place, held[place].amount)


def _nodes(stage: Stage, amounts: Mapping[Place, int]) -> dict[int, ActivityNode]:
    """The sub kegiatan by id. Raises CeilingRefused for one that the stage's list does not hold."""
    wanted = {activity for activity, _sequence in amounts}
    known = ActivityNode.objects.filter(
        pk__in=wanted, code_list_id=stage.code_list_id, level=ActivityLevel.SUB_KEGIATAN
    )
    nodes = {node.pk: node for node in known}
    if wanted - nodes.keys():
        raise CeilingRefused(wanted)
    return nodes


def _refuse_below_use(
    stage: Stage, unit: Unit, changed: Mapping[Place, int], nodes: Mapping[int, ActivityNode]
) -> None:
    own = {"line__sheet__year": stage.year, "line__sheet__owner": stage.owner_id, "line__sheet__unit": unit}
    lines = LineAmount.objects.filter(STILL, line__sheet__activity_id__in=nodes, **own)
    places = lines.values_list("line__sheet__activity_id", "line__sheet__sequence")
    for activity, sequence, used in places.annotate(total=Sum("amount")):
        if changed.get((activity, sequence), used) < used:
            raise BelowUse(used, nodes[activity].code)


def _write(
    stage: Stage,
    unit: Unit,
    held: Mapping[Place, Pagu],
    changed: Mapping[Place, int],
    nodes: Mapping[int, ActivityNode],
) -> None:
    fresh = []
    present = []
    for (activity, sequence), amount in changed.items():
        if row := held.get((activity, sequence)):
            row.amount = amount
            present.append(row)
        else:
            fresh.append(
                Pagu(
                    stage=stage,
                    unit=unit,
                    activity_id=activity,
                    sequence=sequence,
                    source_id=f"{unit.pk}/{activity}/{sequence}",
                    stated_name=nodes[activity].name,
                    amount=amount,
                )
            )
    Pagu.objects.bulk_update(present, ["amount"], batch_size=500)
    Pagu.objects.bulk_create(fresh)
