"""Repeated offers for machines: what everybody may know of them at this moment."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.security import django_auth

from pendopo.audit.once import once
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS
from pendopo.procurement import queries, services
from pendopo.procurement.api_answers import CODE, ReceiptOut, acting
from pendopo.procurement.views.auction_words import refusal_text

auctions_router = Router(tags=["procurement"])


class AuctionPlaceOut(Schema):
    """Where a supplier stood at the end; rupiah with two places."""

    place: int
    supplier: str
    amount: Decimal
    offers: int


class AuctionOut(Schema):
    """Repeated offers of a run at a moment of the server's clock: rules, round, lowest price; names after the end.

    `phase`: PLANNED, WAITING, RUNNING, BETWEEN, OVER, ENDED, CANCELLED. Rupiah; the extension in seconds.
    """

    tender: str
    phase: str
    moment: dt.datetime
    round: int
    rounds_planned: int
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    most_amount: Decimal
    step_amount: int
    extension_seconds: int
    lowest_amount: Decimal | None
    bidders: int
    offers: int
    results: list[AuctionPlaceOut]


@auctions_router.get("/auctions/{code}", response=AuctionOut, summary="Repeated offers of a run, as they stand now")
def auction(request: HttpRequest, code: str = CODE) -> object:
    """The latest repeated offers of a public run."""
    found = queries.public_auction(ANONYMOUS, code)
    if found is None:
        raise HttpError(404, "Not found")
    view = queries.auction_view(ANONYMOUS, found)
    shown = [line for line in view.lines if line.place is not None and view.phase == "ENDED"]
    rules = ("most_amount", "step_amount", "extension_seconds", "rounds_planned")
    return {
        "tender": found.tender.code, "phase": view.phase, "moment": view.moment, "round": view.number,
        "starts_at": view.starts_at, "ends_at": view.ends_at, "lowest_amount": view.lowest,
        "bidders": len(view.lines), "offers": found.offers_count,
        "results": [
            {"place": one.place, "supplier": one.name, "amount": one.amount, "offers": one.offers} for one in shown
        ],
    } | {name: getattr(found, name) for name in rules}  # fmt: skip


own_offers = Router(tags=["procurement"], auth=django_auth)


class OfferIn(Schema):
    """A price, rupiah with two places. It binds and cannot be taken back."""

    amount: Decimal = Field(max_digits=20, decimal_places=2)


class AuctionOfferOut(Schema):
    """An accepted own offer, and the end of its round if it moved."""

    sequence: int
    round: int
    amount: Decimal
    offered_at: dt.datetime
    moved_end_to: dt.datetime | None


class OfferMadeOut(Schema):
    """The accepted offer, when the round ends now, and the receipt that proves it without this server."""

    offer: AuctionOfferOut
    ends_at: dt.datetime
    receipt: ReceiptOut


class OwnOffersOut(Schema):
    """Under which name one offers, what the next offer may be at most, own offers with the latest first."""

    alias: str
    next_most_amount: Decimal
    moment: dt.datetime
    offers: list[AuctionOfferOut]


def _seat(request: HttpRequest, code: str) -> Any:
    found = queries.own_seat(acting(request), code)
    if found is None:
        raise HttpError(404, "Not found")
    return found


def _offer(row: Any) -> dict[str, Any]:
    return {
        "sequence": row.sequence, "round": row.round.number, "amount": row.amount, "offered_at": row.offered_at,
        "moved_end_to": row.moved_end_to,
    }  # fmt: skip


@own_offers.get("/auctions/{code}/offers", response=OwnOffersOut, summary="Own offers in a run")
def offers(request: HttpRequest, code: str = CODE) -> Any:
    """What one has offered so far."""
    seat = _seat(request, code)
    rows = queries.offers_of_auction(seat.auction, seat)
    return {
        "alias": seat.alias, "next_most_amount": queries.next_most(seat), "moment": clock.locked_now(),
        "offers": [_offer(row) for row in rows],
    }  # fmt: skip


@own_offers.post("/auctions/{code}/offers", response={201: OfferMadeOut}, summary="Offer a price")
@once
def make_offer(request: HttpRequest, values: OfferIn, code: str = CODE) -> Any:
    """Offer in the running round: the time is the database's, the answer holds the receipt."""
    seat = _seat(request, code)
    try:
        made = services.make_offer(
            auction_id=seat.auction_id, participant_id=seat.participant_id, amount=values.amount, actor=acting(request)
        )
    except services.AuctionRefused as refusal:
        raise HttpError(409, refusal_text(refusal)) from refusal
    return 201, {"offer": _offer(made.offer), "ends_at": made.ends_at, "receipt": made.receipt}
