"""What a work plan is made of, and what is wrong with one: pure, before anything is stored."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from pendopo.monitoring.following import HUNDRED, to_cents, weights_of, whole_percent

WEEK = 7
MOST_PERIODS = 260
MOST_ITEMS = 2_000


@dataclass(frozen=True)
class Period:
    """A week of the work (or what is left of one), counted from 1; both days belong to it."""

    number: int
    starts_date: dt.date
    ends_date: dt.date


@dataclass(frozen=True)
class ItemValues:
    """One item as people state it; `percents` is what has to be done of it by the end of each period, cumulative."""

    name: str
    measure: str
    quantity: Decimal
    unit_price: Decimal
    percents: Sequence[Decimal]
    code: str = ""

    @property
    def value_amount(self) -> Decimal:
        """Quantity times price, two places."""
        return to_cents(self.quantity * self.unit_price)


@dataclass(frozen=True)
class PlanProblem:
    """What is wrong in a plan: `code` says what (see `plan_words`), at item and period counted from 1, 0 for none."""

    code: str
    item: int = 0
    period: int = 0


class PlanRefused(Exception):
    """The plan cannot be taken; `problems` says everything that was found."""

    def __init__(self, *problems: PlanProblem) -> None:
        super().__init__(", ".join(one.code for one in problems))
        self.problems = problems


def weeks_of(starts: dt.date, ends: dt.date) -> list[Period]:
    """The weeks of a work, the last may be shorter. Raises ValueError for none or too many."""
    days = (ends - starts).days + 1
    number = -(-days // WEEK)
    if not 0 < number <= MOST_PERIODS:
        raise ValueError(days)
    first = [starts + dt.timedelta(days=WEEK * place) for place in range(number)]
    lasts = [min(day + dt.timedelta(days=WEEK - 1), ends) for day in first]
    return [Period(place, *span) for place, span in enumerate(zip(first, lasts, strict=True), start=1)]


def problems_of(items: Sequence[ItemValues], periods: int) -> list[PlanProblem]:
    """Everything that keeps these items from being a plan of so many periods."""
    if not items:
        return [PlanProblem("no_items")]
    if len(items) > MOST_ITEMS:
        return [PlanProblem("many_items")]
    return [problem for place, item in enumerate(items, start=1) for problem in _problems(item, place, periods)]


def _problems(item: ItemValues, place: int, periods: int) -> list[PlanProblem]:
    if not item.name.strip() or not item.measure.strip():
        return [PlanProblem("unnamed", place)]
    if item.quantity <= 0 or item.unit_price <= 0:
        return [PlanProblem("amount", place)]
    if len(item.percents) != periods:
        return [PlanProblem("periods", place)]
    found = [
        PlanProblem("percent", place, number)
        for number, percent in enumerate(item.percents, start=1)
        if not 0 <= percent <= HUNDRED
    ]
    found += [
        PlanProblem("falls", place, number)
        for number, (before, after) in enumerate(pairwise(item.percents), start=2)
        if after < before
    ]
    return found or ([] if item.percents[-1] == HUNDRED else [PlanProblem("unfinished", place, periods)])


def curve_of(items: Sequence[ItemValues]) -> list[Decimal]:
    """The planned cumulative percent of the whole at the end of each period."""
    amounts = [item.value_amount for item in items]
    return [
        whole_percent(zip(amounts, [item.percents[place] for item in items], strict=True))
        for place in range(len(items[0].percents))
    ]


def weights(items: Sequence[ItemValues]) -> list[Decimal]:
    """The share of each item in percent, four places, all together 100."""
    return weights_of([item.value_amount for item in items])


def planned_on(points: Sequence[tuple[dt.date, Decimal]], day: dt.date) -> Decimal:
    """The planned percent at the last (end of period, percent) up to the day; nothing before the first end."""
    past = [percent for ends, percent in points if ends <= day]
    return past[-1] if past else Decimal("0.00")
