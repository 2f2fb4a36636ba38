"""A dial: one value on half a circle of classes, for an index from `low` to `high`."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pendopo.kernel.figures.scale import px

WIDTH, HEIGHT, MIDDLE, FOOT, RADIUS = 260, 152, 130.0, 124.0, 100.0


@dataclass(frozen=True)
class Arc:
    """A class of the index: name, its span as shown, path, css, and whether the value lies in it."""

    label: str
    span: str
    path: str
    css: str
    here: bool


@dataclass(frozen=True)
class Dial:
    """Arcs from left to right, the place of the knot, the value as shown and the name of its class."""

    width: str
    height: str
    arcs: tuple[Arc, ...]
    x: str
    y: str
    text: str
    label: str
    low: str
    high: str


def dial(value: float, classes: Sequence[dict], *, text: str, ends: tuple[str, str] = ("0", "1")) -> Dial:
    """`value` among `classes`, dicts from lowest to highest: `label`, `low`, `high` (numbers), `span` (text), `css`.

    A value outside the classes stands at the nearer end. Raises ValueError without classes.
    """
    if not classes:
        raise ValueError("a dial needs at least one class")
    first, last = float(classes[0]["low"]), float(classes[-1]["high"])
    value = min(max(float(value), first), last)

    def turn(point: float) -> float:
        return math.pi * (1 - (point - first) / ((last - first) or 1.0))

    here = max(place for place, entry in enumerate(classes) if value >= float(entry["low"]))
    arcs = tuple(
        Arc(
            entry["label"],
            entry.get("span", ""),
            _arc(turn(float(entry["low"])), turn(float(entry["high"]))),
            entry.get("css", f"d{place}"),
            place == here,
        )
        for place, entry in enumerate(classes)
    )
    x, y = _point(turn(value))
    return Dial(str(WIDTH), str(HEIGHT), arcs, px(x), px(y), text, classes[here]["label"], *ends)


def _point(angle: float) -> tuple[float, float]:
    return MIDDLE + RADIUS * math.cos(angle), FOOT - RADIUS * math.sin(angle)


def _arc(start: float, end: float) -> str:
    x1, y1 = _point(start - 0.008)
    x2, y2 = _point(end + 0.008)
    return f"M{px(x1)} {px(y1)}A{px(RADIUS)} {px(RADIUS)} 0 0 1 {px(x2)} {px(y2)}"
