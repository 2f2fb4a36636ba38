"""The budget for machines: stages and roll-ups, public, paged."""

from typing import Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from ninja.pagination import PageNumberPagination, paginate

from pendopo.budget import queries
from pendopo.kernel.access import ANONYMOUS

router = Router(tags=["budget"])


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


@router.get("/stages", response=list[StageOut], summary="Published stages, latest first")
@paginate(PageNumberPagination, page_size=50)
def stages(request: HttpRequest) -> object:
    """Stages that are open to the public."""
    return queries.stages_visible_to(ANONYMOUS)


@router.get("/nodes", response=list[NodeOut], summary="Roll-ups below a place, largest first")
@paginate(PageNumberPagination, page_size=100)
def nodes(request: HttpRequest, asked: Query[PlaceAsked]) -> object:
    """What lies below the activity `under` and the unit `unit` in the effective stage of the year (latest if none)."""
    stage = queries.stage_of(ANONYMOUS, asked.year) if asked.year else queries.latest_stage(ANONYMOUS)
    by_unit = asked.by == "unit"
    place = queries.place_at(stage, by_unit=by_unit, unit_code=asked.unit, code=asked.under) if stage else None
    if place is None:
        raise HttpError(404, "Not found")
    rows = queries.search_below(place, asked.q) if asked.q.strip() else queries.rows_below(place)
    ordered = sorted(rows, key=lambda row: (-row.amount, row.code))
    return [
        NodeOut(level=row.level, code=row.code, name=row.official_name, amount=row.amount, rows=row.rows)
        for row in ordered
    ]
