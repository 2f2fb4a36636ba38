"""The acts on guarantees: recorded with at least what the law asks, given back or cashed, their ends watched."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.queries import posts_around
from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.notices.services import notify
from pendopo.procurement import awarding
from pendopo.procurement.contracting import ContractRefused, rule_on
from pendopo.procurement.models import Contract, Guarantee, GuaranteeKind, Sppbj
from pendopo.procurement.planning import ReasonMissing
from pendopo.procurement.states import GUARANTEE


@dataclass(frozen=True)
class GuaranteeValues:
    """What a guarantee says; rupiah with two places. `advance_amount` is the advance that it covers."""

    kind: str
    issuer: str
    number: str
    amount: Decimal
    issued_date: dt.date
    until_date: dt.date
    advance_amount: Decimal = Decimal(0)


@transaction.atomic
def record_guarantee(
    *,
    values: GuaranteeValues,
    actor: Actor,
    now: dt.datetime,
    sppbj_id: int | None = None,
    contract_id: int | None = None,
) -> Guarantee:
    """Record a guarantee for an appointment or a contract.

    Refused below what the law asks, already ended, or recorded before. Raises ContractRefused, PermissionDenied.
    """
    sppbj = Sppbj.objects.select_related("tender__unit", "supplier").get(pk=sppbj_id) if sppbj_id else None
    found = Contract.objects.select_related("unit", "supplier", "sppbj")
    contract = found.get(pk=contract_id) if contract_id else None
    unit = contract.unit if contract else sppbj.tender.unit if sppbj else None
    require(actor, "procurement.record_guarantee", unit)
    of = contract or sppbj
    assert unit is not None
    assert of is not None
    sppbj = sppbj or (contract.sppbj if contract and values.kind == GuaranteeKind.PERFORMANCE else None)
    due = _checked_due(values, contract, sppbj, timezone.localdate(now))
    given = {key: value for key, value in vars(values).items() if key != "advance_amount"}
    try:
        with transaction.atomic():
            made = Guarantee.objects.create(
                unit=unit, supplier=of.supplier, sppbj=sppbj, contract=contract, due_amount=due, recorded_at=now,
                **given,
            )  # fmt: skip
    except IntegrityError:
        raise ContractRefused("guarantee_known") from None
    _tell(made, "recorded", actor, now)
    return made


def _checked_due(values: GuaranteeValues, contract: Contract | None, sppbj: Sppbj | None, today: dt.date) -> Decimal:
    if values.kind != GuaranteeKind.PERFORMANCE and contract is None:
        raise ContractRefused("guarantee_contract")
    due = awarding.due_of(values.kind, contract=contract, sppbj=sppbj, advance=values.advance_amount, day=today)
    if values.amount <= 0 or values.amount < due:
        raise ContractRefused("guarantee", due)
    if values.until_date < values.issued_date or values.until_date < today:
        raise ContractRefused("guarantee_ended")
    return due


@transaction.atomic
def end_guarantee(*, guarantee_id: int, cashed: bool, note: str, actor: Actor, now: dt.datetime) -> Guarantee:
    """Give a guarantee back, or cash it (then say why). Raises ReasonMissing, MoveRefused, PermissionDenied."""
    found = Guarantee.objects.select_for_update(of=("self",), no_key=True).select_related("unit", "supplier")
    guarantee = found.get(pk=guarantee_id)
    require(actor, "procurement.record_guarantee", guarantee.unit)
    if cashed and not note.strip():
        raise ReasonMissing
    GUARANTEE.move(guarantee, "cash" if cashed else "return")
    guarantee.ended_at, guarantee.end_note = now, note.strip()[:500]
    guarantee.save(update_fields=["status", "ended_at", "end_note"])
    _tell(guarantee, "cashed" if cashed else "returned", actor, now, reason=guarantee.end_note)
    return guarantee


@transaction.atomic
def watch_guarantees(*, actor: Actor, now: dt.datetime) -> int:
    """Tell the PPK of each held guarantee some days before it ends, and once it has; gives how many were told of.

    The days stand in the rule GUARANTEE_WATCH; each notice goes out once, a missed day is caught up by the next run.
    """
    require(actor, "procurement.watch_guarantees")
    today = timezone.localdate(now)
    marks = sorted([*map(int, rule_on("GUARANTEE_WATCH", today)["days"]), -1])
    told = 0
    for guarantee in awarding.guarantees_ending(today, marks[-1]):
        left = (guarantee.until_date - today).days
        mark = next(one for one in marks if left <= one)
        if guarantee.reminded_days is None or mark < guarantee.reminded_days:
            guarantee.reminded_days = mark
            guarantee.save(update_fields=["reminded_days"])
            _remind(guarantee, left, today, actor, now)
            told += 1
    return told


def _remind(guarantee: Guarantee, left: int, today: dt.date, actor: Actor, now: dt.datetime) -> None:
    people = {post.user_id: post.user for post in posts_around(guarantee.unit, ["ppk"], today) if post.user}
    told = _("A guarantee has ended") if left < 0 else _("A guarantee ends soon")
    context = {"guarantee": guarantee, "left": left, "url": reverse("procurement:guarantees")}
    title = format_lazy("{told}: {number}", told=told, number=guarantee.number)
    event = "procurement.guarantee.reminded"
    notify(actor=actor, event=event, recipients=people.values(), subject=title, context=context, now=now)
    _tell(guarantee, "reminded", actor, now, people=len(people))


def _tell(guarantee: Guarantee, what: str, actor: Actor, now: dt.datetime, **more: Any) -> None:
    data = {
        "number": guarantee.number,
        "supplier": guarantee.supplier.organisation.name,
        "amount": str(guarantee.amount),
        "until": guarantee.until_date.isoformat(),
    }
    event = f"procurement.guarantee.{what}"
    record(actor=actor, event=event, subject=guarantee, unit=guarantee.unit, now=now, data=data | more)
    topics.touch("procurement")
