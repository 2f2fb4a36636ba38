"""What the law says of methods: pure functions over dated rows that are passed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Limit(Protocol):
    """A dated row of `MethodRule`."""

    code: str
    method: str
    kind: str
    min_amount: int | None
    max_amount: int | None
    value: dict[str, object]
    source: str
    certainty: str


@dataclass(frozen=True)
class Proposal:
    """A method that may be used, and why; `circumstance` names what has to be stated for it (none: nothing)."""

    method: str
    circumstance: str
    max_amount: int | None
    source: str
    certainty: str
    order: int


def proposals(limits: Iterable[Limit], *, kind: str, amount: int) -> list[Proposal]:
    """The methods that the rows allow for a package of the kind and value (rupiah), the one to take first on top.

    A method that needs no circumstance comes before one that does.
    """
    found = [
        Proposal(
            method=limit.method,
            circumstance=str(limit.value.get("circumstance") or ""),
            max_amount=limit.max_amount,
            source=limit.source,
            certainty=limit.certainty,
            order=int(str(limit.value.get("order", 50))),
        )
        for limit in limits
        if limit.kind == kind and _within(limit, amount)
    ]
    return sorted(found, key=lambda one: (bool(one.circumstance), one.order))


def _within(limit: Limit, amount: int) -> bool:
    """A limit is reached by the amount itself; the next method begins above it."""
    above = limit.min_amount is None or amount > limit.min_amount or limit.min_amount == 0
    return above and (limit.max_amount is None or amount <= limit.max_amount)


def allows(limits: Iterable[Limit], *, method: str, kind: str, amount: int, circumstance: str) -> bool:
    """Whether the method may be used for the kind and value; one that needs a circumstance asks for it in words."""
    found = [one for one in proposals(limits, kind=kind, amount=amount) if one.method == method]
    return any(not one.circumstance or circumstance.strip() for one in found)
