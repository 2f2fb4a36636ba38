"""The budget for machines: stages and roll-ups, public, paged."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError
from ninja.pagination import paginate

from pendopo.budget import api_pagu, api_prices, queries
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.paging import PageNumberPagination

router = Router(tags=["budget"])
router.add_router("", api_prices.router)
router.add_router("", api_pagu.router)


class StageOut(Schema):
    """One published stage of a year's budget."""

    year: int
    seq: int
    kind: str
    status: str
    legal_instrument: str
    source: str
    demo: bool


class NodeOut(Schema):
    """One row below a place: an activity, a unit or a single ceiling; `amount` in whole rupiah."""

    level: str
    code: str
    name: str
    amount: int
    rows: int


class PlaceAsked(Schema):
    """Which rows: of a year, a unit, below an activity, grouped `by` urusan or unit, or matching `q`."""

    year: int | None = None
    unit: str = ""
    under: str = ""
    by: Literal["urusan", "unit"] = "urusan"
    q: str = ""


class UnitOut(Schema):
    """A compared unit with all its ceilings, whole rupiah."""

    code: str
    name: str
    amount: int


class ComparedOut(Schema):
    """An urusan, bidang or program with `amounts` in the order of the units, whole rupiah; `*.01` is support."""

    code: str
    name: str
    amounts: list[int]


class ComparisonOut(Schema):
    """Units side by side."""

    year: int
    by: str
    units: list[UnitOut]
    rows: list[ComparedOut]


class ComparisonAsked(Schema):
    """Which year (latest if none), which two to four units, and by what."""

    year: int | None = None
    unit: list[str] = Field(min_length=2, max_length=4)
    by: Literal["urusan", "bidang", "program"] = "program"


class AccountOut(Schema):
    """An account with its total, whole rupiah."""

    code: str
    name: str
    amount: int


class AccountsAsked(Schema):
    """Which accounts: of a year (latest if none), of a unit or of all, below the account `under` or the topmost."""

    year: int | None = None
    unit: str = ""
    under: str = ""


def _stage(year: int | None) -> Any:
    """The effective stage of the year, or of the latest one. Raises HttpError."""
    stage = queries.stage_of(ANONYMOUS, year) if year else queries.latest_stage(ANONYMOUS)
    if stage is None:
        raise HttpError(404, "Not found")
    return stage


@router.get("/stages", response=list[StageOut], summary="Published stages, latest first")
@paginate(PageNumberPagination, page_size=50)
def stages(request: HttpRequest) -> object:
    """Stages that are open to the public."""
    return queries.stages_visible_to(ANONYMOUS)


@router.get("/nodes", response=list[NodeOut], summary="Roll-ups below a place, largest first")
@paginate(PageNumberPagination, page_size=100)
def nodes(request: HttpRequest, asked: Query[PlaceAsked]) -> object:
    """What lies below the activity `under` and the unit `unit` in the effective stage of the year (latest if none)."""
    by_unit = asked.by == "unit"
    place = queries.place_at(_stage(asked.year), by_unit=by_unit, unit_code=asked.unit, code=asked.under)
    if place is None:
        raise HttpError(404, "Not found")
    rows = queries.search_below(place, asked.q) if asked.q.strip() else queries.rows_below(place)
    ordered = sorted(rows, key=lambda row: (-row.amount, row.code))
    return [
        NodeOut(level=row.level, code=row.code, name=row.official_name, amount=row.amount, rows=row.rows)
        for row in ordered
    ]


@router.get("/compare", response=ComparisonOut, summary="Two to four units side by side")
def compare(request: HttpRequest, asked: Query[ComparisonAsked]) -> ComparisonOut:
    """The ceilings of the units by urusan, bidang or program, the row with the largest sum first."""
    stage = _stage(asked.year)
    by_code = {unit.code: unit for unit in queries.unit_sums(stage)}
    chosen = [by_code[code] for code in dict.fromkeys(asked.unit) if code in by_code]
    if len(chosen) != len(asked.unit):
        raise HttpError(404, "Not found")
    found = queries.comparison(stage, chosen, asked.by)
    return ComparisonOut(
        year=stage.year,
        by=asked.by,
        units=[UnitOut(code=unit.code, name=unit.official_name, amount=unit.total) for unit in found.units],
        rows=[ComparedOut(code=row.code, name=row.official_name, amounts=list(row.amounts)) for row in found.rows],
    )


@router.get("/accounts", response=list[AccountOut], summary="Totals by account, where the stage holds lines")
@paginate(PageNumberPagination, page_size=100)
def accounts(request: HttpRequest, asked: Query[AccountsAsked]) -> object:
    """The accounts right below `under`, by code; empty where the stage holds ceilings only."""
    stage = _stage(asked.year)
    place = queries.place_at(stage, unit_code=asked.unit)
    account = queries.account_at(stage, asked.under) if asked.under else None
    if place is None or (asked.under and account is None):
        raise HttpError(404, "Not found")
    rows = queries.account_rows(stage, unit=place.unit, under=account)
    return [AccountOut(code=row.code, name=row.official_name, amount=row.amount) for row in rows]
