"""What composed prices come to (budget handbook 4.3), in exact decimal, whole rupiah at the end."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from pendopo.kernel.money import round_half_up


@dataclass(frozen=True)
class Composed:
    """A composed work item: the sum of its parts, and with overhead and profit. Whole rupiah."""

    parts_amount: int
    price_amount: int


def compose(parts: Iterable[tuple[Decimal, int]], overhead_percent: Decimal) -> Composed:
    """Sum of (coefficient x whole rupiah), then with overhead and profit: 1,124,280 and 10 % give 1,236,708."""
    total = sum((coefficient * price for coefficient, price in parts), Decimal(0))
    return Composed(round_half_up(total), round_half_up(total * (1 + overhead_percent / 100)))


def fair_cost(fixed_amount: int, variable_amount: int, drivers: Iterable[Decimal]) -> int:
    """Fixed part + variable part x its drivers: 2,500,000 + 185,000 x 40 people x 3 days = 24,700,000."""
    return round_half_up(fixed_amount + variable_amount * prod(drivers, start=Decimal(1)))
