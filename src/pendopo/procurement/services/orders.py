"""The acts on orders from the catalogue: a cart, the talk about its price, the order letter that binds the money."""

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, permits, require
from pendopo.procurement.awarding import check_supplier
from pendopo.procurement.contracting import Amounts, ContractValues, rule_on
from pendopo.procurement.market_told import tell_of_order
from pendopo.procurement.models import (
    CatalogueItem,
    CatalogueOrder,
    ContractForm,
    OrderLine,
    OrderOffer,
    Package,
    Side,
)
from pendopo.procurement.ordering import OrderRefused, Prices, buyers_for, check_prices, listed, total_of
from pendopo.procurement.planning import ReasonMissing
from pendopo.procurement.services.contracts import draft_contract, sign_contract
from pendopo.procurement.states import ORDER, ORDER_OPEN, TENDER, ItemStatus, OrderStatus, PackageStatus

METHODS = ("CATALOGUE", "DIRECT")
"""A package that may be bought from the catalogue without a competition."""


def _locked(order_id: int) -> CatalogueOrder:
    found = CatalogueOrder.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("unit", "package", "supplier__organisation", "tender").get(pk=order_id)


def _lines(order: CatalogueOrder) -> list[OrderLine]:
    return list(order.lines.order_by("pk"))


def _tell(order: CatalogueOrder, what: str, actor: Actor, now: dt.datetime, **data: Any) -> None:
    told = {"package": order.package.code, "supplier": str(order.supplier)} | data
    event = f"procurement.order.{what}"
    record(actor=actor, event=event, subject=order, unit=order.unit, now=now, data=told)


def _moved(order: CatalogueOrder, action: str, now: dt.datetime) -> None:
    ORDER.move(order, action)
    order.changed_at = now
    order.save()


@transaction.atomic
def fill_cart(*, package_id: int, item_id: int, quantity: int, actor: Actor, now: dt.datetime) -> CatalogueOrder:
    """Put so many of a listed item into the cart of a package with its supplier; none takes it out.

    Raises OrderRefused (package, method, item, least, stock, talking), ContractRefused, PermissionDenied.
    """
    package = Package.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=package_id)
    require(actor, "procurement.fill_cart", package.unit)
    item = CatalogueItem.objects.select_related("supplier__organisation").get(pk=item_id)
    _check_item(package, item, quantity)
    check_supplier(item.supplier, timezone.localdate(now))
    order = package.orders.filter(supplier=item.supplier, status__in=ORDER_OPEN, tender__isnull=True).first()
    if order is None:
        order = CatalogueOrder.objects.create(
            key=uuid.uuid4(), unit=package.unit, package=package, supplier=item.supplier, created_at=now,
            changed_at=now, buyer_label=actor.label,
        )  # fmt: skip
    if order.status != OrderStatus.CART:
        raise OrderRefused("talking")
    if quantity == 0:
        order.lines.filter(item=item).delete()
    else:
        price = Decimal(item.price_amount)
        values = {"quantity": quantity, "name": item.name, "measure": item.measure, "list_amount": price,
                  "price_amount": price, "is_pdn": item.is_pdn}  # fmt: skip
        OrderLine.objects.update_or_create(order=order, item=item, defaults=values)
    _tell(order, "filled", actor, now, item=item.name, quantity=quantity)
    return order


def _check_item(package: Package, item: CatalogueItem, quantity: int) -> None:
    if package.status != PackageStatus.ANNOUNCED:
        raise OrderRefused("package")
    if package.method not in METHODS:
        raise OrderRefused("method")
    if item.status != ItemStatus.LISTED:
        raise OrderRefused("item", item.name)
    if 0 < quantity < item.least_order or quantity < 0:
        raise OrderRefused("least", item.least_order)
    if item.stock is not None and quantity > item.stock:
        raise OrderRefused("stock", item.stock)


