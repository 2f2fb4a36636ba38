"""Reverse auctions as those who offer, those who run them and everybody may see them."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from pendopo.audit import queries as log
from pendopo.audit.models import Leaf
from pendopo.kernel import clock
from pendopo.kernel.access import Actor, permits
from pendopo.procurement import auctioning
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.models import Auction, AuctionOffer, AuctionSeat, Participant, ProcurementRule, Tender
from pendopo.procurement.states import TENDER_PUBLIC, AuctionStatus, OfferStatus

MOST_OFFERS = 300


@dataclass(frozen=True)
class SeatLine:
    """One bidder as it may be shown: its alias (its name only after the end), last price, place, own or not."""

    alias: str
    name: str
    amount: Decimal | None
    at: dt.datetime | None
    offers: int
    place: int | None
    own: bool


@dataclass(frozen=True)
class AuctionView:
    """An auction at a moment of the database's clock.

    `phase`: PLANNED, WAITING, RUNNING, BETWEEN (rounds), OVER (the last one), ENDED, CANCELLED.
    """

    auction: Auction
    tender: Tender
    phase: str
    moment: dt.datetime
    number: int
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    moved: bool
    lowest: Decimal | None
    lines: list[SeatLine]

    @property
    def left(self) -> dt.timedelta | None:
        """What is left until the round begins or ends."""
        if self.phase == "WAITING" and self.starts_at:
            return self.starts_at - self.moment
        return self.ends_at - self.moment if self.phase == "RUNNING" and self.ends_at else None

    @property
    def own(self) -> SeatLine | None:
        """The line of whoever looks, if it offers."""
        return next((line for line in self.lines if line.own), None)


def auctions_visible_to(actor: Actor) -> QuerySet[Auction]:
    """Auctions of announced runs; practice runs only for those who take part in them or run them."""
    found = Auction.objects.select_related("tender__unit").filter(tender__status__in=TENDER_PUBLIC)
    own = (
        Q(seats__participant__bidders__user_id=actor.pk, seats__participant__bidders__ended_at=None)
        if actor.pk
        else Q(pk=None)
    )
    return found.filter(Q(tender__practice=False) | own).distinct()


def auctions_of(actor: Actor) -> list[tuple[Auction, bool]]:
    """The auctions that the person offers in (True) or runs, latest first. Two queries."""
    if actor.pk is None:
        return []
    offers = Q(seats__participant__bidders__user_id=actor.pk, seats__participant__bidders__ended_at=None)
    sits = Q(tender__committee__user_id=actor.pk)
    mine = set(Auction.objects.filter(offers).values_list("pk", flat=True))
    found = Auction.objects.select_related("tender__unit").filter(offers | sits).distinct()
    return [(one, one.pk in mine) for one in found.order_by("-planned_at", "-pk")[:100]]


def run_for_auction(actor: Actor, code: str) -> Tender | None:
    """The run, for somebody who runs its auction or looks on; None for others."""
    tender = Tender.objects.select_related("unit").filter(code=code).first()
    return tender if tender is not None and permits(actor, "procurement.see_auction", tender) else None


def auction_of(tender: Tender) -> Auction | None:
    """The run's auction: the one that stands, else the latest. One query."""
    return tender.auctions.order_by("-planned_at", "-pk").first()


def public_auction(actor: Actor, code: str) -> Auction | None:
    """The auction of a public run; None where there is none. One query."""
    found = Auction.objects.select_related("tender__unit")
    found = found.filter(tender__code=code, tender__status__in=TENDER_PUBLIC, tender__practice=False)
    return found.order_by("-planned_at", "-pk").first()


def own_seat(actor: Actor, code: str) -> AuctionSeat | None:
    """The seat that the person offers from in the run; None for others. One query."""
    if actor.pk is None:
        return None
    found = AuctionSeat.objects.select_related("auction__tender__unit", "participant__supplier__organisation")
    found = found.filter(
        auction__tender__code=code, participant__bidders__user_id=actor.pk, participant__bidders__ended_at=None
    )
    return found.order_by("-auction__planned_at", "-auction_id").first()


def auction_view(actor: Actor, auction: Auction, *, seat: AuctionSeat | None = None) -> AuctionView:
    """The auction as it stands now: who is behind an alias only after the end. Three queries."""
    moment = clock.locked_now()
    last = auction.rounds.order_by("-number").first()
    lines = _lines(auction, seat)
    return AuctionView(
        auction=auction,
        tender=auction.tender,
        phase=_phase(auction, last, moment),
        moment=moment,
        number=last.number if last else 0,
        starts_at=last.starts_at if last else None,
        ends_at=last.ends_at if last else None,
        moved=bool(last and last.ends_at > last.planned_ends_at),
        lowest=min((line.amount for line in lines if line.amount is not None), default=None),
        lines=lines,
    )


