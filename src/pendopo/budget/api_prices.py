"""The price standards for machines."""

import datetime as dt

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError
from ninja.pagination import paginate

from pendopo.budget import queries
from pendopo.kernel import clock
from pendopo.kernel.paging import PageNumberPagination

router = Router(tags=["budget"])


class PriceOut(Schema):
    """The price of one item in the edition in force: whole rupiah for one `measure`."""

    code: str = Field(alias="item.code")
    kind: str = Field(alias="item.kind")
    name: str = Field(alias="item.name")
    specification: str = Field(alias="item.specification")
    group: str = Field(alias="item.group")
    measure: str
    price_amount: int
    ceiling: str
    accounts: list[str] = Field(alias="item.account_prefixes")
    valid_from: dt.date = Field(alias="edition.valid_from_date")


class PricesAsked(Schema):
    """Which prices: words `q`, the book `kind` (SSH, SBU, HSPK, ASB), `group`, `measure`, an `account` that uses it."""

    q: str = ""
    kind: str = ""
    group: str = ""
    measure: str = ""
    account: str = ""


@router.get("/prices", response=list[PriceOut], summary="Price standards in force, by words and filters")
@paginate(PageNumberPagination, page_size=100)
def prices(request: HttpRequest, asked: Query[PricesAsked]) -> object:
    """The prices of the edition in force today, best first where there are words."""
    edition = queries.effective_edition(clock.today())
    if edition is None:
        raise HttpError(404, "Not found")
    words = {"text": asked.q, "kind": asked.kind, "group": asked.group, "measure": asked.measure}
    return queries.find_prices(edition, queries.PriceAsked(account=asked.account, **words)).rows
