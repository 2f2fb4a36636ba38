"""The acts of a reverse auction: rules fixed, rounds opened, offers by the database's clock, the end."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from pendopo.audit import queries as log
from pendopo.audit.models import Entry, Leaf
from pendopo.audit.services import record, seal
from pendopo.kernel import clock, topics
from pendopo.kernel.access import Actor, require
from pendopo.procurement import auctioning
from pendopo.procurement.auctioning import AuctionRefused, AuctionValues
from pendopo.procurement.market_told import tell_of_round
from pendopo.procurement.models import (
    Auction,
    AuctionOffer,
    AuctionRound,
    AuctionSeat,
    Participant,
    Tender,
)
from pendopo.procurement.planning import ReasonMissing
from pendopo.procurement.states import AUCTION, OFFER, TENDER, AuctionStatus, OfferStatus, TenderStatus

WHEN = (TenderStatus.CLOSED, TenderStatus.OPENED)
"""Offers are repeated after registration has closed and before the evaluation is finished."""
PASSED = (OfferStatus.SUBMITTED, OfferStatus.VALID)
LEAST_SEATS = 2
LONGEST = dt.timedelta(days=3)


@dataclass(frozen=True)
class OfferMade:
    """An accepted offer, the end of the round as it stands now, and the receipt that proves it without this server."""

    offer: AuctionOffer
    ends_at: dt.datetime
    receipt: dict[str, Any]


def _run(tender_id: int) -> Tender:
    return Tender.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=tender_id)


def _locked(auction_id: int) -> Auction:
    found = Auction.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("tender__unit").get(pk=auction_id)


def _tell(event: str, tender: Tender, actor: Actor, at: dt.datetime, **data: Any) -> Entry:
    data = {"tender": tender.code, **data}
    return record(actor=actor, event=f"procurement.{event}", subject=tender, unit=tender.unit, now=at, data=data)


def _touch(tender: Tender, *, listed: bool = False) -> None:
    topics.touch(f"auction:{tender.code}", *(["procurement"] if listed else []))


@transaction.atomic
def plan_auction(
    *,
    tender_id: int,
    values: AuctionValues,
    participants: Sequence[int],
    actor: Actor,
    now: dt.datetime,
    source: str = "",
) -> Auction:
    """Fix the rules of a run's repeated offers and who passed to them; nobody sees under which name another offers.

    Raises AuctionRefused (status, sealed, standing, hps, values, seats), PermissionDenied.
    """
    tender = _run(tender_id)
    require(actor, "procurement.plan_auction", tender)
    most = _most_for(tender)
    if values.step_amount <= 0 or values.step_amount >= most or not 1 <= values.rounds_planned <= 10:
        raise AuctionRefused("values")
    admitted = _admitted(tender, participants)
    auction = Auction.objects.create(
        tender=tender, most_amount=most, planned_at=now, rule_source=source[:300], **vars(values)
    )
    AuctionSeat.objects.bulk_create(
        AuctionSeat(auction=auction, participant=one, alias=alias)
        for one, alias in zip(admitted, auctioning.aliases(len(admitted)), strict=True)
    )
    _tell("auction.planned", tender, actor, now, most=str(most), step=str(values.step_amount),
          extension=values.extension_seconds, rounds=values.rounds_planned, ties=values.tie_rule,
          seats=len(admitted), source=source)  # fmt: skip
    _touch(tender, listed=True)
    return auction


def _most_for(tender: Tender) -> Decimal:
    """The HPS, while the run is where offers may be repeated."""
    if tender.status not in WHEN:
        raise AuctionRefused("status")
    if tender.status == TenderStatus.CLOSED and tender.seal_plans.exists():
        raise AuctionRefused("sealed")
    if tender.auctions.filter(status__in=[AuctionStatus.PLANNED, AuctionStatus.LIVE]).exists():
        raise AuctionRefused("standing")
    if tender.hps_amount is None:
        raise AuctionRefused("hps")
    return tender.hps_amount


def _admitted(tender: Tender, participants: Sequence[int]) -> list[Participant]:
    """Those who passed. In a run without envelopes whoever registered and was let through has handed in by that."""
    chosen = list(tender.participants.filter(pk__in=set(participants)).order_by("pk"))
    sealed = tender.seal_plans.exists()
    for one in chosen:
        if one.status == OfferStatus.INVITED and not sealed:
            OFFER.move(one, "submit")
            one.save(update_fields=["status"])
        if one.status not in PASSED:
            raise AuctionRefused("passed")
    if len(chosen) != len(set(participants)) or len(chosen) < LEAST_SEATS:
        raise AuctionRefused("seats")
    return chosen


@transaction.atomic
def open_round(
    *, auction_id: int, starts_at: dt.datetime, ends_at: dt.datetime, actor: Actor, now: dt.datetime
) -> AuctionRound:
    """Announce the next round. Raises AuctionRefused (rounds, running, times), MoveRefused, PermissionDenied."""
    auction = _locked(auction_id)
    require(actor, "procurement.open_round", auction.tender)
    AUCTION.move(auction, "open_round")
    last = auction.rounds.order_by("-number").first()
    number = last.number + 1 if last else 1
    moment = clock.locked_now()
    if number > auction.rounds_planned:
        raise AuctionRefused("rounds")
    if last and moment < last.ends_at:
        raise AuctionRefused("running")
    if ends_at <= max(starts_at, moment) or ends_at - starts_at > LONGEST:
        raise AuctionRefused("times")
    auction.save(update_fields=["status"])
    made = AuctionRound.objects.create(
        auction=auction, number=number, starts_at=starts_at, planned_ends_at=ends_at, ends_at=ends_at
    )
    times = {"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}
    _tell("auction_round.opened", auction.tender, actor, now, round=number, **times)
    tell_of_round(auction, made, now)
    _touch(auction.tender)
    return made


@transaction.atomic
def make_offer(*, auction_id: int, participant_id: int, amount: Decimal, actor: Actor) -> OfferMade:
    """Offer a price in the running round; it cannot be taken back.

    The auction's row is locked first and the database's clock read after, so offers have one order, nobody's own last
    offer changes in between, and one that waited past the end is late. Raises AuctionRefused, PermissionDenied.
    """
    auction = _locked(auction_id)
    seat = auction.seats.select_related("participant").filter(participant_id=participant_id).first()
    require(actor, "procurement.make_offer", seat)
    assert seat is not None
    moment = clock.locked_now()
    round_ = _running(auction, seat.participant, moment)
    auctioning.check_offer(amount, ceiling=auction.most_amount, last=_last_of(seat), step=Decimal(auction.step_amount))
    entry = _tell("auction_offer.made", auction.tender, actor, moment, alias=seat.alias, amount=str(amount),
                  round=round_.number, sequence=auction.offers_count + 1)  # fmt: skip
    offer = _kept(round_, seat, amount, entry)
    seal()
    _touch(auction.tender)
    return OfferMade(offer, round_.ends_at, log.receipt(Leaf.objects.select_related("entry").get(entry=entry)))


def _last_of(seat: AuctionSeat) -> Decimal | None:
    """The own last price: of this auction, else the one that was in the opened envelope."""
    return seat.last_amount if seat.last_amount is not None else seat.participant.price_amount


def _running(auction: Auction, participant: Participant, moment: dt.datetime) -> AuctionRound:
    """The round that is open at the moment. Raises AuctionRefused."""
    if participant.status not in PASSED:
        raise AuctionRefused("passed")
    if auction.status != AuctionStatus.LIVE or auction.tender.status not in WHEN:
        raise AuctionRefused("closed")
    last = auction.rounds.order_by("-number").first()
    if last is None or moment < last.starts_at:
        raise AuctionRefused("early")
    if moment >= last.ends_at:
        raise AuctionRefused("late")
    return last


def _kept(round_: AuctionRound, seat: AuctionSeat, amount: Decimal, entry: Entry) -> AuctionOffer:
    """The offer as a row, with what it changes in its auction (already locked), round and seat."""
    auction, moment = round_.auction, entry.at
    extension = dt.timedelta(seconds=auction.extension_seconds)
    moved = auctioning.moved_end(ends_at=round_.ends_at, moment=moment, extension=extension)
    if moved is not None:
        round_.ends_at = moved
        round_.save(update_fields=["ends_at"])
    auction.offers_count += 1
    auction.save(update_fields=["offers_count"])
    seat.last_amount, seat.last_at, seat.offers_count = amount, moment, seat.offers_count + 1
    seat.save(update_fields=["last_amount", "last_at", "offers_count"])
    return AuctionOffer.objects.create(
        auction=auction, round=round_, seat=seat, sequence=auction.offers_count, amount=amount, offered_at=moment,
        moved_end_to=moved, entry=entry,
    )  # fmt: skip


@transaction.atomic
def end_auction(*, auction_id: int, actor: Actor, now: dt.datetime) -> Auction:
    """After the last round: names are shown, prices go to the participants, the run goes on to its evaluation.

    Raises AuctionRefused while a round runs, MoveRefused, PermissionDenied.
    """
    tender = _run(Auction.objects.values_list("tender_id", flat=True).get(pk=auction_id))
    auction = _locked(auction_id)
    require(actor, "procurement.end_auction", tender)
    AUCTION.move(auction, "end")
    last = auction.rounds.order_by("-number").first()
    if last and clock.locked_now() < last.ends_at:
        raise AuctionRefused("running")
    auction.ended_at = now
    auction.save(update_fields=["status", "ended_at"])
    results = _placed(auction)
    if tender.status == TenderStatus.CLOSED:
        TENDER.move(tender, "unseal")
        tender.save(update_fields=["status"])
    amount = results[0]["amount"] if results else ""
    _tell("auction.ended", tender, actor, now, offers=auction.offers_count, amount=amount, results=results)
    _touch(tender, listed=True)
    return auction


def _placed(auction: Auction) -> list[dict[str, Any]]:
    """Write places and prices of those who offered, the lowest first; what the log says of each."""
    seats = {
        seat.pk: seat for seat in auction.seats.select_related("participant__supplier__organisation").order_by("pk")
    }
    stands = [
        auctioning.Stand(seat.pk, seat.last_amount, seat.last_at, seat.participant.tkdn_percent)
        for seat in seats.values()
    ]
    told = []
    for place, stand in enumerate(auctioning.ranked(stands, auction.tie_rule), start=1):
        seat, participant = seats[stand.seat], seats[stand.seat].participant
        seat.place = place
        seat.save(update_fields=["place"])
        participant.price_amount, participant.submitted_at = stand.amount, stand.at
        participant.save(update_fields=["price_amount", "submitted_at"])
        told.append({"place": place, "alias": seat.alias, "supplier": str(participant.supplier),
                     "amount": str(stand.amount), "offers": seat.offers_count})  # fmt: skip
    return told


@transaction.atomic
def cancel_auction(*, auction_id: int, reason: str, actor: Actor, now: dt.datetime) -> Auction:
    """Stop the repeated offers; no price of theirs counts. Raises ReasonMissing, MoveRefused, PermissionDenied."""
    auction = _locked(auction_id)
    require(actor, "procurement.cancel_auction", auction.tender)
    if not reason.strip():
        raise ReasonMissing
    AUCTION.move(auction, "cancel")
    auction.end_reason, auction.ended_at = reason.strip()[:500], now
    auction.save(update_fields=["status", "end_reason", "ended_at"])
    _tell("auction.cancelled", auction.tender, actor, now, reason=auction.end_reason)
    _touch(auction.tender, listed=True)
    return auction


@transaction.atomic
def end_due_auctions(*, actor: Actor, now: dt.datetime) -> int:
    """End the auctions whose last planned round is over; gives how many. For the clock job."""
    require(actor, "procurement.end_auction")
    moment = clock.locked_now()
    live = Auction.objects.filter(status=AuctionStatus.LIVE).prefetch_related("rounds").order_by("pk")[:200]
    due = [
        auction.pk
        for auction in live
        if len(auction.rounds.all()) >= auction.rounds_planned and list(auction.rounds.all())[-1].ends_at <= moment
    ]
    for pk in due:
        end_auction(auction_id=pk, actor=actor, now=now)
    return len(due)
