"""Orders from the catalogue and mini competitions over the API: cart, talk about the price, order letter; quotes.

The same acts and refusals as on the pages of either side.
"""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.security import django_auth
from pydantic import AwareDatetime

from pendopo.audit.once import once
from pendopo.kernel.access import ANONYMOUS
from pendopo.procurement import queries, services
from pendopo.procurement.api_acts import ActIn, Ids, WhyIn, by, refusing
from pendopo.procurement.api_answers import CODE, acting
from pendopo.procurement.api_orders import OrderDetailOut
from pendopo.procurement.competing import NeedValues
from pendopo.procurement.views import competition_words, order_words
from pendopo.procurement.views.competitions import REFUSED as COMPETITION_REFUSED
from pendopo.procurement.views.orders import REFUSED as ORDER_REFUSED

order_acts_router = Router(tags=["orders and competitions"], auth=django_auth)
refusing_orders = refusing(ORDER_REFUSED, order_words.refusal_text)
refusing_competitions = refusing(COMPETITION_REFUSED, competition_words.refusal_text)
MOST = 2**31 - 1


class CartIn(ActIn):
    """How many of an item for which package."""

    package: str = Field(min_length=1, max_length=40)
    item: Ids
    quantity: int = Field(ge=0, le=10_000_000)


class PriceIn(ActIn):
    """The price of a line per measure, rupiah with two places; lines are counted from 1 as the order shows them."""

    line: int = Field(ge=1, le=1000)
    amount: Decimal = Field(gt=0, lt=10**15, max_digits=20, decimal_places=2)


class PricesIn(ActIn):
    """One price for each line, and a word to the other side."""

    prices: list[PriceIn] = Field(min_length=1, max_length=1000)
    message: str = Field("", max_length=500)


class AskIn(ActIn):
    """Where to, until when; without prices at those of the catalogue."""

    place_note: str = Field(min_length=1, max_length=300)
    needed_date: dt.date | None = None
    prices: list[PriceIn] = Field(default_factory=list, max_length=1000)
    message: str = Field("", max_length=500)


class AgreeIn(ActIn):
    """The offer that one agrees to, so that none made meanwhile is meant."""

    sequence: int = Field(ge=1, le=MOST)


class LetterShareIn(ActIn):
    """What the order letter binds of a budget line."""

    line: Ids
    amount: Decimal = Field(gt=0, lt=10**15, max_digits=20, decimal_places=2)


class LetterIn(ActIn):
    """Number and date of the order letter; amounts by budget line where the package has several."""

    number: str = Field(min_length=1, max_length=160)
    date: dt.date
    shares: list[LetterShareIn] = Field(default_factory=list, max_length=200)


class NeedIn(ActIn):
    """What invited suppliers quote for, and until when."""

    package: str = Field(min_length=1, max_length=40)
    need: str = Field(min_length=1, max_length=200)
    category: str = Field(min_length=1, max_length=30)
    quantity: int = Field(ge=1, le=10_000_000)
    measure: str = Field(min_length=1, max_length=30)
    deadline_at: AwareDatetime
    suppliers: list[Ids] = Field(min_length=1, max_length=100)
    description: str = Field("", max_length=2000)
    place_note: str = Field("", max_length=300)
    needed_date: dt.date | None = None
    by_auction: bool = False


class QuoteIn(ActIn):
    """One's price for everything, VAT included."""

    amount: Decimal = Field(gt=0, lt=10**15, max_digits=20, decimal_places=2)
    tkdn_percent: Decimal | None = Field(None, ge=0, le=100, max_digits=5, decimal_places=2)
    note: str = Field("", max_length=500)


class QuoteOut(Schema):
    """The quote that is kept, and what proves it."""

    amount: Decimal
    handed_at: dt.datetime
    receipt: dict[str, Any]


class RivalOut(Schema):
    """A participant and its price once the quotes are open."""

    participant: int = Field(alias="pk")
    supplier: str
    price_amount: Decimal | None
    status: str

    @staticmethod
    def resolve_supplier(row: Any) -> str:
        """Its name."""
        return str(row.supplier)


