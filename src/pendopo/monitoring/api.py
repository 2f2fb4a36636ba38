"""Works that are followed, for machines."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema
from ninja.errors import HttpError
from ninja.pagination import paginate

from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.paging import PageNumberPagination
from pendopo.monitoring import queries

router = Router(tags=["monitoring"])


class ProjectOut(Schema):
    """A work that is followed; rupiah with two places, percent of the whole, deviation in points."""

    code: str
    title: str
    unit: str = Field(alias="unit.code")
    year: int
    kind: str
    carried_out_by: str
    value_amount: Decimal
    paid_amount: Decimal
    starts_date: dt.date | None
    ends_date: dt.date | None
    phase: str
    standing: str
    planned_percent: Decimal | None
    realised_percent: Decimal | None
    deviation: Decimal | None
    figures_date: dt.date | None


class ProjectsAsked(Schema):
    """Which works: words `q`, `year`, code of a `unit`, `phase`, `standing`."""

    q: str = ""
    year: int | None = Field(None, ge=1900, le=2999)
    unit: str = ""
    phase: str = ""
    standing: str = ""


@router.get("/projects", response=list[ProjectOut], summary="Works that are followed, by words and filters")
@paginate(PageNumberPagination, page_size=100)
def projects(request: HttpRequest, asked: Query[ProjectsAsked]) -> Any:
    """Works by words and filters, the largest first."""
    question = queries.ProjectQuestion(
        text=asked.q, year=asked.year, unit=asked.unit, phase=asked.phase, standing=asked.standing
    )
    return queries.find_projects(queries.projects_visible_to(ANONYMOUS), question)


@router.get("/projects/{code}", response=ProjectOut, summary="One work")
def project(request: HttpRequest, code: str = Path(..., pattern=r"^P-[0-9]{4}-[0-9]{6,12}$")) -> Any:
    """One work."""
    found = queries.project_at(ANONYMOUS, code)
    if found is None:
        raise HttpError(404, "Not found")
    return found
