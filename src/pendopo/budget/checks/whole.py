"""All checks of some rows at once: their peers counted, and what was found in rows, forms and units."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from pendopo.budget.checks.columns import Columns, Floats, Hits, Ints, Limits, hits
from pendopo.budget.checks.peers import (
    Spread,
    component_spreads,
    jumps,
    largest_shares,
    outliers,
    round_shares,
    rounded,
    share_limit,
    shares_above_peers,
    spread_of,
)
from pendopo.budget.checks.rows import row_checks

COMPONENT_COLUMNS = {
    "component": pl.Int64,
    "number": pl.UInt32,
    "volume_median": pl.Float64,
    "amount_median": pl.Float64,
    "volume_mad": pl.Float64,
    "amount_mad": pl.Float64,
}


def no_components() -> pl.DataFrame:
    """Spreads of no component."""
    return pl.DataFrame(schema=COMPONENT_COLUMNS)


@dataclass(frozen=True)
class Norms:
    """How figures spread among peers: the largest share by activity number, volume and amount by component."""

    shares: dict[int, Spread] = field(default_factory=dict)
    components: pl.DataFrame = field(default_factory=no_components)


def _first_of(sheets: Ints, values: Ints) -> Ints:
    """For each form (sorted by its number) the value of its first row."""
    _numbers, places = np.unique(sheets, return_index=True)
    return values[places]


def norms_of(rows: Columns, activity: Ints, limits: Limits) -> Norms:
    """What peers show in these rows. `activity`: the activity's number of each row."""
    shares: dict[int, Spread] = {}
    if len(rows) and "A3" in limits:
        _sheets, largest = largest_shares(rows)
        own = _first_of(rows.sheet, activity)
        order = np.argsort(own, kind="stable")
        numbers, starts = np.unique(own[order], return_index=True)
        for number, values in zip(numbers.tolist(), np.split(largest[order], starts[1:]), strict=True):
            if len(values) >= limits["A3"]["least_peers"]:
                shares[number] = spread_of(values.tolist())
    components = component_spreads(rows) if "A4" in limits and len(rows) else no_components()
    return Norms(shares, components)


def _share_limits(activity: Ints, norms: Norms, rule: Mapping[str, Any]) -> Floats:
    numbers, places = np.unique(activity, return_inverse=True)
    found = [share_limit(norms.shares.get(number, Spread(0, 0.0, 0.0)), rule) for number in numbers.tolist()]
    return np.array(found, dtype=np.float64)[places]


def hits_in_rows(rows: Columns, activity: Ints, limits: Limits, norms: Norms) -> list[Hits]:
    """What all checks of rows find, those beside peers too."""
    if not len(rows):
        return []
    found = list(row_checks(rows, limits))
    if "A3" in limits:
        found.append(shares_above_peers(rows, _share_limits(activity, norms, limits["A3"]), limits["A3"]))
    if "A4" in limits:
        found.append(outliers(rows, norms.components, limits["A4"]))
    return found


@dataclass(frozen=True)
class Forms:
    """Forms as columns: sum of rows, ceiling, and the sum of the year before (-1: not known), whole rupiah."""

    sheet: Ints
    unit: Ints
    amount: Ints
    ceiling: Ints
    before: Ints


def hits_in_forms(forms: Forms, limits: Limits) -> list[Hits]:
    """Forms above their ceiling, and forms that jumped against the year before. Rows are places in `forms`."""
    found = []
    if "CEILING" in limits:
        found.append(
            hits("CEILING", (forms.ceiling >= 0) & (forms.amount > forms.ceiling), forms.amount, forms.ceiling)
        )
    if "A5" in limits:
        found.append(jumps(forms.amount, forms.before, limits["A5"]))
    return found


def hits_in_units(rows: Columns, limits: Limits) -> tuple[Ints, list[Hits]]:
    """Units that round far more than others: their numbers, and what was found at which place among them."""
    if "A10" not in limits or not len(rows):
        return np.zeros(0, dtype=np.int64), []
    shares = round_shares(rows.unit, rows.amount, limits["A10"])
    return shares["unit"].to_numpy(), [rounded(shares, limits["A10"])]
