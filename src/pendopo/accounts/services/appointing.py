"""Appointments: made, ended, delegated while away."""

import datetime as dt

from django.db import transaction

from pendopo.accounts.models import Appointment, Delegation, User
from pendopo.audit.services import record
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit


class DatesRefused(Exception):
    """The last day lies before the first, or outside the appointment."""


class AlreadyAppointed(Exception):
    """The person already holds this role for this unit in that time."""


class AlreadyEnded(Exception):
    """The appointment has ended before."""


@transaction.atomic
def appoint(
    *,
    actor: Actor,
    now: dt.datetime,
    role: str,
    from_date: dt.date,
    unit_id: int | None = None,
    user_id: int | None = None,
    holder_name: str = "",
    to_date: dt.date | None = None,
    decree_number: str = "",
) -> Appointment:
    """Give a person a role for a unit (none: the whole regency).

    Raises DatesRefused, AlreadyAppointed, PermissionDenied.
    """
    unit = Unit.objects.get(pk=unit_id) if unit_id else None
    user = User.objects.select_for_update(no_key=True).get(pk=user_id) if user_id else None
    require(actor, "accounts.appoint", unit)
    if to_date and to_date < from_date:
        raise DatesRefused
    if user and _overlaps(user, role, unit, from_date, to_date):
        raise AlreadyAppointed
    appointment = Appointment.objects.create(
        user=user,
        holder_name=holder_name or (user.name if user else ""),
        role=role,
        unit=unit,
        from_date=from_date,
        to_date=to_date,
        decree_number=decree_number,
    )
    record(actor=actor, event="accounts.appointment.made", subject=appointment, unit=unit, now=now, data={"role": role})
    return appointment


def _overlaps(user: User, role: str, unit: Unit | None, first: dt.date, last: dt.date | None) -> bool:
    open_ones = Appointment.objects.filter(user=user, role=role, unit=unit, ended_at__isnull=True)
    return any(
        (other.to_date is None or other.to_date >= first) and (last is None or other.from_date <= last)
        for other in open_ones
    )


@transaction.atomic
def end_appointment(*, appointment_id: int, actor: Actor, now: dt.datetime) -> Appointment:
    """End the rights of an appointment at once. Raises AlreadyEnded, PermissionDenied."""
    appointment = Appointment.objects.select_for_update(of=("self",)).select_related("unit").get(pk=appointment_id)
    require(actor, "accounts.end_appointment", appointment)
    if appointment.ended_at:
        raise AlreadyEnded
    appointment.ended_at = now
    appointment.save(update_fields=["ended_at"])
    record(actor=actor, event="accounts.appointment.ended", subject=appointment, unit=appointment.unit, now=now)
    return appointment


@transaction.atomic
def delegate(
    *, appointment_id: int, to_user_id: int, from_date: dt.date, to_date: dt.date, actor: Actor, now: dt.datetime
) -> Delegation:
    """Let another person hold the role too while the holder is away.

    Raises DatesRefused, AlreadyEnded, PermissionDenied.
    """
    appointment = Appointment.objects.select_for_update(of=("self",)).select_related("unit").get(pk=appointment_id)
    require(actor, "accounts.delegate", appointment)
    if appointment.ended_at:
        raise AlreadyEnded
    ends_later = appointment.to_date is not None and to_date > appointment.to_date
    if to_date < from_date or from_date < appointment.from_date or ends_later:
        raise DatesRefused
    receiver = User.objects.get(pk=to_user_id, is_active=True)
    delegation = Delegation.objects.create(
        appointment=appointment, to_user=receiver, from_date=from_date, to_date=to_date
    )
    data = {"to": receiver.label, "from_date": from_date.isoformat(), "to_date": to_date.isoformat()}
    record(
        actor=actor,
        event="accounts.appointment.delegated",
        subject=appointment,
        unit=appointment.unit,
        now=now,
        data=data,
    )
    return delegation
