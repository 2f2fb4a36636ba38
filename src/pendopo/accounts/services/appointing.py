"""Appointments: made, given another last day, ended."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from pendopo.accounts.models import Appointment, User
from pendopo.audit.services import record
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Position, Unit


class DatesRefused(Exception):
    """The last day lies before the first, or outside the appointment."""


class AlreadyAppointed(Exception):
    """The person already holds this role for this unit in that time."""


class PostUnknown(Exception):
    """The unit has no post of that title."""


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
    post: str = "",
) -> Appointment:
    """Give a person a role for a unit (none: the whole regency), with the title of the unit's post that is filled.

    Raises DatesRefused, AlreadyAppointed, PostUnknown, PermissionDenied.
    """
    unit = Unit.objects.get(pk=unit_id) if unit_id else None
    user = User.objects.select_for_update(no_key=True).get(pk=user_id) if user_id else None
    require(actor, "accounts.appoint", unit)
    if to_date and to_date < from_date:
        raise DatesRefused
    appointment = Appointment(
        user=user,
        holder_name=holder_name or (user.name if user else ""),
        role=role,
        unit=unit,
        position=_post_of(unit, post),
        from_date=from_date,
        to_date=to_date,
        decree_number=decree_number,
    )
    if _overlaps(appointment):
        raise AlreadyAppointed
    appointment.save()
    record(actor=actor, event="accounts.appointment.made", subject=appointment, unit=unit, now=now, data={"role": role})
    return appointment


def _post_of(unit: Unit | None, title: str) -> Position | None:
    found = Position.objects.filter(unit=unit, title__iexact=title).first() if title else None
    if title and found is None:
        raise PostUnknown(title)
    return found


def _overlaps(wanted: Appointment) -> bool:
    """The same question as the constraint `appointment_overlap`, asked under the person's lock for a kind answer."""
    if wanted.user is None:
        return False
    same = Appointment.objects.filter(user=wanted.user, role=wanted.role, unit=wanted.unit, ended_at__isnull=True)
    return any(
        (other.to_date is None or other.to_date >= wanted.from_date)
        and (wanted.to_date is None or other.from_date <= wanted.to_date)
        for other in same.exclude(pk=wanted.pk)
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
def change_last_day(
    *, appointment_id: int, to_date: dt.date | None, decree_number: str, actor: Actor, now: dt.datetime
) -> Appointment:
    """Let an appointment end on another day (None: open), by a decree; delegations never outlive it.

    Raises DatesRefused, AlreadyEnded, AlreadyAppointed, PermissionDenied.
    """
    appointment = _locked_with_its_person(appointment_id)
    require(actor, "accounts.appoint", appointment.unit)
    if appointment.ended_at:
        raise AlreadyEnded
    if to_date and to_date < max(appointment.from_date, timezone.localdate(now)):
        raise DatesRefused
    before = appointment.to_date
    appointment.to_date, appointment.decree_number = to_date, decree_number
    if _overlaps(appointment):
        raise AlreadyAppointed
    appointment.save(update_fields=["to_date", "decree_number"])
    record(
        actor=actor,
        event="accounts.appointment.last_day_changed",
        subject=appointment,
        unit=appointment.unit,
        now=now,
        data={"before": _iso(before), "after": _iso(to_date), "decree": decree_number},
    )
    return appointment


def _locked_with_its_person(appointment_id: int) -> Appointment:
    """The appointment under lock, after its person: the order in which `appoint` and `deactivate` lock too."""
    person_id = Appointment.objects.values_list("user_id", flat=True).get(pk=appointment_id)
    if person_id:
        User.objects.select_for_update(no_key=True).get(pk=person_id)
    found = Appointment.objects.select_for_update(of=("self",), no_key=True).select_related("unit", "user")
    return found.get(pk=appointment_id)


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
