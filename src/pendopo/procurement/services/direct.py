"""Direct procurement by the procurement officer: invite, take the offer, clarify and negotiate, decide."""

import datetime as dt
import math
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Supplier
from pendopo.organisations.states import SupplierStatus
from pendopo.procurement import awarding, rules
from pendopo.procurement.contracting import ContractRefused
from pendopo.procurement.minuting import written
from pendopo.procurement.models import (
    Evaluation,
    Method,
    MinutesKind,
    NegotiationRound,
    Package,
    Participant,
    RoundKind,
    Tender,
    TenderPackage,
)
from pendopo.procurement.planning import ReasonMissing, limits_on
from pendopo.procurement.services.minutes import draw_minutes
from pendopo.procurement.states import OFFER, TENDER, TENDER_ENDED, OfferStatus, PackageStatus, TenderStatus
from pendopo.procurement.wording import in_words

STEPS = ("close", "unseal", "evaluate", "decide", "announce_winner")
"""A decided purchase passes all steps of a run at once: there was one table, and nobody competed."""


@transaction.atomic
def begin_direct(*, package_id: int, hps_amount: Decimal, actor: Actor, now: dt.datetime) -> Tender:
    """Open a direct purchase for a package, within the limit that the law of the day sets for its kind.

    Raises ContractRefused (`package`, `hps_above`, `direct_limit`, `run`), PermissionDenied.
    """
    package = Package.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=package_id)
    require(actor, "procurement.run_direct", package.unit)
    _check_package(package, hps_amount, now)
    tender = Tender.objects.create(
        code=f"sementara-{now.timestamp()}", unit=package.unit, year=package.year, title=package.title,
        kind=package.kind, method=Method.DIRECT, evaluation=Evaluation.NEGOTIATED, created_at=now, announced_at=now,
        ceiling_amount=package.ceiling_amount, hps_amount=hps_amount, place_note=package.place_note,
    )  # fmt: skip
    tender.code = f"PL-{package.year}-{tender.pk:06d}"
    for step in ("announce", "open"):
        TENDER.move(tender, step)
    tender.save(update_fields=["code", "status"])
    TenderPackage.objects.create(tender=tender, package=package)
    _tell(tender, "begun", actor, now, amount=str(hps_amount))
    return tender


def _check_package(package: Package, hps: Decimal, now: dt.datetime) -> None:
    if package.status != PackageStatus.ANNOUNCED or package.method != Method.DIRECT:
        raise ContractRefused("direct_package")
    if hps <= 0 or hps > package.ceiling_amount:
        raise ContractRefused("ceiling", package.ceiling_amount)
    if package.tenders.exclude(tender__status__in=TENDER_ENDED).exists():
        raise ContractRefused("run")
    limits = limits_on(timezone.localdate(now))
    if not rules.allows(limits, method=Method.DIRECT, kind=package.kind, amount=_whole(hps), circumstance=""):
        most = [one.max_amount for one in limits if one.method == Method.DIRECT and one.kind == package.kind]
        raise ContractRefused("direct_limit", max((amount for amount in most if amount), default=0))


def _whole(amount: Decimal) -> int:
    """Rounded up: a sen above the limit is above the limit."""
    return math.ceil(amount)


@transaction.atomic
def invite_direct(*, tender_id: int, supplier_id: int, actor: Actor, now: dt.datetime) -> Participant:
    """Invite a verified supplier that is on no blacklist. Raises ContractRefused, PermissionDenied."""
    tender = _locked(tender_id)
    require(actor, "procurement.run_direct", tender.unit)
    _check_open(tender)
    supplier = Supplier.objects.select_related("organisation").get(pk=supplier_id)
    if supplier.status != SupplierStatus.VERIFIED:
        raise ContractRefused("supplier")
    awarding.check_supplier(supplier, timezone.localdate(now))
    made, new = Participant.objects.get_or_create(tender=tender, supplier=supplier, defaults={"registered_at": now})
    if new:
        _tell(tender, "invited", actor, now, supplier=supplier.organisation.name)
    return made


