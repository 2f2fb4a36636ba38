"""The describing part of a form as people write it: pure values and their checks."""

from dataclasses import dataclass, field
from decimal import Decimal

MONTHS = 12
MOST_INDICATORS = 12


class DetailProblem(ValueError):
    """A value that cannot be kept: `field`, the fault `code`, and `gap_amount` where a cash plan does not meet."""

    def __init__(self, field: str, code: str, gap_amount: int = 0) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code, self.gap_amount = field, code, gap_amount


@dataclass(frozen=True)
class IndicatorValues:
    """One indicator: kind (INPUT, OUTPUT, OUTCOME), text, target, unit of measure."""

    kind: str
    text: str
    target: Decimal
    measure: str


@dataclass(frozen=True)
class DetailValues:
    """For whom, where, which results, which months. `places` are codes of desa."""

    beneficiaries: int | None = None
    beneficiary_label: str = ""
    periods: int | None = None
    first_month: int = 1
    last_month: int = MONTHS
    background: str = ""
    indicators: tuple[IndicatorValues, ...] = field(default=())
    places: tuple[str, ...] = field(default=())


def check_detail(values: DetailValues) -> None:
    """Raise DetailProblem for the first value that cannot be kept."""
    if not 1 <= values.first_month <= values.last_month <= MONTHS:
        raise DetailProblem("last_month", "order")
    if len(values.indicators) > MOST_INDICATORS:
        raise DetailProblem("indicators", "too_many")
    if any(not item.text.strip() or not item.measure.strip() or item.target < 0 for item in values.indicators):
        raise DetailProblem("indicators", "incomplete")


def check_cash(amounts: list[int], total: int) -> None:
    """Raise DetailProblem unless twelve amounts of at least zero add up to the total, whole rupiah."""
    if len(amounts) != MONTHS or any(amount < 0 for amount in amounts):
        raise DetailProblem("cash", "negative")
    if sum(amounts) != total:
        raise DetailProblem("cash", "sum", total - sum(amounts))


def even_cash(total: int, first_month: int, last_month: int) -> list[int]:
    """The total over the months in whole thousands; the last month takes the rest."""
    months = last_month - first_month + 1
    share = total // months // 1000 * 1000
    amounts = [share if first_month <= month <= last_month else 0 for month in range(1, MONTHS + 1)]
    amounts[last_month - 1] += total - sum(amounts)
    return amounts
