"""What the doors of procurement's acts share: who asks, when, texts without null bytes, refusals as JSON.

A refused act answers 409 with `detail`, a sentence in the reader's language, and `code`; 403 who may not; 404 what is
not there or not for the caller. These are the refusals of the pages: both call the same acts.
"""

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from ninja import Field, Schema
from ninja.errors import HttpError
from pydantic import model_validator

from pendopo.kernel import clock
from pendopo.kernel.states import MoveRefused
from pendopo.procurement.api_answers import acting

Ids = Annotated[int, Field(ge=1, le=2**63 - 1)]
"""The number of a row."""


def _has_null(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_null(one) for one in value.values())
    if isinstance(value, list):
        return any(_has_null(one) for one in value)
    return isinstance(value, str) and "\x00" in value


class ActIn(Schema):
    """What an act is given; the database keeps no null bytes, so that none is taken."""

    @model_validator(mode="before")
    @classmethod
    def without_null_bytes(cls, data: Any) -> Any:
        """Refuse a text that cannot be kept."""
        raw = getattr(data, "_obj", data)
        if _has_null(raw):
            raise ValueError("null byte")
        return data


class WhyIn(ActIn):
    """Why."""

    reason: str = Field(min_length=1, max_length=500)


class SaidIn(ActIn):
    """What is said."""

    text: str = Field(min_length=1, max_length=4000)


def by(request: HttpRequest) -> dict[str, Any]:
    """Who acts, and when."""
    return {"actor": acting(request), "now": clock.now()}


def code_of(refusal: Exception) -> str:
    """The machine's word for a refusal."""
    return str(getattr(refusal, "code", "status" if isinstance(refusal, MoveRefused) else "refused"))


def refusing(
    kinds: tuple[type[Exception], ...], said: Callable[[Any], str], more: Callable[[Any], dict[str, Any]] | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate an endpoint, below `once`: refusals of these kinds become JSON; `more` adds to what it holds."""

    def decorate(endpoint: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(endpoint)
        def answered(*arguments: Any, **named: Any) -> Any:
            try:
                return endpoint(*arguments, **named)
            except PermissionDenied as refusal:
                raise HttpError(403, "Not allowed") from refusal
            except kinds as refusal:
                own = {"detail": said(refusal), "code": code_of(refusal)}
                return JsonResponse(own | (more(refusal) if more else {}), status=409)

        return answered

    return decorate
