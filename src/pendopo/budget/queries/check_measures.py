"""In what unit a row counts and in what unit its standard is priced; each pair is looked at once, not with each row."""

import datetime as dt

import numpy as np

from pendopo.budget.checks.columns import Floats, Ints
from pendopo.budget.measuring import Units, conversion, known_units
from pendopo.kernel.sql import read

_MEASURES = """
    SELECT i.id, i.measure AS written, coalesce(now.measure, own.measure) AS standard
    FROM budget_lineitem i
    JOIN budget_pricerevision own ON own.id = i.price_id
    LEFT JOIN budget_pricerevision now ON now.item_id = own.item_id AND now.edition_id = (
        SELECT id FROM budget_priceedition WHERE status IN ('EFFECTIVE', 'SUPERSEDED') AND valid_from_date <= %(on)s
        ORDER BY valid_from_date DESC, id DESC LIMIT 1)
    WHERE i.id = ANY (%(items)s)
"""
_UNITS = """
    SELECT u.code, u.name, coalesce(b.code, '') AS base, u.factor,
        ARRAY(SELECT s.text FROM budget_measurespelling s WHERE s.unit_id = u.id) AS spellings
    FROM budget_measureunit u LEFT JOIN budget_measureunit b ON b.id = u.base_id
"""


def units_of_measure() -> Units:
    """All units of measure. One query."""
    rows = read(_UNITS)
    spellings = ((text, row["code"]) for row in rows for text in row["spellings"])
    return known_units(((row["code"], row["name"], row["base"], row["factor"]) for row in rows), spellings)


def factors_of(items: Ints, pairs: Ints, on: dt.date) -> Floats:
    """How many of each row's unit one of its standard's holds, 0 where nobody can say. At most two queries.

    `pairs`: one number for each pair of units that are written differently, else 0.
    """
    found = np.ones(len(pairs), dtype=np.float64)
    (odd,) = np.nonzero(pairs)
    if not len(odd):
        return found
    _pairs, first, back = np.unique(pairs[odd], return_index=True, return_inverse=True)
    chosen = items[odd][first].tolist()
    units = units_of_measure()
    held = {row["id"]: row for row in read(_MEASURES, items=chosen, on=on)}
    factors = [float(conversion(held[item]["standard"], held[item]["written"], units)) for item in chosen]
    found[odd] = np.array(factors)[back]
    return found
