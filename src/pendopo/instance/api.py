"""This regency for machines. Everything here is public."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from pendopo.instance import queries
from pendopo.kernel import clock

router = Router(tags=["instance"])


class InstanceOut(Schema):
    """Who runs this portal."""

    region_code: str
    name: str
    kind: str
    tagline: str
    time_zone: str
    sample_data: bool
    contact_address: str
    contact_phone: str
    contact_hours: str
    contact_email: str
    social_links: list[str]
    population: int | None
    population_source: str
    population_date: dt.date | None
    modules: list[str]
    updated_at: dt.datetime

    @staticmethod
    def resolve_sample_data(instance: Any) -> bool:
        return bool(instance.demo)

    @staticmethod
    def resolve_modules(instance: Any) -> list[str]:
        return sorted(queries.modules_on())


class HolidayOut(Schema):
    """A day of rest."""

    date: dt.date
    name: str
    kind: str
    source: str
    certain: bool

    @staticmethod
    def resolve_date(holiday: Any) -> dt.date:
        return holiday.day_date


@router.get("", response=InstanceOut)
def read_instance(request: HttpRequest) -> Any:
    """The public identity of this instance. 404 before it is set up."""
    found = queries.current()
    if found is None:
        raise HttpError(404, "not set up")
    return found


@router.get("/holidays", response=list[HolidayOut])
def list_holidays(request: HttpRequest, year: int = Query(0, ge=0, le=2200, description="0 is this year")) -> Any:
    """The holidays of a year (a few dozen: one answer); `certain` is false for estimated dates."""
    return queries.holidays_of(year or clock.today().year)
