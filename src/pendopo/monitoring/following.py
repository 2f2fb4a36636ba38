"""The arithmetic of a work that is followed: weights, curves, deviation, critical contracts, fines, earned value.

Pure: rows of law are passed in. Percentages and points have two places, half rounded up (handbook, section 4).
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from pendopo.monitoring.states import Standing

CENT = Decimal("0.01")
HUNDRED = Decimal(100)


def to_cents(value: Decimal) -> Decimal:
    """Two places, half rounded up."""
    return value.quantize(CENT, ROUND_HALF_UP)


def weights_of(amounts: Sequence[Decimal]) -> list[Decimal]:
    """The share of each amount in percent with four places; the largest takes what rounding leaves, so all are 100.

    Raises ValueError for no amounts or a sum of zero.
    """
    total = sum(amounts, Decimal(0))
    if total <= 0:
        raise ValueError("no amounts")
    weights = [(amount * HUNDRED / total).quantize(Decimal("0.0001"), ROUND_HALF_UP) for amount in amounts]
    largest = max(range(len(amounts)), key=lambda place: amounts[place])
    weights[largest] += HUNDRED - sum(weights)
    return weights


def whole_percent(parts: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """The percent of the whole from (amount, percent done) of its parts: weighted by value, never a simple mean."""
    rows = list(parts)
    total = sum((amount for amount, _percent in rows), Decimal(0))
    if not total:
        return Decimal("0.00")
    return to_cents(sum((amount * percent for amount, percent in rows), Decimal(0)) / total)


@dataclass(frozen=True)
class Verdict:
    """How a work stands: `period` I, II or III of the rule that makes it critical, else empty."""

    standing: Standing
    period: str = ""
    threshold: Decimal = Decimal(0)


def verdict_on(rule: Mapping[str, Any], *, planned: Decimal, realised: Decimal, past_year_end: bool) -> Verdict:
    """Judge a deviation by the rule CRITICAL. At a plan of exactly 70 the stricter period counts.

    Behind by exactly the threshold is not more than it; in the late period, running past the end of the budget year
    makes any delay critical (period III).
    """
    late = planned >= Decimal(rule["late_from_percent"])
    threshold = Decimal(rule["late_points"] if late else rule["early_points"])
    behind = planned - realised
    if rule["basis"] == "RELATIVE":
        behind = to_cents(behind * HUNDRED / planned) if planned else Decimal(0)
    if behind <= 0:
        return Verdict(Standing.ON_TRACK, threshold=threshold)
    if behind > threshold:
        return Verdict(Standing.CRITICAL, "II" if late else "I", threshold)
    if late and past_year_end:
        return Verdict(Standing.CRITICAL, "III", threshold)
    return Verdict(Standing.WATCH, threshold=threshold)


def without_vat(amount: Decimal, percent: Decimal) -> Decimal:
    """What remains of an amount that includes VAT, whole rupiah."""
    return (amount * HUNDRED / (HUNDRED + percent)).quantize(Decimal(1), ROUND_HALF_UP)


def fine_of(*, base: Decimal, days_late: int, permil: Decimal) -> Decimal:
    """The fine for delay, whole rupiah: permil of the base for each day. `base` is without VAT."""
    return (base * permil * max(days_late, 0) / 1000).quantize(Decimal(1), ROUND_HALF_UP)


def end_of(starts: dt.date, days: int, *, first_day_counts: bool) -> dt.date:
    """The last day of a time of so many calendar days."""
    return starts + dt.timedelta(days=days - 1 if first_day_counts else days)


@dataclass(frozen=True)
class EarnedValue:
    """Earned value of a work, rupiah: what was planned, earned and paid by a day; `gap` is work ahead of money."""

    planned: Decimal
    earned: Decimal
    paid: Decimal
    schedule_variance: Decimal
    schedule_index: Decimal | None
    gap: Decimal
    """Realised percent minus paid percent, points: negative means paid ahead of work."""


def earned_value(*, value: Decimal, planned: Decimal, realised: Decimal, paid: Decimal) -> EarnedValue:
    """BCWS, BCWP, ACWP, SV and SPI; CPI and EAC are left out: they mislead where money follows in terms."""
    bcws, bcwp = to_cents(value * planned / HUNDRED), to_cents(value * realised / HUNDRED)
    index = (bcwp / bcws).quantize(Decimal("0.01"), ROUND_HALF_UP) if bcws else None
    paid_percent = to_cents(paid * HUNDRED / value) if value else Decimal(0)
    return EarnedValue(bcws, bcwp, paid, bcwp - bcws, index, realised - paid_percent)
