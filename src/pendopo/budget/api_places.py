"""What the doors of the budget in the making share: who asks, and the stage, unit and form of an address."""

from typing import Any, cast

from django.http import HttpRequest
from ninja.errors import HttpError

from pendopo.budget import queries
from pendopo.kernel.access import Actor, permits

MOST = 2**31


def acting(request: HttpRequest) -> Actor:
    """Who is signed in."""
    return cast(Actor, request.user)


def stage_at(request: HttpRequest, stage: int) -> Any:
    """The stage, where the caller sees it at work. Raises HttpError 404."""
    found = queries.stages_at_work(acting(request)).filter(pk=stage).first() if stage < MOST else None
    if found is None:
        raise HttpError(404, "no such stage")
    return found


def unit_at(request: HttpRequest, code: str) -> Any:
    """The unit, where the caller may see its Rka. Raises HttpError 404."""
    found = queries.rka_unit_visible_to(acting(request), code) if "\x00" not in code else None
    if found is None:
        raise HttpError(404, "no such unit")
    return found


def rka_at(request: HttpRequest, stage: int, code: str) -> Any:
    """The unit's Rka, once somebody began it. Raises HttpError 404."""
    found = queries.rka_of(stage_at(request, stage), unit_at(request, code))
    if found is None:
        raise HttpError(404, "nobody has begun this Rka")
    return found


def form_at(request: HttpRequest, stage: int, form: int) -> tuple[Any, Any]:
    """The stage and one of its forms. Raises HttpError 404."""
    place = stage_at(request, stage)
    found = queries.sheet_visible_to(acting(request), place, form) if form < MOST else None
    if found is None:
        raise HttpError(404, "no such form")
    return place, found


def writable_form_at(request: HttpRequest, stage: int, form: int) -> tuple[Any, Any]:
    """As form_at, where the caller writes rows of the unit. Raises HttpError 403."""
    place = form_at(request, stage, form)
    if not permits(acting(request), "budget.compose_rka", place[1].unit):
        raise HttpError(403, "not allowed")
    return place
