"""Many small charts on one scale, and one value among its peers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pendopo.kernel.figures.scale import path, px, ticks


@dataclass(frozen=True)
class Panel:
    """One small chart of 160 x 64: name, last value as shown, address, path, last point, zero line, css."""

    label: str
    text: str
    url: str
    path: str
    x: str
    y: str
    zero: str
    css: str


@dataclass(frozen=True)
class SmallMultiples:
    """Panels that share one scale, from 0 to `high`; `first` and `last` name the ends of the run."""

    panels: tuple[Panel, ...]
    first: str
    last: str


def small_multiples(rows: Iterable[dict], *, steps: Sequence[str]) -> SmallMultiples:
    """Rows are dicts: `label`, `values` (numbers, None is a gap), `text` (the last one as shown), `url`, `css`.

    One scale for all, with zero: who is larger and who rises can be compared at a glance.
    """
    rows = list(rows)
    known = [float(value) for row in rows for value in row["values"] if value is not None]
    scale = ticks(min([0.0, *known]), max([0.0, *known]))
    low, span = scale[0], scale[-1] - scale[0]

    def at(value: float) -> float:
        return 58 - (value - low) / span * 52

    gap = 148 / max(1, len(steps) - 1)
    panels = []
    for row in rows:
        points = [(4 + gap * place, at(float(value))) for place, value in enumerate(row["values"]) if value is not None]
        end = points[-1] if points else (4.0, at(0))
        panels.append(
            Panel(
                row["label"],
                row["text"],
                row.get("url", ""),
                path(points),
                px(end[0]),
                px(end[1]),
                px(at(0)),
                row.get("css", "s1"),
            )
        )
    return SmallMultiples(tuple(panels), steps[0] if steps else "", steps[-1] if steps else "")


@dataclass(frozen=True)
class Peers:
    """Dots on a line of 300 x 44: x of each peer, x of the one itself, its words and their anchor."""

    dots: tuple[str, ...]
    x: str
    text: str
    anchor: str
    text_x: str
    css: str


def peers(
    values: Iterable[float], own: float, *, text: str, low: float = 0, high: float | None = None, css: str = "f-late"
) -> Peers:
    """`own` among `values` between `low` and `high` (else the largest); `text` is how the own value is written."""
    values = [float(value) for value in values]
    top = float(high) if high is not None else max([float(own), *values])
    span = (top - low) or 1.0

    def at(value: float) -> float:
        return 8 + (min(max(value, low), top) - low) / span * 284

    x = at(float(own))
    anchor = "start" if x < 60 else "end" if x > 240 else "middle"
    shift = {"start": -8, "end": 8, "middle": 0}[anchor]
    return Peers(tuple(px(at(value)) for value in values), px(x), text, anchor, px(x + shift), css)
