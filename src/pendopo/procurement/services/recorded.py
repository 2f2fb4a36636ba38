"""Recorded spending (pencatatan): small purchases with their receipt, their money bound in the line at once."""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from pendopo.audit.services import record
from pendopo.budget.models import Line
from pendopo.budget.services import commit_funds, release_funds
from pendopo.files.services import store_document
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit
from pendopo.procurement.contracting import ContractRefused, rule_on
from pendopo.procurement.models import RecordedSpending
from pendopo.procurement.planning import ReasonMissing
from pendopo.procurement.states import RECORDED


@dataclass(frozen=True)
class SpendingValues:
    """What a receipt says; rupiah with two places."""

    title: str
    kind: str
    seller: str
    number: str
    date: dt.date
    amount: Decimal
    is_umk: bool = False
    file: tuple[str, bytes] | None = None
    """Name and content of the receipt's picture or PDF."""


@transaction.atomic
def record_spending(
    *, unit_id: int, line_id: int, values: SpendingValues, actor: Actor, now: dt.datetime, demo: bool = False
) -> RecordedSpending:
    """Record a purchase by its receipt and bind its money in the budget line.

    Up to Rp10 million a proof of purchase does, up to Rp50 million a kuitansi; above it a contract is needed. Raises
    ContractRefused (`recorded_limit`, `recorded_known`, `shares_line`, `future`, `amount`), FundsExceeded,
    FileRefused, PermissionDenied.
    """
    unit = Unit.objects.get(pk=unit_id)
    require(actor, "procurement.record_spending", unit)
    line = Line.objects.select_related("sheet").get(pk=line_id)
    if line.sheet.unit_id != unit.pk:
        raise ContractRefused("shares_line")
    form = _form(values, now)
    try:
        with transaction.atomic():
            made = RecordedSpending.objects.create(
                key=uuid.uuid4(), unit=unit, year=line.sheet.year, line=line, form=form, recorded_at=now,
                recorded_label=actor.label, demo=demo, **_plain(values),
            )  # fmt: skip
    except IntegrityError:
        raise ContractRefused("recorded_known") from None
    _keep_receipt(made, values.file, actor, now)
    commit_funds(amounts={line.pk: values.amount}, source=_source_of(made), actor=actor, now=now)
    _tell(made, "recorded", actor, now)
    return made


def _plain(values: SpendingValues) -> dict[str, Any]:
    return {key: value for key, value in vars(values).items() if key != "file"}


def _keep_receipt(made: RecordedSpending, file: tuple[str, bytes] | None, actor: Actor, now: dt.datetime) -> None:
    """The receipt is for those who work with the plan: it may name a person and her telephone number."""
    if file is None:
        return
    name, data = file
    made.document = store_document(
        data=data, file_name=name, label=f"{made.title} {made.number}", unit=made.unit.name, actor=actor, now=now
    )
    made.save(update_fields=["document"])


def _form(values: SpendingValues, now: dt.datetime) -> str:
    """RECEIPT or KUITANSI by the rule of the purchase's day."""
    if values.date > timezone.localdate(now):
        raise ContractRefused("future")
    if values.amount <= 0:
        raise ContractRefused("amount")
    rule = rule_on("RECORDED", values.date)
    if values.kind not in rule["kinds"]:
        raise ContractRefused("recorded_kind")
    if values.amount <= rule["RECEIPT"]:
        return "RECEIPT"
    if values.amount <= rule["KUITANSI"]:
        return "KUITANSI"
    raise ContractRefused("recorded_limit", rule["KUITANSI"])


def _source_of(spending: RecordedSpending) -> str:
    """The spending's name in the ledger of funds."""
    return f"procurement.recorded:{spending.key}"


@transaction.atomic
def cancel_spending(*, spending_id: int, reason: str, actor: Actor, now: dt.datetime) -> RecordedSpending:
    """Cancel what was recorded by mistake; its money is free again. Raises ReasonMissing, MoveRefused."""
    found = RecordedSpending.objects.select_for_update(of=("self",), no_key=True).select_related("unit")
    spending = found.get(pk=spending_id)
    require(actor, "procurement.record_spending", spending.unit)
    if not reason.strip():
        raise ReasonMissing
    RECORDED.move(spending, "cancel")
    spending.cancel_reason = reason.strip()[:500]
    spending.save(update_fields=["status", "cancel_reason"])
    holder = _source_of(spending)
    release_funds(holder=holder, source=f"{holder}#batal", actor=actor, now=now)
    _tell(spending, "cancelled", actor, now, reason=spending.cancel_reason)
    return spending


def _tell(spending: RecordedSpending, what: str, actor: Actor, now: dt.datetime, **more: Any) -> None:
    event = f"procurement.spending.{what}"
    data = {"title": spending.title, "seller": spending.seller, "amount": str(spending.amount)} | more
    record(actor=actor, event=event, subject=spending, unit=spending.unit, now=now, data=data)
    topics.touch("procurement", f"procurement:{spending.year}")
