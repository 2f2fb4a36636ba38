"""What the acts on orders share: refusals, totals, who may buy for how much."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

Prices = Mapping[int, Decimal]
"""Line id -> rupiah for one measure."""


class OrderRefused(Exception):
    """The act is not possible; `code` says why (see `order_words`), `limit` names the value that decides."""

    def __init__(self, code: str, limit: Any = None) -> None:
        super().__init__(f"{code} {limit}")
        self.code, self.limit = code, limit


def total_of(lines: Sequence[Any], prices: Prices) -> Decimal:
    """What the lines cost together at these prices."""
    return sum((prices[line.pk] * line.quantity for line in lines), Decimal(0))


def listed(lines: Sequence[Any]) -> dict[int, Decimal]:
    """The prices of the catalogue, as they were put into the cart."""
    return {line.pk: line.list_amount for line in lines}


def check_prices(lines: Sequence[Any], prices: Prices) -> None:
    """Each line has a price above zero and at most that of the catalogue. Raises OrderRefused."""
    if set(prices) != {line.pk for line in lines}:
        raise OrderRefused("prices")
    for line in lines:
        if prices[line.pk] <= 0:
            raise OrderRefused("positive", line.name)
        if prices[line.pk] > line.list_amount:
            raise OrderRefused("above_list", line.name)


def buyers_for(value: Mapping[str, Any], *, method: str, amount: Decimal) -> list[str]:
    """The roles that may buy for the amount, by a row CATALOGUE_BUYER."""
    for most, roles in value[method]:
        if most is None or amount <= most:
            return list(roles)
    return []