class CompetitionOut(Schema):
    """A mini competition; nobody sees prices before the opening. `actions` are what the caller may do now."""

    code: str
    title: str
    status: str
    deadline_at: dt.datetime | None
    actions: list[str]
    rivals: list[RivalOut]


def _order(request: HttpRequest, key: uuid.UUID, action: str) -> Any:
    """The order, where the caller may do this now. Raises HttpError 404, 403."""
    found = queries.order_at(acting(request), key)
    if found is None:
        raise HttpError(404, "Not found")
    if action not in queries.order_actions(acting(request), found, queries.talk_of(found)):
        raise HttpError(403, "Not allowed")
    return found


def _shown(request: HttpRequest, key: uuid.UUID) -> dict[str, Any]:
    found = queries.order_at(acting(request), key)
    if found is None:
        raise HttpError(404, "Not found")
    return {"order": found, "lines": queries.lines_of_order(found), "offers": queries.talk_of(found)}


def _prices(order: Any, prices: list[PriceIn]) -> dict[int, Decimal]:
    """Line id -> rupiah; every line has one. Raises HttpError 422."""
    lines = queries.lines_of_order(order)
    given = {one.line: one.amount for one in prices}
    if sorted(given) != list(range(1, len(lines) + 1)):
        raise HttpError(422, f"prices: 1 … {len(lines)}")
    return {line.pk: given[number] for number, line in enumerate(lines, 1)}


def _package(found: Any, code: str) -> int:
    """The package's key, if it is one that may be bought for. Raises HttpError 404."""
    keys = {one.code: one.pk for one in found}
    if code not in keys:
        raise HttpError(404, "no such package")
    return int(keys[code])


@order_acts_router.post("/cart", response={201: OrderDetailOut}, summary="Put an item into a package's cart")
@once
@refusing_orders
def fill_cart(request: HttpRequest, values: CartIn) -> Any:
    """Nothing of it takes the item out again."""
    package = _package(queries.packages_to_buy_for(acting(request)), values.package)
    item = queries.item_at(ANONYMOUS, min(values.item, MOST))
    if item is None:
        raise HttpError(404, "Not found")
    made = services.fill_cart(package_id=package, item_id=item.pk, quantity=values.quantity, **by(request))
    return 201, _shown(request, made.key)


@order_acts_router.post("/orders/{uuid:key}/request", response=OrderDetailOut, summary="Ask the supplier")
@once
@refusing_orders
def send(request: HttpRequest, key: uuid.UUID, values: AskIn) -> Any:
    """At the prices of the catalogue, or lower ones."""
    found = _order(request, key, "send")
    prices = _prices(found, values.prices) if values.prices else None
    services.send_order(order_id=found.pk, **values.dict(exclude={"prices"}), prices=prices, **by(request))
    return _shown(request, key)


@order_acts_router.post("/orders/{uuid:key}/offers", response=OrderDetailOut, summary="Offer other prices")
@once
@refusing_orders
def offer(request: HttpRequest, key: uuid.UUID, values: PricesIn) -> Any:
    """By either side, at most the price of the catalogue."""
    found = _order(request, key, "offer")
    services.offer_prices(
        order_id=found.pk, prices=_prices(found, values.prices), message=values.message, **by(request)
    )
    return _shown(request, key)


@order_acts_router.post("/orders/{uuid:key}/agreement", response=OrderDetailOut, summary="Agree to the last offer")
@once
@refusing_orders
def agree(request: HttpRequest, key: uuid.UUID, values: AgreeIn) -> Any:
    """It becomes the price of the order."""
    found = _order(request, key, "agree")
    services.accept_prices(order_id=found.pk, sequence=values.sequence, **by(request))
    return _shown(request, key)


@order_acts_router.post("/orders/{uuid:key}/letter", response=OrderDetailOut, summary="Sign the order letter")
@once
@refusing_orders
def letter(request: HttpRequest, key: uuid.UUID, values: LetterIn) -> Any:
    """The letter is the contract: its money is bound, and everybody sees it."""
    found = _order(request, key, "order")
    shares = {one.line: one.amount for one in values.shares} or None
    services.place_order(order_id=found.pk, number=values.number, date=values.date, shares=shares, **by(request))
    return _shown(request, key)


