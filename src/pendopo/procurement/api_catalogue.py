"""The government's catalogue for machines: listed items by words and filters."""

import datetime as dt
from decimal import Decimal

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema
from ninja.errors import HttpError
from ninja.pagination import paginate

from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.paging import PageNumberPagination
from pendopo.procurement import queries

catalogue_router = Router(tags=["procurement"])


class CatalogueItemOut(Schema):
    """A listed item; whole rupiah for one measure, VAT included."""

    id: int
    name: str
    category: str
    kind: str
    supplier: str = Field(alias="supplier.organisation.name")
    measure: str
    price_amount: int
    tkdn_percent: Decimal | None
    is_pdn: bool
    stock: int | None
    least_order: int
    delivery_days: int
    kecamatan: str | None = Field(None, alias="kecamatan_id")
    listed_at: dt.datetime | None


class ItemsAsked(Schema):
    """Which items: words `q`, `category`, code of a `kecamatan`, `mark` (pdn, tkdn, umk), price from and to."""

    q: str = ""
    category: str = ""
    kecamatan: str = ""
    mark: str = ""
    least_amount: int | None = Field(None, ge=0, le=10**15)
    most_amount: int | None = Field(None, ge=0, le=10**15)


@catalogue_router.get("/catalogue", response=list[CatalogueItemOut], summary="Items of the catalogue, newest first")
@paginate(PageNumberPagination, page_size=100)
def catalogue(request: HttpRequest, asked: Query[ItemsAsked]) -> object:
    """Listed items of verified suppliers."""
    question = queries.ItemQuestion(text=asked.q, **asked.dict(exclude={"q"}))
    return queries.find_items(queries.items_visible_to(ANONYMOUS), question)


@catalogue_router.get("/catalogue/{item}", response=CatalogueItemOut, summary="One item of the catalogue")
def item(request: HttpRequest, item: int = Path(..., ge=1, le=2**53)) -> object:
    """One listed item."""
    found = queries.item_at(ANONYMOUS, item)
    if found is None:
        raise HttpError(404, "Not found")
    return found
