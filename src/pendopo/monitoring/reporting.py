"""What a progress report is made of, and what is wrong with one: pure, before anything is stored."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from pendopo.monitoring.following import HUNDRED, to_cents

Quantities = Mapping[int, Decimal]
"""Item id -> cumulative quantity."""


@dataclass(frozen=True)
class ReportValues:
    """A report as a phone sends it. `key` is made there: sent twice, it is stored once."""

    key: UUID
    period: int
    quantities: Quantities
    written_at: dt.datetime
    workers: int | None = None
    weather: str = ""
    problems: str = ""
    correction_reason: str = ""


@dataclass(frozen=True)
class ReportProblem:
    """What is wrong in a report: `code` says what (see `report_words`), of which item; `limit` what would be right."""

    code: str
    item_id: int = 0
    limit: Decimal | dt.date | None = None


class ReportRefused(Exception):
    """The report cannot be taken; `problems` says everything that was found."""

    def __init__(self, *problems: ReportProblem) -> None:
        super().__init__(", ".join(one.code for one in problems))
        self.problems = problems


@dataclass(frozen=True)
class ItemState:
    """An item of the plan in force: its whole quantity, its weight in percent, and what was accepted before."""

    id: int
    quantity: Decimal
    weight: Decimal
    before: Decimal


def problems_of(items: Mapping[int, ItemState], said: Quantities, *, may_fall: bool) -> list[ReportProblem]:
    """Everything that is wrong with the quantities: unknown items, above the whole, negative, falling."""
    if not said:
        return [ReportProblem("no_items")]
    return [problem for pk, quantity in said.items() if (problem := _problem(items.get(pk), pk, quantity, may_fall))]


def _problem(item: ItemState | None, pk: int, quantity: Decimal, may_fall: bool) -> ReportProblem | None:
    if item is None:
        return ReportProblem("unknown_item", pk)
    if quantity < 0:
        return ReportProblem("negative", pk)
    if quantity > item.quantity:
        return ReportProblem("above", pk, item.quantity)
    if quantity < item.before and not may_fall:
        return ReportProblem("falls", pk, item.before)
    return None


def percent_of(items: Mapping[int, ItemState], said: Quantities) -> Decimal:
    """The cumulative percent of the whole: an item that is not mentioned stays where it was."""
    done = sum(
        (item.weight * said.get(item.id, item.before) / item.quantity for item in items.values()), start=Decimal(0)
    )
    return min(to_cents(done), HUNDRED)
