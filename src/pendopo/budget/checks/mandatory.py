"""Mandatory spending: a share that the law asks for, from sums by account and activity."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pendopo.budget.checks.rows import starts_with

Sums = Iterable[tuple[str, str, int]]
"""(account code, activity code or empty, whole rupiah)."""


@dataclass(frozen=True)
class Term:
    """One part of a numerator or denominator, whole rupiah, with its sign in the amount."""

    sign: int
    accounts: tuple[str, ...]
    activities: tuple[str, ...]
    amount: int


@dataclass(frozen=True)
class Share:
    """What a rule gives: the parts, the percent (none without a denominator), and by how much it is missed.

    `gap_points` and `gap_amount` are above zero when the rule is broken.
    """

    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...]
    percent: Fraction | None
    threshold: Fraction
    gap_points: Fraction
    gap_amount: int

    @property
    def numerator_amount(self) -> int:
        return sum(term.amount for term in self.numerator)

    @property
    def denominator_amount(self) -> int:
        return sum(term.amount for term in self.denominator)

    @property
    def kept(self) -> bool:
        return self.percent is not None and self.gap_amount <= 0


def _terms(query: list[dict[str, Any]], sums: list[tuple[str, str, int]]) -> tuple[Term, ...]:
    found = []
    for term in query:
        accounts, activities = tuple(term["accounts"]), tuple(term.get("activities", ()))
        amount = sum(
            amount
            for account, activity, amount in sums
            if starts_with(account, [*accounts]) and (not activities or starts_with(activity, [*activities]))
        )
        found.append(Term(term["sign"], accounts, activities, term["sign"] * amount))
    return tuple(found)


def _asked(value: Mapping[str, Any], whole: int) -> tuple[Fraction, int]:
    """The percent that the law asks for, and a least amount."""
    if "brackets" not in value:
        return Fraction(str(value["percent"])), 0
    below = next(row for row in value["brackets"] if row[0] is None or whole <= row[0])
    return Fraction(str(below[1])), below[2]


def share_of(
    value: Mapping[str, Any],
    numerator: list[dict[str, Any]],
    denominator: list[dict[str, Any]],
    operator: str,
    sums: Sums,
) -> Share:
    """The share of a rule. Pay 640 G less 95 G of allowances over 1,800 G is 30.28 %, 5.0 G above 30 %."""
    rows = list(sums)
    above, below = _terms(numerator, rows), _terms(denominator, rows)
    part, whole = sum(term.amount for term in above), sum(term.amount for term in below)
    threshold, least = _asked(value, whole)
    if whole <= 0:
        return Share(above, below, None, threshold, Fraction(0), 0)
    percent = Fraction(part * 100, whole)
    edge = max(Fraction(whole) * threshold / 100, Fraction(least))
    points, gap = (percent - threshold, part - edge) if operator == "<=" else (threshold - percent, edge - part)
    return Share(above, below, percent, threshold, points, round(gap))


def crude_share(spending: int, pay: int) -> Fraction:
    """Pay over spending in percent, as an indicator: never the legal ratio, which leaves teacher allowances out."""
    return Fraction(pay * 100, spending)
