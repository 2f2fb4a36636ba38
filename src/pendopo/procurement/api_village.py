"""A village's procurement over the API: packages for everybody, and its officers' acts with the refusals of the pages.

Papers that have to be uploaded (quotations, receipts of direct buying), the plan and the team stay on the pages.
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError
from ninja.pagination import paginate
from ninja.security import django_auth
from pydantic import AwareDatetime

from pendopo.audit.once import once
from pendopo.kernel import clock
from pendopo.kernel.paging import PageNumberPagination
from pendopo.procurement import queries, services
from pendopo.procurement.api_acts import ActIn, Ids, by, refusing
from pendopo.procurement.api_answers import CODE, acting
from pendopo.procurement.models import Nearness
from pendopo.procurement.views.village_words import REFUSED, refusal_words

village_router = Router(tags=["procurement of villages"])
village_acts_router = Router(tags=["procurement of villages"], auth=django_auth)
refusing_village = refusing(REFUSED, refusal_words)
Rupiah = Annotated[Decimal, Field(gt=0, lt=10**15, max_digits=20, decimal_places=2)]


class VillageFilter(Schema):
    """Words, year, code of the village, way."""

    text: str = Field("", max_length=100)
    year: int | None = Field(None, ge=2000, le=2100)
    unit: str = Field("", max_length=40)
    way: Literal["", "SELF_MANAGED", "DIRECT", "QUOTATION", "AUCTION"] = ""


class VillagePackageOut(Schema):
    """A package as everybody sees it; rupiah."""

    code: str
    title: str
    village: str = Field(alias="unit.name")
    year: int
    kind: str
    way: str
    status: str
    ceiling_amount: int
    price_amount: Decimal | None
    paid_amount: Decimal
    seller: str | None = Field(None, alias="seller.name")
    announced_at: dt.datetime | None


class VillageSellerOut(Schema):
    """A seller of the present round and the price that stands; zero while there is none."""

    seller: int = Field(alias="pk")
    name: str
    nearness: str
    final_amount: Decimal


class VillageWorkOut(VillagePackageOut):
    """The package for its officers; `actions` are what the caller may do now."""

    actions: list[str]
    offers: list[VillageSellerOut]


class VillageStepIn(ActIn):
    """Why; needed to cancel, to end a request without a seller, and to send a report back."""

    reason: str = Field("", max_length=500)


class VillageTieIn(ActIn):
    """The tie to a seller, empty for none."""

    interest: str = Field("", max_length=1000)


class VillageSellerIn(ActIn):
    """A seller, for direct buying with the price in the shop and the day of the look."""

    name: str = Field(min_length=1, max_length=200)
    nearness: Nearness
    address: str = Field("", max_length=300)
    look_amount: Rupiah | None = None
    look_date: dt.date | None = None


class VillageAskIn(ActIn):
    """Until when sellers hand in."""

    deadline: AwareDatetime


class VillageChoiceIn(ActIn):
    """The seller, and why where another is cheaper or nearer."""

    seller: Ids
    reason: str = Field("", max_length=1000)


class VillagePaperIn(ActIn):
    """Number and date of the agreement or order, and its last day."""

    number: str = Field(min_length=1, max_length=120)
    date: dt.date
    due_date: dt.date | None = None


class VillageReportIn(ActIn):
    """What was delivered or built; where residents were paid, how many, how many days and their wages."""

    report: str = Field(min_length=1, max_length=2000)
    workers: int | None = Field(None, ge=1, le=100_000)
    work_days: int | None = Field(None, ge=1, le=10_000_000)
    wages_amount: Rupiah | None = None


class VillagePaymentIn(ActIn):
    """A payment by its kuitansi."""

    number: str = Field(min_length=1, max_length=120)
    date: dt.date
    amount: Rupiah
    note: str = Field("", max_length=300)


@village_router.get("/villages", response=list[VillagePackageOut], summary="Packages of villages")
@paginate(PageNumberPagination)
def packages(request: HttpRequest, asked: Query[VillageFilter]) -> Any:
    """Announced ones, the latest first."""
    return queries.find_village_packages(queries.VillageQuestion(**asked.dict()))


@village_router.get("/villages/{code}", response=VillagePackageOut, summary="A package of a village")
def package(request: HttpRequest, code: str = CODE) -> Any:
    """Once it is announced."""
    found = queries.public_village_package(code)
    if found is None:
        raise HttpError(404, "Not found")
    return found


def _at_work(request: HttpRequest, code: str, act: str = "") -> Any:
    """The package, where the caller may do this now. Raises HttpError 404, 403."""
    found = queries.village_package_at_work(acting(request), code)
    if found is None:
        raise HttpError(404, "Not found")
    if act and not queries.may_do(acting(request), found, act, clock.now()):
        raise HttpError(403, "Not allowed")
    return found


def _shown(request: HttpRequest, code: str) -> Any:
    found = _at_work(request, code)
    found.actions = queries.village_acts(acting(request), found, clock.now())
    found.offers = queries.sellers_of_round(found)
    return found


@village_acts_router.get("/village-work/{code}", response=VillageWorkOut, summary="A package for its officers")
def work(request: HttpRequest, code: str = CODE) -> Any:
    """Drafts too, and what one may do."""
    return _shown(request, code)


@village_acts_router.post(
    "/village-work/{code}/steps/{action}", response=VillageWorkOut, summary="Move a village's package on, or end it"
)
@once
@refusing_village
def village_step(
    request: HttpRequest,
    action: Literal["announce", "accept", "settle", "cancel", "send_back", "fail"],
    values: VillageStepIn,
    code: str = CODE,
) -> Any:
    """Announce, accept, close; with the reason: cancel, send the report back, end the request without a seller."""
    found = _at_work(request, code, action)
    acts: dict[str, Any] = {
        "announce": services.announce_village_package, "accept": services.accept_village_package,
        "settle": services.settle_village_package, "cancel": services.cancel_village_package,
        "send_back": services.send_back_village_report, "fail": services.fail_village_request,
    }  # fmt: skip
    own = {"reason": values.reason} if action in ("cancel", "send_back", "fail") else {}
    acts[action](package_id=found.pk, **own, **by(request))
    return _shown(request, code)


@village_acts_router.post("/village-work/{code}/declaration", response=VillageWorkOut, summary="Declare ties, or none")
@once
@refusing_village
def village_declaration(request: HttpRequest, values: VillageTieIn, code: str = CODE) -> Any:
    """By a member of the team, at any time; with a tie one steps aside."""
    found = _at_work(request, code, "declare")
    services.declare_team_interest(package_id=found.pk, interest=values.interest, **by(request))
    return _shown(request, code)


@village_acts_router.post("/village-work/{code}/sellers", response=VillageWorkOut, summary="Note a seller")
@once
@refusing_village
def village_seller(request: HttpRequest, values: VillageSellerIn, code: str = CODE) -> Any:
    """By the team; those of the own village first, then of neighbouring ones."""
    found = _at_work(request, code)
    own = services.SellerValues(**values.dict())
    services.add_village_seller(package_id=found.pk, values=own, **by(request))
    return _shown(request, code)


@village_acts_router.post("/village-work/{code}/request", response=VillageWorkOut, summary="Ask sellers for quotations")
@once
@refusing_village
def village_request(request: HttpRequest, values: VillageAskIn, code: str = CODE) -> Any:
    """With one moment for all."""
    found = _at_work(request, code, "ask")
    services.ask_village_sellers(package_id=found.pk, deadline=values.deadline, **by(request))
    return _shown(request, code)


@village_acts_router.post("/village-work/{code}/decision", response=VillageWorkOut, summary="Choose the seller")
@once
@refusing_village
def village_decision(request: HttpRequest, values: VillageChoiceIn, code: str = CODE) -> Any:
    """At the price that stands; the minutes are printed."""
    found = _at_work(request, code, "decide")
    if values.seller not in {one.pk for one in queries.priced_sellers(found)}:
        raise HttpError(404, "no such seller")
    services.decide_village_seller(seller_id=values.seller, reason=values.reason, **by(request))
    return _shown(request, code)


@village_acts_router.post("/village-work/{code}/order", response=VillageWorkOut, summary="Approve or order the work")
@once
@refusing_village
def village_order(request: HttpRequest, values: VillagePaperIn, code: str = CODE) -> Any:
    """By the head: the agreement with the seller, or self-managed work; direct buying needs its receipt on the page."""
    found = _at_work(request, code)
    alone = found.way == "SELF_MANAGED"
    act: Any = services.begin_village_work if alone else services.agree_village_package
    _at_work(request, code, "begin" if alone else "agree")
    act(package_id=found.pk, **values.dict(), **by(request))
    return _shown(request, code)


@village_acts_router.post("/village-work/{code}/report", response=VillageWorkOut, summary="Report the result")
@once
@refusing_village
def village_report(request: HttpRequest, values: VillageReportIn, code: str = CODE) -> Any:
    """By the team."""
    found = _at_work(request, code, "report")
    own = services.ReportValues(**values.dict())
    services.report_village_package(package_id=found.pk, values=own, **by(request))
    return _shown(request, code)


@village_acts_router.post("/village-work/{code}/payments", response=VillageWorkOut, summary="Note a payment")
@once
@refusing_village
def village_payment(request: HttpRequest, values: VillagePaymentIn, code: str = CODE) -> Any:
    """By the finance officer, never above what was agreed."""
    found = _at_work(request, code)
    own = services.PaymentValues(**values.dict())
    services.pay_village_package(package_id=found.pk, values=own, **by(request))
    return _shown(request, code)