def _phase(auction: Auction, last: Any, moment: dt.datetime) -> str:
    if auction.status != AuctionStatus.LIVE or last is None:
        return str(auction.status)
    if moment < last.starts_at:
        return "WAITING"
    if moment < last.ends_at:
        return "RUNNING"
    return "OVER" if last.number >= auction.rounds_planned else "BETWEEN"


def _lines(auction: Auction, own: AuctionSeat | None) -> list[SeatLine]:
    seats = {seat.pk: seat for seat in auction.seats.select_related("participant__supplier__organisation")[:500]}
    named = auction.status == AuctionStatus.ENDED
    stands = [
        auctioning.Stand(seat.pk, seat.last_amount, seat.last_at, seat.participant.tkdn_percent)
        for seat in seats.values()
    ]
    places = {stand.seat: place for place, stand in enumerate(auctioning.ranked(stands, auction.tie_rule), start=1)}
    lines = [
        SeatLine(
            alias=seat.alias,
            name=str(seat.participant.supplier) if named else "",
            amount=seat.last_amount,
            at=seat.last_at,
            offers=seat.offers_count,
            place=places.get(pk),
            own=own is not None and own.pk == pk,
        )
        for pk, seat in seats.items()
    ]
    return sorted(lines, key=lambda line: (line.place is None, line.place or 0, line.alias))


def next_most(seat: AuctionSeat) -> Decimal:
    """What the seat's next offer may be at most."""
    last = seat.last_amount if seat.last_amount is not None else seat.participant.price_amount
    step = Decimal(seat.auction.step_amount)
    return auctioning.most_of(ceiling=seat.auction.most_amount, last=last, step=step)


def offers_of_auction(auction: Auction, seat: AuctionSeat | None = None) -> list[AuctionOffer]:
    """The latest offers, newest first, of all or of one seat. One query."""
    found = auction.offers.select_related("seat__participant__supplier__organisation", "round")
    found = found.filter(seat=seat) if seat else found
    return list(found.order_by("-sequence")[:MOST_OFFERS])


def offer_receipt(actor: Actor, code: str, sequence: int) -> dict[str, Any] | None:
    """The receipt of one's own offer; None for any other."""
    seat = own_seat(actor, code)
    offer = seat.offers.filter(sequence=sequence).first() if seat else None
    if offer is None:
        return None
    return log.receipt(Leaf.objects.select_related("entry").get(entry_id=offer.entry_id))


def auction_rule(day: dt.date) -> tuple[int, int, str]:
    """(step in rupiah, extension in seconds, source) of the rule in force on the day."""
    value = rule_on("AUCTION", day)
    row = ProcurementRule.objects.filter(code="AUCTION", valid_from__lte=day).latest("valid_from")
    return int(value["step_amount"]), int(value["extension_minutes"]) * 60, row.source


def auction_choices(tender: Tender) -> list[Participant]:
    """The participants that may be let through to the repeated offers, by name. One query."""
    open_to = [OfferStatus.SUBMITTED, OfferStatus.VALID]
    if not tender.seal_plans.exists():
        open_to.append(OfferStatus.INVITED)
    found = tender.participants.filter(status__in=open_to).select_related("supplier__organisation")
    return list(found.order_by("supplier__organisation__name", "pk")[:200])


def may_plan_auction(actor: Actor, tender: Tender) -> bool:
    """Whether the person may fix the rules of repeated offers of the run now."""
    standing = tender.auctions.filter(status__in=[AuctionStatus.PLANNED, AuctionStatus.LIVE]).exists()
    return tender.status in ("CLOSED", "OPENED") and not standing and permits(actor, "procurement.plan_auction", tender)


def auction_actions(actor: Actor, view: AuctionView) -> list[str]:
    """What the person may do with the auction now: open_round, end, cancel."""
    possible = {
        "open_round": view.phase in ("PLANNED", "BETWEEN"),
        "end": view.phase in ("OVER", "BETWEEN"),
        "cancel": view.phase not in ("ENDED", "CANCELLED"),
    }
    permission = {"open_round": "open_round", "end": "end_auction", "cancel": "cancel_auction"}
    return [
        action
        for action, now in possible.items()
        if now and permits(actor, f"procurement.{permission[action]}", view.tender)
    ]