@transaction.atomic
def send_order(
    *,
    order_id: int,
    place_note: str,
    needed_date: dt.date | None,
    prices: Prices | None,
    message: str,
    actor: Actor,
    now: dt.datetime,
) -> CatalogueOrder:
    """Ask the supplier for the cart, at the prices of the catalogue or at lower ones (line id -> rupiah).

    Raises OrderRefused (empty, ceiling, buyer, prices), MoveRefused, PermissionDenied.
    """
    order = _locked(order_id)
    require(actor, "procurement.send_order", order)
    ORDER.next(order.status, "send")
    lines = _lines(order)
    if not lines:
        raise OrderRefused("empty")
    _demand_buyer(order, total_of(lines, listed(lines)), actor, now)
    order.place_note, order.needed_date, order.buyer_label = place_note, needed_date, actor.label
    _moved(order, "send", now)
    _offered(order, lines, prices or listed(lines), message, actor, now, Side.BUYER)
    asked = order.offers.get(sequence=1).total_amount
    _tell(order, "sent", actor, now, amount=str(asked))
    tell_of_order(order, "procurement.order.sent", now, by=Side.BUYER, amount=asked)
    return order


def _demand_buyer(order: CatalogueOrder, total: Decimal, actor: Actor, now: dt.datetime) -> None:
    if total > order.package.ceiling_amount:
        raise OrderRefused("ceiling", order.package.ceiling_amount)
    value = rule_on("CATALOGUE_BUYER", timezone.localdate(now))
    roles = buyers_for(value, method="CATALOGUE", amount=total)
    if not any(actor.holds(role, order.unit) for role in roles):
        raise OrderRefused("buyer")


def _offered(  # noqa: PLR0917 - one row, said once
    order: CatalogueOrder, lines: list[OrderLine], prices: Prices, message: str, actor: Actor, now: dt.datetime,
    side: Side,
) -> OrderOffer:  # fmt: skip
    check_prices(lines, prices)
    return OrderOffer.objects.create(
        order=order, sequence=order.offers.count() + 1, side=side, total_amount=total_of(lines, prices),
        prices={str(pk): str(amount) for pk, amount in prices.items()}, message=message.strip()[:500],
        by_label=actor.label, made_at=now,
    )  # fmt: skip


def _side_of(order: CatalogueOrder, actor: Actor) -> Side:
    """For whom the actor speaks: whoever acts for the supplier never speaks for the buyer."""
    return Side.SUPPLIER if permits(actor, "procurement.act_for_supplier", order.supplier) else Side.BUYER


@transaction.atomic
def offer_prices(*, order_id: int, prices: Prices, message: str, actor: Actor, now: dt.datetime) -> OrderOffer:
    """Offer other prices for the lines. Raises OrderRefused, MoveRefused, PermissionDenied."""
    order = _locked(order_id)
    require(actor, "procurement.offer_prices", order)
    _moved(order, "offer", now)
    made = _offered(order, _lines(order), prices, message, actor, now, _side_of(order, actor))
    _tell(order, "priced", actor, now, amount=str(made.total_amount))
    tell_of_order(order, "procurement.order.priced", now, by=Side(made.side), amount=made.total_amount)
    return made


@transaction.atomic
def accept_prices(*, order_id: int, sequence: int, actor: Actor, now: dt.datetime) -> CatalogueOrder:
    """Agree to the last offer, which has to be the other side's and the one that the person saw (`sequence`).

    Raises OrderRefused (own, moved), MoveRefused, PermissionDenied.
    """
    order = _locked(order_id)
    require(actor, "procurement.accept_prices", order)
    last = order.offers.order_by("-sequence").first()
    if last is None or last.sequence != sequence:
        raise OrderRefused("moved")
    if last.side == _side_of(order, actor):
        raise OrderRefused("own")
    _moved(order, "agree", now)
    for line in _lines(order):
        line.price_amount = Decimal(last.prices[str(line.pk)])
        line.save(update_fields=["price_amount"])
    _tell(order, "agreed", actor, now, amount=str(last.total_amount))
    by = _side_of(order, actor)
    tell_of_order(order, "procurement.order.agreed", now, by=by, amount=last.total_amount)
    return order


