"""Checks that look at a figure beside those of others: median and MAD, which a few wild figures do not move."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from pendopo.budget.checks.columns import Columns, Floats, Hits, Ints, hits, share


@dataclass(frozen=True)
class Spread:
    """How a figure spreads: how many, median, median of the distances to it, and some of the figures."""

    number: int
    median: float
    mad: float
    sample: tuple[float, ...] = ()


SAMPLE = 40


def spread_of(values: Iterable[float]) -> Spread:
    """The spread of some figures; zeros for none."""
    found = np.sort(np.fromiter(values, dtype=np.float64))
    if not len(found):
        return Spread(0, 0.0, 0.0)
    middle = float(np.median(found))
    shown = found[np.linspace(0, len(found) - 1, min(len(found), SAMPLE)).astype(int)]
    return Spread(len(found), middle, float(np.median(np.abs(found - middle))), tuple(shown.tolist()))


def z_of(value: float, spread: Spread, rule: Mapping[str, Any]) -> float:
    """The robust z: (value - median) / (1.4826 x MAD); 0 where the spread is none."""
    return (value - spread.median) / (rule["mad"] * spread.mad) if spread.mad else 0.0


def _wild(distance: Floats, mad: Floats, number: Ints, rule: Mapping[str, Any]) -> tuple[Any, Floats]:
    """Mask of wild figures and the z of each; without spread the ratio to the median decides, and stands for z."""
    scale = rule["mad"] * mad
    z = np.divide(distance, scale, out=np.exp(np.minimum(distance, 700.0)), where=scale > 0)
    limit = np.where(scale > 0, float(rule["z"]), float(rule["ratio_without_spread"]))
    return (number >= rule["least_peers"]) & (z > limit), z


def component_spreads(rows: Columns) -> pl.DataFrame:
    """For each component: number, median and MAD of ln(volume) and ln(amount), over rows above zero."""
    keep = (rows.volume > 0) & (rows.amount > 0)
    frame = pl.DataFrame(
        {
            "component": rows.component[keep],
            "volume": np.log(rows.volume[keep]),
            "amount": np.log(rows.amount[keep].astype(np.float64)),
        }
    )
    frame = frame.with_columns(
        number=pl.len().over("component"),
        volume_median=pl.col("volume").median().over("component"),
        amount_median=pl.col("amount").median().over("component"),
    )
    far = {name: (pl.col(name) - pl.col(f"{name}_median")).abs().median() for name in ("volume", "amount")}
    firsts = [pl.col(name).first() for name in ("number", "volume_median", "amount_median")]
    return frame.group_by("component").agg(*firsts, volume_mad=far["volume"], amount_mad=far["amount"])


def outliers(rows: Columns, spreads: pl.DataFrame, rule: Mapping[str, Any]) -> Hits:
    """A4: volume or amount of a component far above all others of its kind. Figure: the larger robust z."""
    frame = pl.DataFrame({"component": rows.component}).join(spreads, on="component", how="left", maintain_order="left")
    known = frame.with_columns(pl.col("number").fill_null(0)).fill_null(0.0)
    number = known["number"].to_numpy()
    where, figures = np.zeros(len(rows), dtype=np.bool_), np.zeros(len(rows))
    for name, values in (("volume", rows.volume), ("amount", rows.amount.astype(np.float64))):
        logs = np.log(values, out=np.full(len(rows), -np.inf), where=values > 0)
        distance = logs - known[f"{name}_median"].to_numpy()
        found, z = _wild(distance, known[f"{name}_mad"].to_numpy(), number, rule)
        where |= found
        figures = np.maximum(figures, np.where(found, z, 0))
    return hits("A4", where, figures, rule["z"])


def share_limit(spread: Spread, rule: Mapping[str, Any]) -> float:
    """The share above which a row stands out among its peers; none (infinite) where peers are too few."""
    if spread.number < rule["least_peers"]:
        return float("inf")
    return max(spread.median + rule["factor"] * rule["mad"] * spread.mad, rule["least_share"])


def shares_above_peers(rows: Columns, limits: Floats, rule: Mapping[str, Any]) -> Hits:
    """A3: a row's share of its form above what the same sub kegiatan shows elsewhere. `limits`: one for each row."""
    shares = share(rows.amount, rows.total)
    strict = shares > limits
    return hits("A3", (strict | (shares == rule["least_share"])) & (shares >= limits) & ~rows.exempt, shares, limits)


def largest_shares(rows: Columns) -> tuple[Ints, Floats]:
    """For each form (sorted by its number) the share of its largest row."""
    frame = pl.DataFrame({"sheet": rows.sheet, "share": share(rows.amount, rows.total)})
    found = frame.group_by("sheet").agg(pl.col("share").max()).sort("sheet")
    return found["sheet"].to_numpy(), found["share"].to_numpy()


def jumps(now: Ints, before: Ints, rule: Mapping[str, Any]) -> Hits:
    """A5: more than double or less than half of the year before, and a change that weighs. Figure: now / before."""
    ratio = share(now, before)
    weighs = np.abs(now - before) > rule["least_change"]
    return hits("A5", (before > 0) & ((ratio > rule["high"]) | (ratio < rule["low"])) & weighs, ratio, rule["high"])


def round_shares(unit: Ints, amount: Ints, rule: Mapping[str, Any]) -> pl.DataFrame:
    """For each unit: rows above zero and how many of them are round, in percent."""
    keep = amount > 0
    frame = pl.DataFrame({"unit": unit[keep], "round": amount[keep] % rule["modulus"] == 0})
    return frame.group_by("unit").agg(rows=pl.len(), percent=pl.col("round").mean() * 100).sort("unit")


def rounded(shares: pl.DataFrame, rule: Mapping[str, Any]) -> Hits:
    """A10: a unit rounds far more than its peers. Rows are places in `shares`; figure: its percent of round rows."""
    percent = shares["percent"].to_numpy()
    middle = float(np.median(percent)) if len(percent) else 0.0
    limit = middle + rule["points"]
    return hits("A10", (percent > limit) & (shares["rows"].to_numpy() >= rule["least_rows"]), percent, limit)
