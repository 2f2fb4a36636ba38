"""The rows of a budget as columns, and what a check gives back."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Limits = dict[str, dict[str, Any]]
"""Code of a check -> the value of its rule in force."""


@dataclass(frozen=True)
class Columns:
    """Rows as columns of one length. Amounts and prices are whole rupiah, volumes plain numbers.

    `sheet`, `unit` and `component` are any whole numbers that are the same for rows that belong together.
    `total` is what a share is taken of: the form's ceiling or the sum of its rows, whichever is more. 0 in `standard`,
    `old_price` and `beneficiaries` means not known; -1 in `before` (the year before) too. `factor` says how many of the
    row's unit the standard's unit holds, 0 where nobody can say.
    """

    sheet: Ints
    unit: Ints
    component: Ints
    amount: Ints
    price: Ints
    volume: Floats
    total: Ints
    placeholder: Bools
    package: Bools
    exempt: Bools
    standard: Ints
    hard: Bools
    account_allowed: Bools
    factor: Floats
    beneficiaries: Ints
    periods: Ints
    bound: Floats
    location_missing: Bools

    def __len__(self) -> int:
        return len(self.amount)


@dataclass(frozen=True)
class Hits:
    """What one check found: places of rows (or of groups), the figure of each and the limit that it crossed."""

    code: str
    rows: Ints
    figures: Floats
    limits: Floats
    more: dict[str, Any] = field(default_factory=dict)


def hits(code: str, where: Bools, figures: Any, limits: Any) -> Hits:
    """The hits where a mask holds; figures and limits are columns of the same length, or one number for all."""
    rows = np.flatnonzero(where)
    picked = [
        np.asarray(values, dtype=np.float64)[rows] if np.ndim(values) else np.full(len(rows), float(values))
        for values in (figures, limits)
    ]
    return Hits(code, rows, picked[0], picked[1])


def share(part: Any, whole: Any) -> Floats:
    """part / whole, 0 where the whole is not above 0."""
    part, whole = np.asarray(part, dtype=np.float64), np.asarray(whole, dtype=np.float64)
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
