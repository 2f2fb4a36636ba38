"""A component row as people write it, and what it comes to: pure values."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import prod
from typing import Any

from pendopo.kernel.money import MAX_BIGINT, round_half_up

MOST_COEFFICIENTS = 4
Coefficient = tuple[Decimal, str]


class ItemProblem(ValueError):
    """A value of a row that cannot be kept: `field` names the column, `code` the fault."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


@dataclass(frozen=True)
class ItemValues:
    """What a person writes for one component. Volumes are decimals above or equal to zero, the price whole rupiah."""

    component: str
    unit_price_amount: int
    coefficients: tuple[Coefficient, ...]
    specification: str = ""
    tax_percent: Decimal = Decimal(0)
    kind: str = "NORMAL"
    package_label: str = ""
    note: str = ""
    funding_id: int | None = None
    price_id: int | None = None

    @property
    def volume(self) -> Decimal:
        """The product of all volumes: 25 orang x 2 hari x 3 kali = 150."""
        return prod((volume for volume, _unit in self.coefficients), start=Decimal(1))

    @property
    def measure(self) -> str:
        """The units joined: `orang hari kali`."""
        return " ".join(unit for _volume, unit in self.coefficients if unit)

    @property
    def amount(self) -> int:
        """Whole rupiah, rounded half up from the exact product (budget handbook 4.2)."""
        return round_half_up(self.volume * self.unit_price_amount * (1 + self.tax_percent / 100))


def check_item(values: ItemValues) -> None:
    """Raise ItemProblem for the first value that cannot be kept."""
    if not values.component.strip():
        raise ItemProblem("component", "required")
    if not 1 <= len(values.coefficients) <= MOST_COEFFICIENTS:
        raise ItemProblem("coefficients", "number_of_pairs")
    if any(volume < 0 for volume, _unit in values.coefficients):
        raise ItemProblem("coefficients", "negative")
    if values.unit_price_amount < 0:
        raise ItemProblem("unit_price_amount", "negative")
    if not 0 <= values.tax_percent <= 100:
        raise ItemProblem("tax_percent", "range")
    try:
        amount = values.amount
    except InvalidOperation:
        raise ItemProblem("coefficients", "too_large") from None
    if amount > MAX_BIGINT or values.volume >= Decimal(10) ** 14:
        raise ItemProblem("coefficients", "too_large")


def row_of(values: ItemValues) -> dict[str, Any]:
    """The columns of a row from what a person wrote."""
    return {
        "kind": values.kind,
        "component": values.component.strip(),
        "specification": values.specification.strip(),
        "coefficients": [[format(volume.normalize(), "f"), unit] for volume, unit in values.coefficients],
        "volume": values.volume,
        "measure": values.measure[:60],
        "unit_price_amount": values.unit_price_amount,
        "tax_percent": values.tax_percent,
        "amount": values.amount,
        "package_label": values.package_label,
        "note": values.note,
        "funding_id": values.funding_id,
        "price_id": values.price_id,
    }


def kept_columns() -> tuple[str, ...]:
    """The columns that a person's values fill."""
    return (
        "kind",
        "component",
        "specification",
        "coefficients",
        "volume",
        "measure",
        "unit_price_amount",
        "tax_percent",
        "amount",
        "package_label",
        "note",
        "funding_id",
        "price_id",
    )
