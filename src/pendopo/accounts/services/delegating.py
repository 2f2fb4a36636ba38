"""While away: another person holds the role too."""

import datetime as dt

from django.db import transaction

from pendopo.accounts.models import Appointment, Delegation, User
from pendopo.accounts.services.appointing import AlreadyEnded, DatesRefused
from pendopo.audit.services import record
from pendopo.kernel.access import Actor, require
from pendopo.notices.services import notify


class ReceiverRefused(Exception):
    """The other person has left, or is the holder."""


@transaction.atomic
def delegate(
    *, appointment_id: int, to_user_id: int, from_date: dt.date, to_date: dt.date, actor: Actor, now: dt.datetime
) -> Delegation:
    """Let another person hold the role too while the holder is away; the other one is told.

    Raises DatesRefused, AlreadyEnded, ReceiverRefused, PermissionDenied.
    """
    appointment = Appointment.objects.select_for_update(of=("self",)).select_related("unit").get(pk=appointment_id)
    require(actor, "accounts.delegate", appointment)
    if appointment.ended_at:
        raise AlreadyEnded
    ends_later = appointment.to_date is not None and to_date > appointment.to_date
    if to_date < from_date or from_date < appointment.from_date or ends_later:
        raise DatesRefused
    receiver = User.objects.filter(pk=to_user_id, is_active=True).first()
    if receiver is None or receiver.pk == appointment.user_id:
        raise ReceiverRefused
    delegation = Delegation.objects.create(
        appointment=appointment, to_user=receiver, from_date=from_date, to_date=to_date
    )
    _tell(delegation, "accounts.appointment.delegated", actor, now)
    return delegation


@transaction.atomic
def end_delegation(*, delegation_id: int, actor: Actor, now: dt.datetime) -> Delegation:
    """The holder is back: the other person's right ends at once. Raises AlreadyEnded, PermissionDenied."""
    found = Delegation.objects.select_for_update(of=("self",)).select_related("appointment__unit", "to_user")
    delegation = found.get(pk=delegation_id)
    require(actor, "accounts.delegate", delegation.appointment)
    if delegation.ended_at:
        raise AlreadyEnded
    delegation.ended_at = now
    delegation.save(update_fields=["ended_at"])
    _tell(delegation, "accounts.delegation.ended", actor, now)
    return delegation


def _tell(delegation: Delegation, event: str, actor: Actor, now: dt.datetime) -> None:
    appointment, receiver = delegation.appointment, delegation.to_user
    dates = {"from_date": delegation.from_date.isoformat(), "to_date": delegation.to_date.isoformat()}
    record(
        actor=actor,
        event=event,
        subject=appointment,
        unit=appointment.unit,
        now=now,
        data={"to": receiver.label, **dates},
    )
    context = {"delegation": delegation, "appointment": appointment, "url": "/workspace/penunjukan/"}
    subject = f"{appointment.get_role_display()}: {appointment.holder_name}"
    notify(actor=actor, event=event, recipients=[receiver], subject=subject, context=context, now=now)