@order_acts_router.post("/orders/{uuid:key}/cancellation", response=OrderDetailOut, summary="Cancel the order")
@once
@refusing_orders
def cancel(request: HttpRequest, key: uuid.UUID, values: WhyIn) -> Any:
    """The other side reads why."""
    services.cancel_order(order_id=_order(request, key, "cancel").pk, reason=values.reason, **by(request))
    return _shown(request, key)


def _competition(request: HttpRequest, code: str) -> Any:
    found = queries.competition_at(acting(request), code)
    if found is None:
        raise HttpError(404, "Not found")
    return found


def _stands(request: HttpRequest, code: str) -> dict[str, Any]:
    found, actor = _competition(request, code), acting(request)
    own = queries.own_participation(actor, found)
    opened = found.status not in {"OPEN", "CLOSED"}
    return {
        "code": found.code, "title": found.title, "status": found.status, "deadline_at": found.deadline_at,
        "actions": queries.competition_actions(actor, found) if own is None else [],
        "rivals": queries.rivals_of(found) if own is None or opened else [],
    }  # fmt: skip


@order_acts_router.post("/competitions", response={201: CompetitionOut}, summary="Begin a mini competition")
@once
@refusing_competitions
def begin(request: HttpRequest, values: NeedIn) -> Any:
    """Suppliers that list something in the category are invited."""
    package = _package(queries.packages_to_compete_for(acting(request)), values.package)
    need = NeedValues(**values.dict(exclude={"package", "suppliers"}))
    made = services.announce_competition(package_id=package, values=need, suppliers=values.suppliers, **by(request))
    return 201, _stands(request, made.code)


@order_acts_router.get("/competitions/{code}", response=CompetitionOut, summary="A mini competition")
def competition(request: HttpRequest, code: str = CODE) -> Any:
    """For its unit, and for those who were invited."""
    return _stands(request, code)


@order_acts_router.post("/competitions/{code}/quotes", response={201: QuoteOut}, summary="Hand in one's quote")
@once
@refusing_competitions
def quote(request: HttpRequest, values: QuoteIn, code: str = CODE) -> Any:
    """Nobody sees it before the opening; a later one takes its place."""
    own = queries.own_participation(acting(request), _competition(request, code))
    if own is None:
        raise HttpError(404, "Not found")
    made = services.hand_quote(participant_id=own.pk, actor=acting(request), **values.dict())
    return 201, {"amount": made.quote.amount, "handed_at": made.quote.handed_at, "receipt": made.receipt}


@order_acts_router.post(
    "/competitions/{code}/rivals/{int:participant}/knock-out", response=CompetitionOut, summary="Knock out a quote"
)
@once
@refusing_competitions
def drop(request: HttpRequest, participant: int, values: WhyIn, code: str = CODE) -> Any:
    """With the reason."""
    found = _competition(request, code)
    rival = next((one for one in queries.rivals_of(found) if one.pk == participant), None)
    if rival is None or "decide" not in queries.competition_actions(acting(request), found):
        raise HttpError(404, "Not found")
    services.drop_quote(participant_id=rival.pk, reason=values.reason, **by(request))
    return _stands(request, code)


class CompetitionStepIn(ActIn):
    """Why; needed to cancel."""

    reason: str = Field("", max_length=500)


@order_acts_router.post(
    "/competitions/{code}/steps/{action}", response=CompetitionOut, summary="Open the quotes, decide, cancel"
)
@once
@refusing_competitions
def competition_step(
    request: HttpRequest, action: Literal["open", "decide", "cancel"], values: CompetitionStepIn, code: str = CODE
) -> Any:
    """A decision makes the winner's order."""
    found = _competition(request, code)
    if action not in queries.competition_actions(acting(request), found):
        raise HttpError(403, "Not allowed")
    acts: dict[str, Any] = {
        "open": services.open_quotes, "decide": services.decide_competition, "cancel": services.cancel_competition,
    }  # fmt: skip
    own = {"reason": values.reason} if action == "cancel" else {}
    acts[action](tender_id=found.pk, **own, **by(request))
    return _stands(request, code)
