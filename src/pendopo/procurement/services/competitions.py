"""The acts on mini competitions: invite, hand in quotes unseen, open, decide; the winner gets an order."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from pendopo.audit import queries as log
from pendopo.audit.models import Entry, Leaf
from pendopo.audit.services import record, seal
from pendopo.kernel import clock, topics
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Supplier
from pendopo.organisations.states import SupplierStatus
from pendopo.procurement.awarding import check_supplier
from pendopo.procurement.competing import CompetitionRefused, NeedValues
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.kinds import Method
from pendopo.procurement.market_told import tell_invited
from pendopo.procurement.models import (
    Bidder,
    CatalogueItem,
    CatalogueOrder,
    MiniCompetition,
    OrderLine,
    Package,
    Participant,
    Quote,
    SupplierAccount,
    Tender,
    TenderPackage,
)
from pendopo.procurement.ordering import buyers_for
from pendopo.procurement.planning import ReasonMissing
from pendopo.procurement.states import (
    OFFER,
    TENDER,
    ItemStatus,
    OfferStatus,
    OrderStatus,
    PackageStatus,
    TenderStatus,
)

LEAST_SUPPLIERS = 2
METHODS = (Method.MINI_COMPETITION, Method.CATALOGUE)


@dataclass(frozen=True)
class QuoteHanded:
    """A quote and the receipt that proves it without this server."""

    quote: Quote
    receipt: dict[str, Any]


def _run(tender_id: int) -> Tender:
    found = Tender.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("unit", "competition").get(pk=tender_id)


def _tell(event: str, tender: Tender, actor: Actor, at: dt.datetime, **data: Any) -> Entry:
    data = {"tender": tender.code, **data}
    return record(actor=actor, event=f"procurement.{event}", subject=tender, unit=tender.unit, now=at, data=data)


def _demand_buyer(unit: Any, amount: Decimal, actor: Actor, now: dt.datetime) -> None:
    value = rule_on("CATALOGUE_BUYER", timezone.localdate(now))
    roles = buyers_for(value, method="MINI_COMPETITION", amount=amount)
    if not any(actor.holds(role, unit) for role in roles):
        raise CompetitionRefused("buyer")


@transaction.atomic
def announce_competition(
    *, package_id: int, values: NeedValues, suppliers: Sequence[int], actor: Actor, now: dt.datetime
) -> Tender:
    """Invite suppliers of the catalogue to quote for one need of a package.

    Raises CompetitionRefused (package, buyer, suppliers, deadline, running), PermissionDenied.
    """
    package = Package.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=package_id)
    require(actor, "procurement.announce_competition", package.unit)
    _check_package(package)
    _demand_buyer(package.unit, Decimal(package.ceiling_amount), actor, now)
    if values.deadline_at <= clock.locked_now():
        raise CompetitionRefused("deadline")
    invited = _invited(values.category, suppliers)
    for one in invited:
        check_supplier(one, timezone.localdate(now))
    tender = _made(package, values, now)
    _seated(tender, invited, now)
    need = {key: value for key, value in vars(values).items() if key != "deadline_at"}
    MiniCompetition.objects.create(tender=tender, **need)
    _tell("competition.announced", tender, actor, now, need=values.need, suppliers=len(invited),
          deadline=values.deadline_at.isoformat())  # fmt: skip
    topics.touch("procurement", f"procurement:{tender.year}")
    tell_invited(tender, "procurement.competition.announced", now)
    return tender


def _check_package(package: Package) -> None:
    if package.status != PackageStatus.ANNOUNCED or package.method not in METHODS:
        raise CompetitionRefused("package")
    over = (TenderStatus.FAILED, TenderStatus.CANCELLED)
    if package.tenders.exclude(tender__status__in=over).exists():
        raise CompetitionRefused("running")


def _invited(category: str, suppliers: Sequence[int]) -> list[Supplier]:
    """The chosen ones, each with something listed in the category."""
    listed = CatalogueItem.objects.filter(category=category, status=ItemStatus.LISTED).values("supplier_id")
    found = list(
        Supplier.objects.filter(pk__in=set(suppliers), status=SupplierStatus.VERIFIED)
        .filter(pk__in=listed)
        .order_by("pk")
    )
    if len(found) != len(set(suppliers)) or len(found) < LEAST_SUPPLIERS:
        raise CompetitionRefused("suppliers")
    return found


def _made(package: Package, values: NeedValues, now: dt.datetime) -> Tender:
    ceiling = Decimal(package.ceiling_amount)
    tender = Tender(
        code=f"sementara-{uuid.uuid4().hex[:12]}", unit=package.unit, year=package.year, title=values.need,
        kind=package.kind, method=Method.MINI_COMPETITION, ceiling_amount=ceiling, hps_amount=ceiling,
        created_at=now, announced_at=now, deadline_at=values.deadline_at, place_note=values.place_note,
    )  # fmt: skip
    for action in ("announce", "open"):
        TENDER.move(tender, action)
    tender.save()
    tender.code = f"MK-{package.year}-{tender.pk:05d}"
    tender.save(update_fields=["code"])
    TenderPackage.objects.create(tender=tender, package=package)
    return tender


def _seated(tender: Tender, invited: list[Supplier], now: dt.datetime) -> None:
    """Participants, and the accounts that act for them, so that prices may go down in rounds too."""
    for supplier in invited:
        participant = Participant.objects.create(tender=tender, supplier=supplier, registered_at=now)
        accounts = SupplierAccount.objects.filter(supplier=supplier, closed_at__isnull=True).order_by("pk")[:20]
        Bidder.objects.bulk_create(
            [Bidder(participant=participant, user_id=one.user_id, named_at=now) for one in accounts]
        )


@transaction.atomic
def hand_quote(
    *, participant_id: int, amount: Decimal, tkdn_percent: Decimal | None, note: str, actor: Actor
) -> QuoteHanded:
    """Quote for the whole need before the deadline of the database's clock; a later one replaces it.

    Raises CompetitionRefused (closed, late, auction, amount, ceiling), PermissionDenied.
    """
    participant = Participant.objects.select_related("supplier", "tender").get(pk=participant_id)
    require(actor, "procurement.hand_quote", participant)
    tender = _run(participant.tender.pk)
    moment = clock.locked_now()
    _check_quote(tender, amount, moment)
    entry = _tell("quote.handed", tender, actor, moment, amount=str(amount), supplier=str(participant.supplier))
    values = {"amount": amount, "tkdn_percent": tkdn_percent, "note": note.strip()[:500], "handed_at": moment,
              "entry": entry}  # fmt: skip
    quote, _new = Quote.objects.update_or_create(participant=participant, defaults=values)
    seal()
    return QuoteHanded(quote, log.receipt(Leaf.objects.select_related("entry").get(entry=entry)))


def _check_quote(tender: Tender, amount: Decimal, moment: dt.datetime) -> None:
    if tender.status != TenderStatus.OPEN or tender.deadline_at is None:
        raise CompetitionRefused("closed")
    if tender.competition.by_auction:
        raise CompetitionRefused("auction")
    if moment >= tender.deadline_at:
        raise CompetitionRefused("late")
    if amount <= 0:
        raise CompetitionRefused("amount")
    if tender.hps_amount is not None and amount > tender.hps_amount:
        raise CompetitionRefused("ceiling", tender.hps_amount)


@transaction.atomic
def open_quotes(*, tender_id: int, actor: Actor, now: dt.datetime) -> Tender:
    """After the deadline: the quotes become the prices of their suppliers, and everybody sees them.

    Raises CompetitionRefused (early, auction), MoveRefused, PermissionDenied.
    """
    tender = _run(tender_id)
    require(actor, "procurement.open_quotes", tender)
    if tender.competition.by_auction:
        raise CompetitionRefused("auction")
    if tender.deadline_at is None or clock.locked_now() < tender.deadline_at:
        raise CompetitionRefused("early")
    if tender.status == TenderStatus.OPEN:
        TENDER.move(tender, "close")
    TENDER.move(tender, "unseal")
    tender.save(update_fields=["status"])
    quotes = list(Quote.objects.filter(participant__tender=tender).select_related("participant").order_by("pk"))
    for quote in quotes:
        one = quote.participant
        OFFER.move(one, "submit")
        one.price_amount, one.submitted_at, one.tkdn_percent = quote.amount, quote.handed_at, quote.tkdn_percent
        one.save(update_fields=["status", "price_amount", "submitted_at", "tkdn_percent"])
    _tell("quote.opened", tender, actor, now, quotes=len(quotes))
    topics.touch("procurement")
    return tender


@transaction.atomic
def drop_quote(*, participant_id: int, reason: str, actor: Actor, now: dt.datetime) -> Participant:
    """Knock out a quote that is not what was asked for. Raises ReasonMissing, MoveRefused, PermissionDenied."""
    participant = Participant.objects.select_related("supplier__organisation", "tender").get(pk=participant_id)
    tender = _run(participant.tender.pk)
    require(actor, "procurement.drop_quote", tender)
    if not reason.strip():
        raise ReasonMissing
    if tender.status != TenderStatus.OPENED:
        TENDER.next(tender.status, "drop")
    OFFER.move(participant, "disqualify")
    participant.knock_out_reason = reason.strip()[:1000]
    participant.save(update_fields=["status", "knock_out_reason"])
    _tell("quote.dropped", tender, actor, now, supplier=str(participant.supplier), reason=participant.knock_out_reason)
    topics.touch("procurement")
    return participant


@transaction.atomic
def decide_competition(*, tender_id: int, actor: Actor, now: dt.datetime) -> CatalogueOrder:
    """The lowest price that stands wins (the earlier of two equal ones) and becomes an order with its price agreed.

    Raises CompetitionRefused (none, buyer), MoveRefused, PermissionDenied.
    """
    tender = _run(tender_id)
    require(actor, "procurement.decide_competition", tender)
    _demand_buyer(tender.unit, tender.ceiling_amount or Decimal(0), actor, now)
    TENDER.move(tender, "evaluate")
    TENDER.move(tender, "decide")
    winner = _ranked(tender)
    tender.decided_at = now
    tender.save(update_fields=["status", "decided_at"])
    order = _ordered(tender, winner, actor, now)
    _tell("competition.decided", tender, actor, now, supplier=str(winner.supplier), amount=str(winner.price_amount))
    told = {"winner": winner.supplier, "amount": winner.price_amount}
    tell_invited(tender, "procurement.competition.decided", now, **told)
    topics.touch("procurement")
    return order


@transaction.atomic
def cancel_competition(*, tender_id: int, reason: str, actor: Actor, now: dt.datetime) -> Tender:
    """Call a competition off before it is decided; the package is free for another one.

    Raises CompetitionRefused, ReasonMissing, MoveRefused, PermissionDenied.
    """
    tender = _run(tender_id)
    require(actor, "procurement.cancel_competition", tender)
    if not reason.strip():
        raise ReasonMissing
    if tender.status == TenderStatus.DECIDED:
        raise CompetitionRefused("decided")
    TENDER.move(tender, "cancel")
    tender.ended_at, tender.end_reason = now, reason.strip()[:500]
    tender.save(update_fields=["status", "ended_at", "end_reason"])
    _tell("competition.cancelled", tender, actor, now, reason=tender.end_reason)
    tell_invited(tender, "procurement.competition.cancelled", now)
    topics.touch("procurement", f"procurement:{tender.year}")
    return tender


def _ranked(tender: Tender) -> Participant:
    standing = tender.participants.filter(
        status__in=[OfferStatus.SUBMITTED, OfferStatus.VALID], price_amount__isnull=False
    )
    rows = list(standing.select_related("supplier__organisation").order_by("price_amount", "submitted_at", "pk"))
    if not rows:
        raise CompetitionRefused("none")
    for rank, one in enumerate(rows, start=1):
        if one.status == OfferStatus.SUBMITTED:
            OFFER.move(one, "validate")
        one.rank, one.is_winner = rank, rank == 1
        one.save(update_fields=["status", "rank", "is_winner"])
    return rows[0]


def _ordered(tender: Tender, winner: Participant, actor: Actor, now: dt.datetime) -> CatalogueOrder:
    need = tender.competition
    price = winner.price_amount or Decimal(0)
    assert winner.supplier is not None
    order = CatalogueOrder.objects.create(
        key=uuid.uuid4(), unit=tender.unit, package=tender.packages.get().package, supplier=winner.supplier,
        tender=tender, status=OrderStatus.AGREED, place_note=need.place_note, needed_date=need.needed_date,
        buyer_label=actor.label, created_at=now, changed_at=now,
    )  # fmt: skip
    OrderLine.objects.create(
        order=order, name=f"{need.need}, {need.quantity} {need.measure}"[:200], measure="paket", quantity=1,
        list_amount=price, price_amount=price,
    )  # fmt: skip
    return order
