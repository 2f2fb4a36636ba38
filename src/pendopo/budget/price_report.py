"""What is strange in a price book beside the one before: pure functions over rows (budget handbook 4.7 and 7).

Rows are compared by what they say, never by their number in a list: lists are numbered anew each year. Where a name
stands several times, each row is compared with each of that name.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log10
from typing import Literal, Protocol

Kind = Literal["SLIP", "RATIO", "UNIT", "ZERO", "MEASURE", "TWICE"]
KINDS: tuple[Kind, ...] = ("SLIP", "UNIT", "RATIO", "MEASURE", "TWICE", "ZERO")
POWERS = (1, 2, 3)
SLIP_FACTOR = 1.5
"""A price that is 10, 100 or 1,000 times the old one, give or take this factor, has slipped."""
MOST_RATIO = 2.0
CONVERTED = (Decimal("0.9"), Decimal("1.2"))
"""Price / converted old price that a change of unit explains (handbook 4.7 A9)."""
PIECES = (12, 10, 20, 24, 50, 100, 144, 500)
Factor = Callable[[str, str], Decimal | None]


class Priced(Protocol):
    """A row of a price book."""

    @property
    def key(self) -> tuple[str, str, str]: ...

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def place(self) -> int: ...

    @property
    def measure(self) -> str: ...

    @property
    def price_amount(self) -> int: ...


@dataclass(frozen=True)
class PriceFinding:
    """One strange price. `ratio` is new price / old price, 0 where there is none to compare with.

    `power` is the k of a digit slip by 10^k; `factor` how many of the new unit one of the old holds, None where nobody
    can say; `guess` how many pieces the old unit would hold if the price itself had not changed much.
    """

    kind: Kind
    row: Priced
    before: Priced | None = None
    ratio: float = 0.0
    power: int = 0
    factor: Decimal | None = None
    guess: int = 0
    times: int = 0

    @property
    def spelling(self) -> bool:
        """Whether the unit is the same, written otherwise: `lembar` and `lbr`."""
        return self.kind == "UNIT" and self.factor == 1

    @property
    def explained(self) -> bool:
        """Whether the change of unit explains the price: a dozen at 15,300 and a piece at 1,340."""
        return self.factor is not None and CONVERTED[0] <= Decimal(self.ratio) * self.factor <= CONVERTED[1]


def pairs(old: Iterable[Priced], new: Iterable[Priced]) -> Iterator[tuple[Priced, Priced]]:
    """(old, new) of one kind, name and specification, as written; each with each where a name stands several times."""
    known: dict[tuple[str, str, str], list[Priced]] = {}
    for row in old:
        known.setdefault(row.key, []).append(row)
    for row in new:
        for before in known.get(row.key, ()):
            yield before, row


def report(old: Sequence[Priced], new: Sequence[Priced], factor: Factor) -> list[PriceFinding]:
    """Everything strange, the gravest kind first, then by place in the file."""
    found = [finding for before, row in pairs(old, new) if (finding := compared(before, row, factor))]
    found += [PriceFinding("ZERO", row) for row in new if row.price_amount == 0]
    found += [PriceFinding("MEASURE", row) for row in new if not row.measure or row.measure.isdigit()]
    found += _twice(new)
    return sorted(found, key=lambda finding: (KINDS.index(finding.kind), finding.row.place))


def compared(before: Priced, row: Priced, factor: Factor) -> PriceFinding | None:
    """What is strange about a price beside the one before it, or None."""
    priced = before.price_amount > 0 and row.price_amount > 0
    ratio = row.price_amount / before.price_amount if priced else 0.0
    other = _word(before.measure) != _word(row.measure)
    holds = factor(before.measure, row.measure) if other else Decimal(1)
    if power := slip(ratio * float(holds or 0)):
        return PriceFinding("SLIP", row, before, ratio, power, holds)
    if other:
        return PriceFinding("UNIT", row, before, ratio, factor=holds, guess=_pieces(ratio))
    if priced and not 1 / MOST_RATIO <= ratio <= MOST_RATIO:
        return PriceFinding("RATIO", row, before, ratio)
    return None


def slip(ratio: float) -> int:
    """The power of ten (1 to 3, or -1 to -3) by which a price slipped, 0 where it did not: 10.5 gives 1."""
    if ratio <= 0:
        return 0
    power = round(log10(ratio))
    near = 1 / SLIP_FACTOR <= ratio / 10.0**power <= SLIP_FACTOR
    return power if near and abs(power) in POWERS else 0


def _word(measure: str) -> str:
    return " ".join(measure.lower().split())


def _pieces(ratio: float) -> int:
    """How many pieces a unit would hold whose price fell to `ratio`; 0 where no usual number fits."""
    low, high = (float(bound) for bound in CONVERTED)
    return next((number for number in PIECES if ratio and low <= ratio * number <= high), 0)


def _twice(rows: Iterable[Priced]) -> list[PriceFinding]:
    """One finding for each name and specification that stands several times, letters large or small alike."""
    first: dict[tuple[str, ...], Priced] = {}
    times: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        key = tuple(part.casefold() for part in row.key)
        first.setdefault(key, row)
        times[key] += 1
    return [PriceFinding("TWICE", first[key], times=number) for key, number in times.items() if number > 1]


def median_ratio(old: Iterable[Priced], new: Iterable[Priced]) -> float:
    """The middle of new price / old price over all pairs that have both; 0 where there is none."""
    ratios = sorted(b.price_amount / a.price_amount for a, b in pairs(old, new) if a.price_amount and b.price_amount)
    if not ratios:
        return 0.0
    middle = len(ratios) // 2
    return ratios[middle] if len(ratios) % 2 else (ratios[middle - 1] + ratios[middle]) / 2
