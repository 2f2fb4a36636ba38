"""Writing the posts of a unit."""

import datetime as dt

from django.db import IntegrityError, transaction

from pendopo.audit.services import record
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Position, Unit


class PositionTaken(Exception):
    """The unit has a post of that title."""


@transaction.atomic
def add_position(*, unit_id: int, title: str, kind: str, actor: Actor, now: dt.datetime) -> Position:
    """Add a post. Raises PositionTaken, PermissionDenied."""
    require(actor, "organisations.manage_units")
    unit = Unit.objects.get(pk=unit_id)
    return _write(Position(unit=unit, title=title, kind=kind), "organisations.position.added", actor, now)


@transaction.atomic
def change_position(*, position_id: int, title: str, kind: str, actor: Actor, now: dt.datetime) -> Position:
    """Give a post another title or kind. Raises PositionTaken, PermissionDenied."""
    require(actor, "organisations.manage_units")
    position = Position.objects.select_for_update(of=("self",)).select_related("unit").get(pk=position_id)
    position.title, position.kind = title, kind
    return _write(position, "organisations.position.changed", actor, now)


@transaction.atomic
def remove_position(*, position_id: int, actor: Actor, now: dt.datetime) -> None:
    """Remove a post. Raises PermissionDenied."""
    require(actor, "organisations.manage_units")
    position = Position.objects.select_for_update(of=("self",)).select_related("unit").get(pk=position_id)
    _record(position, "organisations.position.removed", actor, now)
    position.delete()


def _write(position: Position, event: str, actor: Actor, now: dt.datetime) -> Position:
    try:
        with transaction.atomic():
            position.save()
    except IntegrityError as error:
        raise PositionTaken(position.title) from error
    _record(position, event, actor, now)
    return position


def _record(position: Position, event: str, actor: Actor, now: dt.datetime) -> None:
    record(actor=actor, event=event, subject=position, unit=position.unit, now=now, data={"kind": position.kind})
