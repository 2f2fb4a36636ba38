"""The act that takes over the rows of a sent table: whole forms, all or nothing."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.changes import Changes, changes_of
from pendopo.budget.closing import hold_open
from pendopo.budget.desk import Desk, ItemChanged, open_desk
from pendopo.budget.desk_many import write_changes
from pendopo.budget.models import LineItem, Pagu, Rka, RkaSheet, Stage
from pendopo.budget.models.lines import STILL
from pendopo.budget.services.items import NoCeiling
from pendopo.budget.sipd import FormKey, SentRow
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit

SIPD = "budget.sipd"
Told = Callable[[int, int], None]


@transaction.atomic
def replace_rows(
    *, stage_id: int, forms: Mapping[FormKey, Sequence[SentRow]], actor: Actor, now: dt.datetime, progress: Told
) -> Changes:
    """Make the rows of each form those that were sent; forms that were not sent stay. Gives all changes together.

    Raises NoCeiling, ItemChanged (a row changed here after the file was made), CeilingExceeded, StageClosed,
    PermissionDenied.
    """
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in={key.unit_id for key in forms})}
    for unit in units.values():
        require(actor, "budget.compose_rka", unit)
    desks = _open_all(stage_id, sorted(forms, key=_order), actor, now)
    whole, done, total = Changes(), 0, sum(len(rows) for rows in forms.values())
    for key, desk in desks.items():
        changes = _replace(desk, forms[key])
        if changes:
            data = {"stage": stage_id, "sheet": desk.sheet.pk} | _counts(changes)
            record(
                actor=actor, event="budget.rows.replaced", subject=desk.sheet, unit=desk.sheet.unit, now=now, data=data
            )
        _add(whole, changes)
        progress(done := done + len(forms[key]), total)
    return whole


def _counts(changes: Changes) -> dict[str, int]:
    """How many rows are new, changed, removed."""
    return {"added": len(changes.added), "changed": len(changes.changed), "removed": len(changes.removed)}


def _order(key: FormKey) -> tuple[int, str, int, int]:
    return (key.unit_id, key.side, key.activity_id or 0, key.sequence)


def _open_all(stage_id: int, keys: list[FormKey], actor: Actor, now: dt.datetime) -> dict[FormKey, Desk]:
    """Lock in the order of docs/protocols/locking.md: stage, every Rka, every ceiling, then open the forms."""
    stage = hold_open(stage_id)
    units = sorted({key.unit_id for key in keys})
    for unit in units:
        Rka.objects.get_or_create(stage=stage, unit_id=unit, defaults={"changed_at": now})
    locked = Rka.objects.filter(stage=stage, unit__in=units).order_by("unit_id").select_for_update(no_key=True)
    ceilings = Pagu.objects.filter(stage=stage, unit__in=units).order_by("pk").select_for_update(no_key=True)
    list(locked)
    held = {FormKey(pagu.unit_id, "SPENDING", pagu.activity_id, pagu.sequence): pagu for pagu in ceilings}
    return {key: open_desk(stage_id, _sheet(stage, key, held), actor, now) for key in keys}


def _sheet(stage: Stage, key: FormKey, held: Mapping[FormKey, Pagu]) -> RkaSheet:
    """The form, begun where it is new."""
    if key.activity_id is not None and key not in held:
        raise NoCeiling
    sheet, _new = RkaSheet.objects.select_related("unit").get_or_create(
        year=stage.year,
        unit_id=key.unit_id,
        side=key.side,
        activity_id=key.activity_id,
        sequence=key.sequence,
        defaults={"owner_id": stage.owner_id, "title": held[key].stated_name if key in held else ""},
    )
    return sheet


def _replace(desk: Desk, rows: Sequence[SentRow]) -> Changes:
    items = LineItem.objects.filter(STILL, line__sheet=desk.sheet).select_related("line").order_by("pk")
    standing = sorted(items.select_for_update(of=("self",)), key=lambda item: (item.line.account_id, item.number))
    changes = changes_of(standing, rows)
    if changes.stale:
        raise ItemChanged(changes.stale[0][0])
    if changes:
        write_changes(desk, changes)
    return changes


def _add(whole: Changes, part: Changes) -> None:
    whole.added += part.added
    whole.changed += part.changed
    whole.removed += part.removed
    whole.same += part.same