@transaction.atomic
def note_round(
    *, participant_id: int, kind: str, amount: Decimal | None, note: str, actor: Actor, now: dt.datetime
) -> NegotiationRound:
    """Write down one turn of the talks: the offer first, then clarifications and counter-offers, the agreed price last.

    Nothing of it can be changed later. Raises ContractRefused, PermissionDenied.
    """
    tender = _locked(Participant.objects.values_list("tender_id", flat=True).get(pk=participant_id))
    require(actor, "procurement.run_direct", tender.unit)
    _check_open(tender)
    participant = tender.participants.select_related("supplier__organisation").get(pk=participant_id)
    _check_round(tender, participant, kind, amount)
    if kind == RoundKind.OFFER and participant.status == OfferStatus.INVITED:
        OFFER.move(participant, "submit")
        participant.price_amount, participant.submitted_at = amount, now
    if kind == RoundKind.AGREEMENT:
        participant.negotiated_amount = amount
    participant.save(update_fields=["status", "price_amount", "submitted_at", "negotiated_amount"])
    made = NegotiationRound.objects.create(
        participant=participant, sequence=participant.rounds.count() + 1, kind=kind, amount=amount,
        note=note.strip()[:2000], actor_label=actor.label, said_at=now,
    )  # fmt: skip
    _tell(tender, "negotiated", actor, now, supplier=str(participant.supplier), amount=str(amount or ""))
    return made


def _check_round(tender: Tender, participant: Participant, kind: str, amount: Decimal | None) -> None:
    if amount is None and kind != RoundKind.CLARIFICATION:
        raise ContractRefused("amount")
    if kind != RoundKind.OFFER and participant.price_amount is None:
        raise ContractRefused("offer_first")
    if kind == RoundKind.AGREEMENT and amount is not None:
        most = min(tender.hps_amount or amount, participant.price_amount or amount)
        if amount > most:
            raise ContractRefused("agreed_above", most)


@transaction.atomic
def decide_direct(*, participant_id: int, reason: str, actor: Actor, now: dt.datetime) -> Tender:
    """Take the participant whose price was agreed; the minutes of the negotiation are drawn up.

    Raises ContractRefused (`not_agreed`), ReasonMissing, PermissionDenied.
    """
    tender = _locked(Participant.objects.values_list("tender_id", flat=True).get(pk=participant_id))
    require(actor, "procurement.run_direct", tender.unit)
    _check_open(tender)
    participant = tender.participants.select_related("supplier__organisation").get(pk=participant_id)
    if not reason.strip():
        raise ReasonMissing
    if participant.negotiated_amount is None or participant.supplier is None:
        raise ContractRefused("not_agreed")
    awarding.check_supplier(participant.supplier, timezone.localdate(now))
    for step in STEPS:
        TENDER.move(tender, step)
    OFFER.move(participant, "validate")
    participant.rank, participant.is_winner, tender.decided_at = 1, True, now
    participant.save(update_fields=["status", "rank", "is_winner"])
    tender.save(update_fields=["status", "decided_at"])
    facts = {
        "participant": str(participant.supplier), "before": written(participant.price_amount),
        "after": written(participant.negotiated_amount), "after_words": in_words(participant.negotiated_amount),
        "hps": written(tender.hps_amount), "note": reason.strip(),
    }  # fmt: skip
    draw_minutes(tender_id=tender.pk, kind=MinutesKind.NEGOTIATION, facts=facts, held_at=now, actor=actor, now=now)
    _tell(tender, "decided", actor, now, supplier=facts["participant"], amount=str(participant.negotiated_amount))
    return tender


def _locked(tender_id: int) -> Tender:
    found = Tender.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("unit").get(pk=tender_id)


def _check_open(tender: Tender) -> None:
    if tender.method != Method.DIRECT or tender.status != TenderStatus.OPEN:
        raise ContractRefused("direct_over")


def _tell(tender: Tender, what: str, actor: Actor, now: dt.datetime, **more: Any) -> None:
    event = f"procurement.direct_purchase.{what}"
    data = {"title": tender.title, "tender": tender.code} | more
    record(actor=actor, event=event, subject=tender, unit=tender.unit, now=now, data=data)
    topics.touch("procurement", f"procurement:{tender.year}")
