"""Ceilings for machines, for officials who are signed in: each sees the units that the pages show."""

from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError
from ninja.pagination import paginate
from ninja.security import django_auth

from pendopo.budget import queries
from pendopo.kernel.access import Actor
from pendopo.kernel.paging import PageNumberPagination

router = Router(tags=["budget"], auth=django_auth)


class CeilingOut(Schema):
    """A ceiling: of a unit (`sub_activity` is empty) or of one occurrence of a sub kegiatan; whole rupiah.

    `given_amount` is what a unit has spread over its sub kegiatan; `used_amount` is what rows hold.
    """

    unit: str
    sub_activity: str
    sequence: int
    amount: int
    given_amount: int
    used_amount: int


def _rows(stage: Any, pools: list[queries.UnitPool]) -> list[CeilingOut]:
    found = []
    for pool in pools:
        code = pool.unit.code
        found.append(
            CeilingOut(
                unit=code,
                sub_activity="",
                sequence=0,
                amount=pool.amount,
                given_amount=pool.given_amount,
                used_amount=pool.used_amount,
            )
        )
        found += [
            CeilingOut(
                unit=code,
                sub_activity=row.code,
                sequence=row.sequence,
                amount=row.amount,
                given_amount=0,
                used_amount=row.used_amount,
            )
            for row in (queries.spread_of(stage, pool.unit) if len(pools) == 1 else [])
        ]
    return found


@router.get("/ceilings", response=list[CeilingOut], summary="Ceilings of a stage, by unit; of one unit with details")
@paginate(PageNumberPagination, page_size=100)
def ceilings(request: HttpRequest, year: int, seq: int, unit: str = "") -> object:
    """The ceilings of stage `seq` of the year; with `unit` also those of its sub kegiatan."""
    actor = cast(Actor, request.user)
    stage = queries.stages_at_work(actor).filter(year=year, seq=seq).first() if _fits(year, seq) else None
    if stage is None:
        raise HttpError(404, "Not found")
    pools = [pool for pool in queries.unit_pools_visible_to(actor, stage) if unit in ("", pool.unit.code)]
    return _rows(stage, pools)


def _fits(*numbers: int) -> bool:
    """Whether the database can look for these numbers."""
    return all(0 <= number < 32_768 for number in numbers)
