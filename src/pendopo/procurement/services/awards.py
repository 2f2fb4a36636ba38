"""The appointment of the winner (Sppbj): issued once nothing holds it back, withdrawn for the next in rank."""

import datetime as dt
from typing import Any

from django.db import transaction

from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.procurement import awarding
from pendopo.procurement.contracting import ContractRefused
from pendopo.procurement.models import Participant, Sppbj, Tender
from pendopo.procurement.planning import ReasonMissing
from pendopo.procurement.states import CONTRACT_OPEN, OFFER, TENDER


@transaction.atomic
def appoint_supplier(
    *, tender_id: int, date: dt.date, actor: Actor, now: dt.datetime, number: str = "", days: int = 0
) -> Sppbj:
    """Appoint the winner at the price it won with; the letter says which performance guarantee it owes.

    Without a number it gets the next of the run; `days` is how long the guarantee lasts. Refused while objections or
    appeals may come or are open. Raises ContractRefused, MoveRefused, PermissionDenied.
    """
    tender = _locked(tender_id)
    require(actor, "procurement.appoint_supplier", tender)
    winner = awarding.winner_of(tender)
    if winner is None or winner.supplier is None:
        raise ContractRefused("no_winner")
    TENDER.move(tender, "appoint")
    awarding.check_appointment(tender, winner, date, now)
    tender.save(update_fields=["status"])
    due = awarding.performance_due(tender, winner, date)
    made = Sppbj.objects.create(
        tender=tender, supplier=winner.supplier, date=date, amount=awarding.won_price(winner),
        number=number.strip()[:120] or f"{tender.sppbj.count() + 1:02d}/SPPBJ/{tender.code}/{date.year}",
        guarantee_amount=due, guarantee_days=days or None,
    )  # fmt: skip
    _tell(made, "issued", actor, now)
    return made


@transaction.atomic
def withdraw_sppbj(*, sppbj_id: int, reason: str, refused: bool, actor: Actor, now: dt.datetime) -> Participant | None:
    """Take an appointment back because the winner turned it down (`refused`) or the PPK withdrew it.

    The next in rank becomes the winner and can be appointed; without one the run fails. Gives the new winner. Refused
    once a contract is signed. Raises ContractRefused, ReasonMissing, MoveRefused, PermissionDenied.
    """
    tender = _locked(Sppbj.objects.values_list("tender_id", flat=True).get(pk=sppbj_id))
    require(actor, "procurement.withdraw_sppbj", tender)
    sppbj = Sppbj.objects.select_for_update(of=("self",), no_key=True).get(pk=sppbj_id)
    if not reason.strip():
        raise ReasonMissing
    if sppbj.contracts.filter(status__in=CONTRACT_OPEN).exists():
        raise ContractRefused("signed")
    TENDER.move(tender, "withdraw_appointment")
    sppbj.contracts.all().delete()
    sppbj.withdrawn_at, sppbj.withdrawn_reason = now, reason.strip()[:500]
    sppbj.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    following = _pass_on(tender, refused)
    if following is None:
        TENDER.move(tender, "fail")
        tender.ended_at, tender.end_reason = now, reason.strip()[:500]
    tender.save(update_fields=["status", "ended_at", "end_reason"])
    _tell(sppbj, "withdrawn", actor, now, reason=sppbj.withdrawn_reason)
    return following


def _pass_on(tender: Tender, refused: bool) -> Participant | None:
    """The win goes to the next in rank."""
    winner = awarding.winner_of(tender)
    if winner is None:
        return None
    following = awarding.next_in_rank(tender, winner)
    winner.is_winner = False
    if refused and (winner.status, "withdraw") in OFFER.moves:
        OFFER.move(winner, "withdraw")
    winner.save(update_fields=["is_winner", "status"])
    if following is not None:
        following.is_winner = True
        following.save(update_fields=["is_winner"])
    return following


def _locked(tender_id: int) -> Tender:
    found = Tender.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("unit").get(pk=tender_id)


def _tell(sppbj: Sppbj, what: str, actor: Actor, now: dt.datetime, **more: Any) -> None:
    data = {
        "number": sppbj.number,
        "tender": sppbj.tender.code,
        "supplier": sppbj.supplier.organisation.name,
        "amount": str(sppbj.amount),
    }
    event = f"procurement.sppbj.{what}"
    record(actor=actor, event=event, subject=sppbj, unit=sppbj.tender.unit, now=now, data=data | more)
    topics.touch("procurement", f"procurement:{sppbj.tender.year}")
