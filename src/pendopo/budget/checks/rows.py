"""Checks that look at each row by itself, or at its form."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from pendopo.budget.checks.columns import Bools, Columns, Floats, Hits, Limits, hits, share


def starts_with(code: str, prefixes: list[str]) -> bool:
    """Whether an account or activity code lies below one of the prefixes: 5.1.05 holds 5.1.05.06, not 5.1.051."""
    return any(code == prefix or code.startswith(f"{prefix}.") for prefix in prefixes)


def placeholders(rows: Columns, rule: dict[str, Any]) -> Hits:
    """Rows that say themselves that they are provisional."""
    return hits("PLACEHOLDER", rows.placeholder, rows.amount, 0)


def whole_activity(rows: Columns, rule: dict[str, Any]) -> Hits:
    """A1: one component is the whole activity. Figure: its share."""
    shares = share(rows.amount, rows.total)
    return hits("A1", (shares >= rule["share"]) & ~rows.exempt & ~rows.placeholder, shares, rule["share"])


def one_package(rows: Columns, rule: dict[str, Any]) -> Hits:
    """A1: a large share written as one package. Figure: its share. What A1 names already is not named twice."""
    shares = share(rows.amount, rows.total)
    found = (shares >= rule["share"]) & rows.package & ~rows.exempt & ~rows.placeholder
    return hits("A1_PACKAGE", found & ~(shares >= rule.get("below", np.inf)), shares, rule["share"])


def volume_each(rows: Columns) -> Floats:
    """Volume for each beneficiary and period, 0 where the beneficiaries are not known."""
    return share(rows.volume, rows.beneficiaries * rows.periods)


def quantity(rows: Columns, rule: dict[str, Any]) -> Hits:
    """A2: more for each beneficiary and period than its kind of component allows. Figure: volume for each."""
    each = volume_each(rows)
    return hits("A2", (rows.beneficiaries > 0) & (rows.bound > 0) & (each > rows.bound), each, rows.bound)


def price_ratio(rows: Columns) -> Floats:
    """Price / standard for the same unit: the standard is converted where its unit differs; 0 where nothing is known.

    1,340 for a piece beside 15,300 for a dozen (factor 12) is 1.051.
    """
    return share(rows.price * rows.factor, rows.standard)


def above_standard(rows: Columns, rule: dict[str, Any], *, hard: bool) -> Hits:
    """A6: a price above its standard, in the same unit. Figure: the price, limit: the standard."""
    found = (rows.standard > 0) & (rows.factor == 1) & (rows.price > rows.standard) & (rows.hard == hard)
    return hits("A6_HARD" if hard else "A6_ESTIMATE", found, rows.price, rows.standard)


def account_refused(rows: Columns, rule: dict[str, Any]) -> Hits:
    """A7: the standard item may not be used with the row's account."""
    return hits("A7", ~rows.account_allowed, 1, 0)


def slipped(ratio: Any, rule: dict[str, Any]) -> Floats:
    """The power of ten by which a price slipped against its reference (1, 2, 3), 0 where it did not."""
    ratio = np.atleast_1d(np.asarray(ratio, dtype=np.float64))
    power = np.log10(ratio, out=np.full_like(ratio, np.nan), where=ratio > 0)
    nearest = np.rint(power)
    near = np.abs(power - nearest) < rule["tolerance"]
    return np.where(near & np.isin(nearest, rule["powers"]), nearest, 0)


def digit_slip(rows: Columns, rule: dict[str, Any]) -> Hits:
    """A8: ten, a hundred or a thousand times the reference. Figure: price / reference, limit: 10^k."""
    ratio = price_ratio(rows)
    power = slipped(ratio, rule)
    return hits("A8", power > 0, ratio, 10.0**power)


def unit_changed(rows: Columns, rule: dict[str, Any]) -> Hits:
    """A9: another unit than the standard's, and a price that the conversion does not explain (or none is known).

    Figure: price / converted standard, 0 where nobody can convert.
    """
    ratio = price_ratio(rows)
    other = (rows.standard > 0) & (rows.factor != 1)
    odd = (ratio < rule["low"]) | (ratio > rule["high"])
    return hits("A9", other & odd, ratio, rule["high"])


def location_missing(rows: Columns, rule: dict[str, Any]) -> Hits:
    """Spending that names a place has none."""
    return hits("LOCATION", rows.location_missing & (rows.amount > 0), rows.amount, 0)


def row_checks(rows: Columns, limits: Limits) -> Iterator[Hits]:
    """All checks of single rows whose rule is in force."""
    if "A1_PACKAGE" in limits and "A1" in limits:
        limits = limits | {"A1_PACKAGE": limits["A1_PACKAGE"] | {"below": limits["A1"]["share"]}}
    plain = {
        "PLACEHOLDER": placeholders,
        "A1": whole_activity,
        "A1_PACKAGE": one_package,
        "A2": quantity,
        "A7": account_refused,
        "A8": digit_slip,
        "A9": unit_changed,
        "LOCATION": location_missing,
    }
    for code, check in plain.items():
        if code in limits:
            yield check(rows, limits[code])
    for code, hard in (("A6_HARD", True), ("A6_ESTIMATE", False)):
        if code in limits:
            yield above_standard(rows, limits[code], hard=hard)


def any_of(codes: list[str], prefixes: list[str]) -> Bools:
    """For each code whether it lies below one of the prefixes."""
    return np.array([starts_with(code, prefixes) for code in codes], dtype=np.bool_)
