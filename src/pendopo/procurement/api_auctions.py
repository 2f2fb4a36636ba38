"""Repeated offers for machines: what everybody may know of them at this moment."""

import datetime as dt
from decimal import Decimal

from django.http import HttpRequest
from ninja import Path, Router, Schema
from ninja.errors import HttpError

from pendopo.kernel.access import ANONYMOUS
from pendopo.procurement import queries

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
def auction(request: HttpRequest, code: str = Path(..., pattern=r"^[A-Za-z0-9.-]{1,40}$")) -> object:
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