@transaction.atomic
def place_order(
    *, order_id: int, number: str, date: dt.date, shares: Amounts | None, actor: Actor, now: dt.datetime
) -> CatalogueOrder:
    """Sign the order letter (surat pesanan): a contract that binds the money in the budget lines, stock goes down.

    `shares` is line id -> rupiah; none takes all from the package's only line. Raises OrderRefused, ContractRefused,
    FundsExceeded, MoveRefused, PermissionDenied.
    """
    order = _locked(order_id)
    require(actor, "procurement.sign_contract", order.unit)
    ORDER.next(order.status, "order")
    if _side_of(order, actor) == Side.SUPPLIER:
        raise OrderRefused("interest")
    lines = _lines(order)
    total = sum((line.quantity * line.price_amount for line in lines), Decimal(0))
    values = ContractValues(
        title=_title(order, lines), number=number, date=date, amount=total, payment_kind="Lumsum",
        ends_date=order.needed_date, pdn_amount=_pdn(lines),
    )  # fmt: skip
    contract = draft_contract(
        package_id=order.package.pk, supplier_id=order.supplier.pk, values=values,
        shares=shares or _only_share(order, total), actor=actor, now=now, form=ContractForm.ORDER,
    )  # fmt: skip
    order.contract = sign_contract(contract_id=contract.pk, actor=actor, now=now)
    _end_competition(order)
    _moved(order, "order", now)
    _take_stock({line.item_id: line.quantity for line in lines if line.item_id})
    _tell(order, "placed", actor, now, amount=str(total), number=number)
    tell_of_order(order, "procurement.order.placed", now, by=Side.BUYER, amount=total, number=number)
    topics.touch("katalog")
    return order


def _end_competition(order: CatalogueOrder) -> None:
    """The run of a mini competition is over with the letter to its winner."""
    if order.tender is None or order.contract is None:
        return
    TENDER.move(order.tender, "order")
    order.tender.save(update_fields=["status"])
    order.contract.tender = order.tender
    order.contract.save(update_fields=["tender"])


def _call_off(order: CatalogueOrder, now: dt.datetime) -> None:
    """Without its order a mini competition has no end: the package is free for another one."""
    if order.tender is not None:
        TENDER.move(order.tender, "cancel")
        order.tender.ended_at, order.tender.end_reason = now, order.end_reason
        order.tender.save(update_fields=["status", "ended_at", "end_reason"])


def _title(order: CatalogueOrder, lines: list[OrderLine]) -> str:
    first = lines[0].name
    return first if len(lines) == 1 else f"{order.package.title}: {first}, …"[:300]


def _pdn(lines: list[OrderLine]) -> Decimal:
    return sum((line.quantity * line.price_amount for line in lines if line.is_pdn), Decimal(0))


def _only_share(order: CatalogueOrder, total: Decimal) -> dict[int, Decimal]:
    own = list(order.package.shares.values_list("line_id", flat=True)[:2])
    if len(own) != 1:
        raise OrderRefused("lines")
    return {own[0]: total}


def _take_stock(taken: Mapping[int, int]) -> None:
    for item in CatalogueItem.objects.select_for_update(no_key=True).filter(pk__in=taken).order_by("pk"):
        if item.stock is None:
            continue
        if item.stock < taken[item.pk]:
            raise OrderRefused("stock", item.stock)
        item.stock -= taken[item.pk]
        item.save(update_fields=["stock"])


@transaction.atomic
def cancel_order(*, order_id: int, reason: str, actor: Actor, now: dt.datetime) -> CatalogueOrder:
    """End the talk without an order; the other side reads why. Raises ReasonMissing, MoveRefused, PermissionDenied."""
    order = _locked(order_id)
    require(actor, "procurement.cancel_order", order)
    if not reason.strip():
        raise ReasonMissing
    told = order.status != OrderStatus.CART
    order.end_reason = reason.strip()[:500]
    _moved(order, "cancel", now)
    _call_off(order, now)
    _tell(order, "cancelled", actor, now, reason=order.end_reason)
    if told:
        tell_of_order(order, "procurement.order.cancelled", now, by=_side_of(order, actor))
    return order
