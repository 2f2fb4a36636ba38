"""Bars: one beside a label, and one of parts. Widths are of 100 (bars) or 1000 (stacks); the page stretches them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pendopo.kernel.figures.scale import px

Amount = float | int | Decimal


@dataclass(frozen=True)
class Bar:
    """One row: label, value as text, x and width of 100, mark of a plan, css class, address."""

    label: str
    text: str
    x: str
    width: str
    mark: str
    css: str
    url: str


@dataclass(frozen=True)
class BarChart:
    """Rows over a common zero, which stands at `zero` of 100."""

    rows: tuple[Bar, ...]
    zero: str


def bars(rows: Iterable[dict], *, most: Amount | None = None) -> BarChart:
    """Rows are dicts: `label`, `value` (number), `text` (as shown); `mark` (number), `css` (s1, f-late), `url`.

    `most` fixes the full width (100 for percent); otherwise the largest value fills it. Values below zero go left.
    """
    rows = list(rows)
    values = [float(row["value"]) for row in rows]
    marks = [float(row["mark"]) for row in rows if row.get("mark") is not None]
    high = float(most) if most is not None else max([0.0, *values, *marks])
    low = min([0.0, *values])
    span = (high - low) or 1.0

    def at(value: float) -> float:
        return (min(max(value, low), high) - low) / span * 100

    return BarChart(
        rows=tuple(
            Bar(
                label=row["label"],
                text=row["text"],
                x=px(min(at(0), at(value))),
                width=px(abs(at(value) - at(0))),
                mark=px(at(float(row["mark"]))) if row.get("mark") is not None else "",
                css=row.get("css", "s1"),
                url=row.get("url", ""),
            )
            for row, value in zip(rows, values, strict=True)
        ),
        zero=px(at(0)),
    )


def share_bar(value: Amount, *, plan: Amount | None = None, css: str = "f-good") -> BarChart:
    """One bar of percent, with the plan as a mark: what `progress` shows."""
    return bars([{"label": "", "value": value, "text": "", "mark": plan, "css": css}], most=100)


@dataclass(frozen=True)
class Part:
    """A part of a stack: x and width of 1000, label, value as text, css, address."""

    label: str
    text: str
    x: str
    width: str
    css: str
    url: str


@dataclass(frozen=True)
class Stack:
    """One bar of parts, with gaps of 3."""

    parts: tuple[Part, ...]


def stack(parts: Sequence[dict], *, total: Amount | None = None) -> Stack:
    """Parts are dicts: `label`, `value`, `text`; `css` (else s1 to s8 in order), `url`. None below zero."""
    whole = float(total) if total is not None else sum(float(part["value"]) for part in parts)
    drawn, x = [], 0.0
    for number, part in enumerate(parts, start=1):
        width = float(part["value"]) / whole * 1000 if whole else 0.0
        css = part.get("css", f"s{min(number, 8)}")
        drawn.append(
            Part(part["label"], part["text"], px(x), px(max(width - 3, min(width, 1.0))), css, part.get("url", ""))
        )
        x += width
    return Stack(tuple(drawn))
