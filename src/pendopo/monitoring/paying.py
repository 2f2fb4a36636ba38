"""The arithmetic of payments under a contract: terms, advance, retention, taxes, parts of lines, working-day clocks.

Pure: rows of law are passed in. Claims are cumulative, so that what rounding leaves of one term the next one takes.
Advance and retention are not paid twice: what a term charges to the budget is its gross without both (handbook 4.5).
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from pendopo.kernel.calendar import WorkingCalendar
from pendopo.monitoring.following import CENT, HUNDRED, to_cents, without_vat

ZERO = Decimal(0)


@dataclass(frozen=True)
class Standing:
    """What a contract has been paid so far, rupiah: cumulative claims, and what is kept back of them."""

    value: Decimal
    advance_percent: Decimal = ZERO
    retention_percent: Decimal = ZERO
    advance: Decimal = ZERO
    claimed: Decimal = ZERO
    recovered: Decimal = ZERO
    retained: Decimal = ZERO
    charged: Decimal = ZERO


@dataclass(frozen=True)
class Asked:
    """What one payment asks for: `charged` is what the budget bears, `net` what the supplier's account receives."""

    gross: Decimal
    recovery: Decimal = ZERO
    retention: Decimal = ZERO
    fine: Decimal = ZERO
    taxes: tuple[tuple[str, Decimal], ...] = field(default=())

    @property
    def charged(self) -> Decimal:
        """Gross without the part of the advance that is worked off and without what is retained."""
        return self.gross - self.recovery - self.retention

    @property
    def net(self) -> Decimal:
        """What is transferred."""
        return self.charged - self.fine - sum((amount for _code, amount in self.taxes), ZERO)

    @property
    def deductions(self) -> list[tuple[str, Decimal]]:
        """Every line that stands between gross and net, those of zero left out."""
        own = [("ADVANCE", self.recovery), ("RETENTION", self.retention), ("FINE", self.fine), *self.taxes]
        return [(code, amount) for code, amount in own if amount]


def advance_of(standing: Standing) -> Asked:
    """The advance, once."""
    return Asked(to_cents(standing.value * standing.advance_percent / HUNDRED))


def term_of(standing: Standing, percent: Decimal, fine: Decimal = ZERO) -> Asked:
    """A term up to a cumulative percent of the work: nothing of the advance is left at 100 percent."""
    claim = to_cents(standing.value * percent / HUNDRED)
    recovered = to_cents(standing.advance * percent / HUNDRED)
    retained = to_cents(claim * standing.retention_percent / HUNDRED)
    return Asked(claim - standing.claimed, recovered - standing.recovered, retained - standing.retained, fine)


def release_of(standing: Standing) -> Asked:
    """What was retained, after the time of maintenance."""
    return Asked(standing.retained)


def taxed(asked: Asked, *, vat_percent: Decimal, income: Iterable[tuple[str, Decimal]]) -> Asked:
    """The payment with its tax lines, whole rupiah: VAT is inside the price, income tax is on the price without it."""
    base = without_vat(asked.charged, vat_percent)
    lines = [("PPN", (base * vat_percent / HUNDRED).quantize(Decimal(1), ROUND_HALF_UP))]
    lines += [(code, (base * rate / HUNDRED).quantize(Decimal(1), ROUND_HALF_UP)) for code, rate in income]
    return Asked(asked.gross, asked.recovery, asked.retention, asked.fine, tuple(row for row in lines if row[1]))


def split_over(amount: Decimal, left: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """An amount over lines by what is left of each, never above it; lines that bear nothing are left out.

    Raises ValueError when all lines together have too little, or for an amount of nothing.
    """
    whole = sum(left.values(), ZERO)
    if amount <= 0 or amount > whole:
        raise ValueError(amount)
    parts = {pk: (amount * have / whole).quantize(CENT, ROUND_DOWN) for pk, have in sorted(left.items())}
    missing = amount - sum(parts.values(), ZERO)
    for pk, have in sorted(left.items()):
        more = min(missing, have - parts[pk])
        parts[pk] += more
        missing -= more
    return {pk: part for pk, part in parts.items() if part}


def due_date(calendar: WorkingCalendar, begun: dt.date, rule: Mapping[str, int], act: str = "issue") -> dt.date:
    """The last day to `issue` or to `refuse`, working days after the papers came, by the row of law."""
    return calendar.add(begun, rule[f"{act}_working_days"])
