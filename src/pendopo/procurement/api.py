"""Procurement for machines: packages of the plan with their contracts, and the change feed."""

import datetime as dt
from decimal import Decimal

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema
from ninja.errors import HttpError
from ninja.pagination import paginate

from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.paging import PageNumberPagination
from pendopo.procurement import queries
from pendopo.procurement.api_auctions import auctions_router, own_offers
from pendopo.procurement.api_catalogue import catalogue_router
from pendopo.procurement.api_evaluation import evaluation_acts, evaluation_router
from pendopo.procurement.api_flags import flags_router
from pendopo.procurement.api_order_acts import order_acts_router
from pendopo.procurement.api_orders import orders_router
from pendopo.procurement.api_plan import plan_router
from pendopo.procurement.api_run_steps import run_steps_router, taking_part_router
from pendopo.procurement.api_runs import runs_router
from pendopo.procurement.api_supplier_offices import supplier_offices_router
from pendopo.procurement.api_suppliers import suppliers_router
from pendopo.procurement.api_village import village_acts_router, village_router

router = Router(tags=["procurement"])
router.add_router("", auctions_router)
router.add_router("", own_offers)
router.add_router("", catalogue_router)
router.add_router("", orders_router)
router.add_router("", evaluation_router)
router.add_router("", evaluation_acts)
router.add_router("", flags_router)
router.add_router("", plan_router)
router.add_router("", runs_router)
router.add_router("", run_steps_router)
router.add_router("", taking_part_router)
router.add_router("", suppliers_router)
router.add_router("", supplier_offices_router)
router.add_router("", order_acts_router)
router.add_router("", village_router)
router.add_router("", village_acts_router)


class PackageOut(Schema):
    """A package that was announced; whole rupiah."""

    code: str
    title: str
    year: int
    unit: str = Field(alias="unit.code")
    unit_name: str = Field(alias="unit.name")
    kind: str
    method: str
    ceiling_amount: int
    is_umk: bool
    is_pdn: bool
    status: str
    version: int
    announced_at: dt.datetime | None


class PackagesAsked(Schema):
    """Which packages: words `q`, `year`, code of a `unit`, `method`, `kind`, marked for UMK."""

    q: str = ""
    year: int | None = Field(None, ge=1900, le=2999)
    unit: str = ""
    method: str = ""
    kind: str = ""
    umk: bool = False


class BudgetShareOut(Schema):
    """What a package takes of a budget line; whole rupiah."""

    line: int
    code: str
    name: str
    amount: int


class ContractOut(Schema):
    """A signed contract; rupiah with two places."""

    key: str
    number: str
    title: str
    supplier: str = Field(alias="supplier.organisation.name")
    date: dt.date
    value_amount: Decimal
    status: str

    @staticmethod
    def resolve_key(contract: object) -> str:
        """The contract's lasting id."""
        return str(getattr(contract, "key", ""))


class PackageDetailOut(Schema):
    """One package with its budget lines, as announced last, and its contracts."""

    package: PackageOut
    shares: list[BudgetShareOut]
    contracts: list[ContractOut]


class ChangeOut(Schema):
    """One public change: what (PACKAGE, CONTRACT), the package's code, which act, when."""

    kind: str
    code: str
    event: str
    at: dt.datetime


class ChangesOut(Schema):
    """Changes in their lasting order; `cursor` is where to go on, also when there are none yet."""

    changes: list[ChangeOut]
    cursor: str


class After(Schema):
    """Where to go on, and how many at most."""

    after: str = Field("", max_length=80)
    limit: int = Field(100, ge=1, le=1000)


@router.get("/packages", response=list[PackageOut], summary="Packages of the plan, by words and filters")
@paginate(PageNumberPagination, page_size=100)
def packages(request: HttpRequest, asked: Query[PackagesAsked]) -> object:
    """Announced packages, the largest first."""
    question = queries.PackageQuestion(text=asked.q, **asked.dict(exclude={"q"}))
    return queries.find_packages(queries.packages_visible_to(ANONYMOUS), question)


@router.get("/packages/{code}", response=PackageDetailOut, summary="One package with its lines and contracts")
def package(request: HttpRequest, code: str = Path(..., pattern=r"^[A-Za-z0-9.-]{1,40}$")) -> object:
    """One announced package."""
    found = queries.package_at(ANONYMOUS, code)
    if found is None:
        raise HttpError(404, "Not found")
    versions = queries.versions_of(found)
    shares = versions[0].data["shares"] if versions else []
    return {"package": found, "shares": shares, "contracts": queries.contracts_of(ANONYMOUS, found)}


@router.get("/changes", response=ChangesOut, summary="What changed, without a gap")
def changes(request: HttpRequest, asked: Query[After]) -> object:
    """Public changes after a cursor, oldest first; keep the cursor and ask again."""
    try:
        page = queries.changes_after(ANONYMOUS, asked.after, limit=asked.limit)
    except queries.BadCursor as refusal:
        raise HttpError(422, "Unknown cursor") from refusal
    return {"changes": page.rows, "cursor": page.cursor}
