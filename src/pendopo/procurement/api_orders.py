"""Orders from the catalogue for machines: those of one's units or suppliers, with the talk about their price."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.pagination import paginate
from ninja.security import django_auth

from pendopo.kernel.paging import PageNumberPagination
from pendopo.procurement import queries
from pendopo.procurement.api_answers import acting

orders_router = Router(tags=["procurement"], auth=django_auth)


class OrderOut(Schema):
    """An order; rupiah with two places. `total_amount` is at the prices offered last."""

    key: uuid.UUID
    package: str = Field(alias="package.code")
    unit: str = Field(alias="unit.code")
    supplier: str = Field(alias="supplier.organisation.name")
    status: str
    total_amount: Decimal | None
    contract: str | None = None
    changed_at: dt.datetime

    @staticmethod
    def resolve_contract(order: Any) -> str | None:
        """The number of the order letter."""
        return order.contract.number if order.contract_id else None


class OrderLineOut(Schema):
    """One item of an order."""

    name: str
    measure: str
    quantity: int
    list_amount: Decimal
    price_amount: Decimal


class OrderOfferOut(Schema):
    """One step of the talk about the price; `side` is BUYER or SUPPLIER."""

    sequence: int
    side: str
    total_amount: Decimal
    message: str
    made_at: dt.datetime


class OrderDetailOut(Schema):
    """An order with its lines and the talk about its price."""

    order: OrderOut
    lines: list[OrderLineOut]
    offers: list[OrderOfferOut]


@orders_router.get("/orders", response=list[OrderOut], summary="Own orders from the catalogue")
@paginate(PageNumberPagination, page_size=100)
def orders(request: HttpRequest) -> object:
    """Orders of the units that one buys for, and those that one's suppliers were asked for."""
    return queries.orders_visible_to(acting(request))


@orders_router.get("/orders/{uuid:key}", response=OrderDetailOut, summary="One order with the talk about its price")
def order(request: HttpRequest, key: uuid.UUID) -> object:
    """One order, for either side."""
    found = queries.order_at(acting(request), key)
    if found is None:
        raise HttpError(404, "Not found")
    return {"order": found, "lines": queries.lines_of_order(found), "offers": queries.talk_of(found)}
