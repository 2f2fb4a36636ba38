"""Flags and targets of procurement for machines."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema
from ninja.pagination import paginate

from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.paging import PageNumberPagination
from pendopo.procurement import queries

flags_router = Router(tags=["procurement"])
Year = Path(..., ge=2000, le=2099)


class FlagOut(Schema):
    """What a rule found: a prompt to look, not proof. `inputs` are the values it looked at, `source` its law."""

    code: str
    key: str
    year: int
    unit: str | None = Field(None, alias="unit.code")
    package: str | None = Field(None, alias="package.code")
    tender: str | None = Field(None, alias="tender.code")
    method: str
    severity: str
    status: str
    figure: float
    limit: float
    inputs: dict[str, Any]
    source: str = Field(alias="rule.source")
    certainty: str = Field(alias="rule.certainty")
    valid_from: dt.date = Field(alias="rule.valid_from")
    found_at: dt.datetime

    @staticmethod
    def resolve_inputs(flag: Any) -> dict[str, Any]:
        """The values without our own numbers of rows."""
        return {key: value for key, value in flag.inputs.items() if key not in {"members", "suppliers"}}


class FlagsWanted(Schema):
    """Which flags: `code` of the rule, `status`, `severity`, code of a `unit`, `method`."""

    code: str = ""
    status: str = ""
    severity: str = ""
    unit: str = ""
    method: str = ""


class TargetOut(Schema):
    """A unit's sums; rupiah, shares in percent with one decimal, null of nothing."""

    unit_code: str
    unit_name: str
    budget_amount: int
    planned_amount: int
    planned_umk: int
    umk_percent: Decimal | None
    planned_pdn: int
    pdn_percent: Decimal | None
    tkdn_percent: Decimal | None
    bound_amount: Decimal
    bound_umk: Decimal
    bound_umk_percent: Decimal | None
    bound_pdn: Decimal
    bound_pdn_percent: Decimal | None
    reached_percent: Decimal | None


class TargetsOut(Schema):
    """The regency and its units; `umk_least_percent` is the target that the law sets, with its source."""

    year: int
    umk_least_percent: Decimal | None
    source: str
    whole: TargetOut | None
    units: list[TargetOut]


@flags_router.get("/flags/{year}", response=list[FlagOut], summary="Flags of a year: prompts with law and inputs")
@paginate(PageNumberPagination, page_size=100)
def flags(request: HttpRequest, asked: Query[FlagsWanted], year: int = Year) -> object:
    """Flags that everybody may read, those that wait for an explanation first."""
    return queries.asked_flags(queries.open_flags(year), queries.FlagsAsked(**asked.dict()))


@flags_router.get("/targets/{year}", response=TargetsOut, summary="Shares of small businesses and domestic products")
def targets(request: HttpRequest, year: int = Year) -> object:
    """Planned (packages) and bound (contracts) apart, for the regency and every unit."""
    rows = queries.targets_of(ANONYMOUS, year)
    law = queries.umk_target(year, clock.now())
    return {
        "year": year,
        "umk_least_percent": law.value["percent"] if law else None,
        "source": law.source if law else "",
        "whole": queries.together(rows) if rows else None,
        "units": rows,
    }
