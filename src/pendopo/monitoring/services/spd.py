"""The release of funds to a unit (SPD): drafted by the deputy treasurer, signed by the finance officer, in force."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.monitoring.models import Spd
from pendopo.monitoring.payment_locks import PaymentRefused, lock_spd
from pendopo.monitoring.queries import spd_room
from pendopo.monitoring.states_payments import SPD
from pendopo.organisations.models import Unit


@dataclass(frozen=True)
class SpdValues:
    """What a release says."""

    number: str
    from_month: int
    to_month: int
    amount: Decimal


def _tell(spd: Spd, what: str, actor: Actor, now: dt.datetime) -> None:
    data = {"number": spd.number, "amount": str(spd.amount)}
    record(actor=actor, event=f"monitoring.spd.{what}", subject=spd, unit=spd.unit, now=now, data=data)
    topics.touch("monitoring")


@transaction.atomic
def draft_spd(*, unit_id: int, year: int, values: SpdValues, actor: Actor, now: dt.datetime) -> Spd:
    """Write a release within the unit's budget. Raises PaymentRefused, PermissionDenied."""
    unit = Unit.objects.get(pk=unit_id)
    require(actor, "monitoring.draft_spd", unit)
    lock_spd(unit.pk, year)
    if not 1 <= values.from_month <= values.to_month <= 12:
        raise PaymentRefused("months")
    if Spd.objects.filter(year=year, number=values.number.strip()).exists():
        raise PaymentRefused("spd_number")
    room = spd_room(actor, unit, year)
    if not 0 < values.amount <= room:
        raise PaymentRefused("spd_room", room)
    spd = Spd.objects.create(
        unit=unit, year=year, number=values.number.strip(), from_month=values.from_month, to_month=values.to_month,
        amount=values.amount, drafted_by_id=actor.pk, drafted_label=actor.label, drafted_at=now,
    )  # fmt: skip
    _tell(spd, "drafted", actor, now)
    return spd


@transaction.atomic
def sign_spd(*, spd_id: int, actor: Actor, now: dt.datetime) -> Spd:
    """Sign a draft; who drafted it may not. Raises PaymentRefused, MoveRefused, PermissionDenied."""
    spd = Spd.objects.select_for_update(of=("self",)).select_related("unit").get(pk=spd_id)
    require(actor, "monitoring.sign_spd", spd.unit)
    if actor.pk is not None and actor.pk == spd.drafted_by_id:
        raise PaymentRefused("own_spd")
    SPD.move(spd, "sign")
    spd.signed_label, spd.signed_at = actor.label, now
    spd.save(update_fields=["status", "signed_label", "signed_at"])
    _tell(spd, "signed", actor, now)
    return spd


@transaction.atomic
def release_spd(*, spd_id: int, actor: Actor, now: dt.datetime) -> Spd:
    """Put a signed release in force: the unit may spend it. Raises MoveRefused, PermissionDenied."""
    unit_id, year = Spd.objects.values_list("unit_id", "year").get(pk=spd_id)
    balance = lock_spd(unit_id, year)
    spd = Spd.objects.select_for_update(of=("self",)).select_related("unit").get(pk=spd_id)
    require(actor, "monitoring.sign_spd", spd.unit)
    SPD.move(spd, "release")
    spd.effective_at = now
    spd.save(update_fields=["status", "effective_at"])
    balance.released_amount += spd.amount
    balance.save(update_fields=["released_amount"])
    _tell(spd, "released", actor, now)
    return spd
