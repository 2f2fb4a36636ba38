"""What appointments, guarantees and contracts of a run share: the price that was won, what guarantee it needs."""

import datetime as dt
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from pendopo.organisations.models import Supplier
from pendopo.procurement import objecting, rules
from pendopo.procurement.blocking import blocked_on
from pendopo.procurement.contracting import ContractRefused, ContractValues, rule_on
from pendopo.procurement.models import (
    Contract,
    ContractForm,
    Guarantee,
    GuaranteeKind,
    Method,
    Origin,
    Package,
    Participant,
    Sppbj,
    Tender,
)
from pendopo.procurement.states import (
    CONTRACT_BINDING,
    TENDER_ENDED,
    ContractStatus,
    GuaranteeStatus,
    OfferStatus,
)


def won_price(participant: Participant) -> Decimal:
    """The price at which the participant won: negotiated, else corrected, else offered; rupiah with two places."""
    prices = (participant.negotiated_amount, participant.corrected_amount, participant.price_amount)
    return next((price for price in prices if price is not None), Decimal(0))


def winner_of(tender: Tender) -> Participant | None:
    """The participant that won the run; None while there is none."""
    found = tender.participants.select_related("supplier__organisation")
    return found.filter(is_winner=True, supplier__isnull=False).first()


def next_in_rank(tender: Tender, after: Participant) -> Participant | None:
    """The valid bid that comes next after one that fell away."""
    found = tender.participants.filter(status=OfferStatus.VALID, supplier__isnull=False, rank__isnull=False)
    return found.filter(rank__gt=after.rank or 0).select_related("supplier__organisation").order_by("rank").first()


def sppbj_in_force(tender: Tender) -> Sppbj | None:
    """The appointment that holds; None where there is none."""
    found = tender.sppbj.filter(withdrawn_at__isnull=True).select_related("supplier__organisation")
    return found.order_by("-pk").first()


def performance_due(tender: Tender, participant: Participant, day: dt.date) -> Decimal:
    """The performance guarantee that the winner owes, rupiah; zero where the rule asks for none.

    It is judged by the corrected bid against the Hps (Perpres 16/2018 Pasal 33).
    """
    value = rule_on("PERFORMANCE_GUARANTEE", day)
    price = won_price(participant)
    if tender.method in value["exempt_methods"]:
        return Decimal(0)
    return rules.performance_guarantee(value, kind=tender.kind, hps=tender.hps_amount or price, price=price)


def check_supplier(supplier: Supplier, day: dt.date) -> None:
    """Raise ContractRefused when the supplier is on the blacklist on the day."""
    if found := blocked_on(supplier, day):
        raise ContractRefused("blacklisted", found.to_date)


def check_appointment(tender: Tender, winner: Participant, date: dt.date, now: dt.datetime) -> None:
    """Raise ContractRefused when the winner cannot be appointed yet, or not at all."""
    today = timezone.localdate(now)
    if held := next(iter(objecting.holds_of(tender, now)), None):
        raise ContractRefused(f"held_{held.code}", held.until)
    if date > today:
        raise ContractRefused("future")
    freed = objecting.objection_until(tender) or tender.decided_at
    if freed and date < timezone.localdate(freed):
        raise ContractRefused("before_sppbj_day", timezone.localdate(freed))
    price = won_price(winner)
    if tender.hps_amount is not None and price > tender.hps_amount:
        raise ContractRefused("hps", tender.hps_amount)
    assert winner.supplier is not None
    check_supplier(winner.supplier, today)


def check_run_contract(contract: Contract, now: dt.datetime) -> None:
    """Raise ContractRefused when objections, appointment, guarantee or blacklist keep a contract from its signature."""
    check_supplier(contract.supplier, timezone.localdate(now))
    tender, sppbj = contract.tender, contract.sppbj
    if tender is not None and (open_one := next(iter(objecting.holds_of(tender, now)), None)):
        raise ContractRefused(f"held_{open_one.code}", open_one.until)
    if sppbj is not None:
        _check_sppbj(contract, sppbj)


def _check_sppbj(contract: Contract, sppbj: Sppbj) -> None:
    if sppbj.withdrawn_at is not None:
        raise ContractRefused("sppbj_withdrawn")
    if contract.date < sppbj.date:
        raise ContractRefused("before_sppbj", sppbj.date)
    due = sppbj.guarantee_amount or Decimal(0)
    held = sppbj.guarantees.filter(kind=GuaranteeKind.PERFORMANCE, status=GuaranteeStatus.HELD)
    if due and not held.filter(amount__gte=due, until_date__gte=contract.ends_date or contract.date).exists():
        raise ContractRefused("guarantee", due)


def left_of_sppbj(sppbj: Sppbj) -> Decimal:
    """What contracts may still be made for under the appointment, rupiah."""
    alive = sppbj.contracts.filter(status__in=(ContractStatus.DRAFT, *CONTRACT_BINDING, ContractStatus.FINISHED))
    taken = alive.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    return sppbj.amount - taken


def appointment_for(
    package: Package, sppbj_id: int | None, supplier: Supplier, values: ContractValues, *, form: str = ""
) -> Sppbj | None:
    """The appointment that a contract for the package is written for; None where the package has no run of its own.

    A mini competition ends with an order letter (`form`), without an appointment.
    Raises ContractRefused for another supplier, more than the price won, or a run whose winner is not appointed.
    """
    if sppbj_id is None:
        runs = package.tenders.filter(tender__origin=Origin.OWN, tender__practice=False)
        if form == ContractForm.ORDER:
            runs = runs.exclude(tender__method=Method.MINI_COMPETITION)
        if runs.exclude(tender__status__in=TENDER_ENDED).exists():
            raise ContractRefused("run")
        return None
    sppbj = Sppbj.objects.select_for_update(of=("self",)).select_related("tender").get(pk=sppbj_id)
    if sppbj.withdrawn_at is not None or not sppbj.tender.packages.filter(package=package).exists():
        raise ContractRefused("sppbj_withdrawn")
    if sppbj.supplier_id != supplier.pk:
        raise ContractRefused("not_winner")
    if values.amount > left_of_sppbj(sppbj):
        raise ContractRefused("won_price", left_of_sppbj(sppbj))
    if values.date < sppbj.date:
        raise ContractRefused("before_sppbj", sppbj.date)
    return sppbj


def due_of(kind: str, *, contract: Contract | None, sppbj: Sppbj | None, advance: Decimal, day: dt.date) -> Decimal:
    """What the law asks of a guarantee of the kind, rupiah."""
    if kind == GuaranteeKind.ADVANCE:
        return advance
    if kind == GuaranteeKind.MAINTENANCE and contract is not None:
        return rules.maintenance_guarantee(rule_on("MAINTENANCE_GUARANTEE", day), price=contract.value_amount)
    return (sppbj.guarantee_amount if sppbj else None) or Decimal(0)


def guarantees_ending(today: dt.date, within: int) -> list[Guarantee]:
    """Held guarantees that end within so many days or have ended, the earliest first."""
    found = Guarantee.objects.filter(status=GuaranteeStatus.HELD, until_date__lte=today + dt.timedelta(days=within))
    found = found.select_related("unit", "supplier__organisation", "contract", "sppbj")
    return list(found.order_by("until_date", "pk"))
