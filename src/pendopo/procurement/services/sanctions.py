"""The acts on sanctions: proposed with facts, the supplier heard, imposed by the PA, lifted."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.audit.services import record
from pendopo.instance.queries import working_calendar
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Supplier, Unit
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.models import Contract, ProcurementRule, SanctionKind, SupplierSanction
from pendopo.procurement.planning import ReasonMissing
from pendopo.procurement.rules_suppliers import last_day_of_sanction
from pendopo.procurement.states_suppliers import SANCTION, SanctionStatus
from pendopo.procurement.supplying import tell_accounts


class SanctionRefused(Exception):
    """The act breaks a rule; `code` says which: twice, contract, early, answered, decree, dates; `limit` a date."""

    def __init__(self, code: str, limit: Any = None) -> None:
        super().__init__(code)
        self.code, self.limit = code, limit


def _held(sanction_id: int) -> SupplierSanction:
    found = SupplierSanction.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("supplier__organisation", "unit").get(pk=sanction_id)


def _tell(what: str, sanction: SupplierSanction, actor: Actor, now: dt.datetime, **data: Any) -> None:
    told = {"supplier": sanction.supplier.organisation.name, "kind": sanction.kind, **data}
    event = f"procurement.sanction.{what}"
    record(actor=actor, event=event, subject=sanction, unit=sanction.unit, now=now, data=told)
    topics.touch("procurement")


def _inform(what: str, sanction: SupplierSanction, subject: Any, now: dt.datetime) -> None:
    tell_accounts(sanction.supplier, f"procurement.sanction.{what}", subject, {"sanction": sanction}, now)


def _reason(text: str) -> str:
    if not text.strip():
        raise ReasonMissing
    return text.strip()


@transaction.atomic
def propose_sanction(
    *,
    supplier_id: int,
    unit_id: int,
    kind: str,
    basis: str,
    actor: Actor,
    now: dt.datetime,
    contract_id: int | None = None,
) -> SupplierSanction:
    """Propose to put a supplier on the blacklist, with the facts; the supplier is told and may answer.

    Raises ReasonMissing, SanctionRefused, PermissionDenied.
    """
    unit = Unit.objects.get(pk=unit_id)
    require(actor, "procurement.propose_sanction", unit)
    supplier = Supplier.objects.select_related("organisation").get(pk=supplier_id)
    contract = Contract.objects.get(pk=contract_id) if contract_id else None
    if contract and (contract.supplier_id, contract.unit_id) != (supplier.pk, unit.pk):
        raise SanctionRefused("contract")
    today = timezone.localdate(now)
    days = rule_on("SANCTION_HEARING", today)["answer_working_days"]
    made = SupplierSanction(
        supplier=supplier, unit=unit, contract=contract, kind=SanctionKind(kind), basis=_reason(basis)[:2000],
        proposed_at=now, proposed_by=actor.label, answer_until_date=working_calendar().add(today, days),
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise SanctionRefused("twice") from None
    _tell("proposed", made, actor, now)
    _inform("proposed", made, _("A sanction is proposed: your answer is asked"), now)
    return made


@transaction.atomic
def answer_sanction(*, sanction_id: int, statement: str, actor: Actor, now: dt.datetime) -> SupplierSanction:
    """The supplier says what it has to say, once; with that it is heard. Raises ReasonMissing, MoveRefused."""
    sanction = _held(sanction_id)
    require(actor, "procurement.act_for_supplier", sanction.supplier)
    SANCTION.move(sanction, "hear")
    sanction.statement, sanction.stated_at, sanction.heard_at = _reason(statement)[:4000], now, now
    sanction.save(update_fields=["status", "statement", "stated_at", "heard_at"])
    _tell("answered", sanction, actor, now)
    return sanction


@transaction.atomic
def hear_sanction(*, sanction_id: int, note: str, actor: Actor, now: dt.datetime) -> SupplierSanction:
    """Note that the supplier was heard, or let its days pass. Before they are over the supplier has the word.

    Raises SanctionRefused with the last day, ReasonMissing, MoveRefused, PermissionDenied.
    """
    sanction = _held(sanction_id)
    require(actor, "procurement.hear_sanction", sanction.unit)
    if timezone.localdate(now) <= sanction.answer_until_date:
        raise SanctionRefused("early", sanction.answer_until_date)
    SANCTION.move(sanction, "hear")
    sanction.hearing_note, sanction.heard_at = _reason(note)[:2000], now
    sanction.save(update_fields=["status", "hearing_note", "heard_at"])
    _tell("heard", sanction, actor, now)
    return sanction


@transaction.atomic
def impose_sanction(
    *,
    sanction_id: int,
    decree_number: str,
    decree_date: dt.date,
    from_date: dt.date,
    actor: Actor,
    now: dt.datetime,
) -> SupplierSanction:
    """The PA puts the supplier on the blacklist by decree, for the years that the rule of that day sets for the act.

    Raises SanctionRefused, MoveRefused, PermissionDenied.
    """
    sanction = _held(sanction_id)
    require(actor, "procurement.impose_sanction", sanction.unit)
    SANCTION.move(sanction, "impose")
    today = timezone.localdate(now)
    if not decree_number.strip():
        raise SanctionRefused("decree")
    if decree_date > today or from_date < decree_date:
        raise SanctionRefused("dates")
    rule = _rule(from_date)
    sanction.decree_number, sanction.decree_date = decree_number.strip()[:120], decree_date
    sanction.from_date = from_date
    sanction.to_date = last_day_of_sanction(from_date, years=int(rule.value[sanction.kind]))
    sanction.rule_source, sanction.imposed_by, sanction.imposed_at = rule.source[:300], actor.label, now
    if from_date <= today:
        SANCTION.move(sanction, "begin")
    sanction.save()
    period = {"from": from_date.isoformat(), "to": sanction.to_date.isoformat()}
    _tell("imposed", sanction, actor, now, decree=sanction.decree_number, **period)
    _inform("imposed", sanction, _("Your firm is on the blacklist"), now)
    return sanction


def _rule(day: dt.date) -> ProcurementRule:
    """The rule BLACKLIST of the day, with its source."""
    rows = ProcurementRule.objects.filter(code="BLACKLIST", valid_from__lte=day).order_by("-valid_from")
    return rows.exclude(valid_to__lt=day)[:1].get()


@transaction.atomic
def dismiss_sanction(*, sanction_id: int, reason: str, actor: Actor, now: dt.datetime) -> SupplierSanction:
    """The PA imposes nothing, and says why. Raises ReasonMissing, MoveRefused, PermissionDenied."""
    sanction = _held(sanction_id)
    require(actor, "procurement.impose_sanction", sanction.unit)
    SANCTION.move(sanction, "dismiss")
    return _ended(sanction, "dismissed", _reason(reason), actor, now)


@transaction.atomic
def lift_sanction(*, sanction_id: int, reason: str, actor: Actor, now: dt.datetime) -> SupplierSanction:
    """The PA ends an imposed sanction before its time: it blocks until today. Raises ReasonMissing, MoveRefused."""
    sanction = _held(sanction_id)
    require(actor, "procurement.impose_sanction", sanction.unit)
    SANCTION.move(sanction, "lift")
    sanction.lifted_date = timezone.localdate(now)
    return _ended(sanction, "lifted", _reason(reason), actor, now)


def _ended(sanction: SupplierSanction, what: str, reason: str, actor: Actor, now: dt.datetime) -> SupplierSanction:
    sanction.end_reason, sanction.ended_at = reason[:1000], now
    sanction.save(update_fields=["status", "end_reason", "ended_at", "lifted_date"])
    _tell(what, sanction, actor, now, reason=sanction.end_reason)
    _inform(what, sanction, _("A sanction on your firm has ended"), now)
    return sanction


@transaction.atomic
def move_sanctions(*, actor: Actor, now: dt.datetime) -> int:
    """Name what begins and what is over today; who is blocked follows from the dates alone. Gives how many moved."""
    require(actor, "procurement.move_sanctions")
    today = timezone.localdate(now)
    held = SupplierSanction.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    rows = held.select_related("supplier__organisation", "unit")
    moved = 0
    for one in rows.filter(status__in=(SanctionStatus.IMPOSED, SanctionStatus.RUNNING), to_date__lt=today):
        SANCTION.move(one, "expire")
        _ended(one, "expired", "", actor, now)
        moved += 1
    for one in rows.filter(status=SanctionStatus.IMPOSED, from_date__lte=today):
        SANCTION.move(one, "begin")
        one.save(update_fields=["status"])
        _tell("begun", one, actor, now)
        moved += 1
    return moved
