"""Lines over time: the chart, drawn once for phones and once for wide screens, and the sparkline beside a figure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pendopo.kernel.figures.scale import path, px, ticks

LETTER = 8.0  # mean width of a letter of an end label
Frame = tuple[str, int, int, int]  # css class, width, height, right margin


@dataclass(frozen=True)
class Line:
    """A series: name, values (None is a gap at the end or start), style "" | plan | forecast, css, end label.

    `at` is the step where dot and label stand (with the label to the left), when the line runs on: a plan beyond today.
    """

    name: str
    values: Sequence[float | None]
    style: str = ""
    css: str = "s1"
    label: str = ""
    at: int | None = None


@dataclass(frozen=True)
class Band:
    """Where a forecast may fall: lowest and highest value at each step (None before it begins), css."""

    low: Sequence[float | None]
    high: Sequence[float | None]
    css: str = "s1"


@dataclass(frozen=True)
class DrawnLine:
    """A line's path, its last point and the place of its end label; `value` is the label's second line, or empty."""

    name: str
    path: str
    style: str
    css: str
    label: str
    value: str
    x: str
    y: str
    label_x: str
    label_y: str
    anchor: str


@dataclass(frozen=True)
class Tick:
    """A place on an axis and its text."""

    at: str
    text: str


@dataclass(frozen=True)
class Drawing:
    """The chart at one size. `css` says on which screens."""

    css: str
    width: str
    height: str
    left: str
    right: str
    top: str
    bottom: str
    zero: str
    lines: tuple[DrawnLine, ...]
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]
    today: str
    band: str = ""
    band_css: str = ""


@dataclass(frozen=True)
class LineChart:
    """Both sizes; the page's media queries choose."""

    sizes: tuple[Drawing, ...]


def line_chart(
    lines: Sequence[Line],
    steps: Sequence[str],
    *,
    text: Callable[[float], str] = lambda value: f"{value:g}",
    today: float | None = None,
    high: float | None = None,
    band: Band | None = None,
) -> LineChart:
    """Draw `lines` over `steps` (labels of the x axis; empty text hides one). `today` is a place among the steps.

    `text` writes the values of the y axis; `high` fixes its top (100 for percent). The zero line is always there.
    `band` is the span in which a forecast may fall; the line in its middle has the style "forecast".
    """
    series = [line.values for line in lines] + ([band.low, band.high] if band else [])
    known = [value for values in series for value in values if value is not None]
    scale = ticks(min([0.0, *known]), high if high is not None else max([0.0, *known]))
    frames = (("p-only-wide", 620, 340, 132), ("p-only-narrow", 328, 300, 84))
    return LineChart(
        tuple(
            _draw(frame, lines=lines, steps=steps, scale=scale, text=text, today=today, band=band) for frame in frames
        )
    )


def _draw(
    frame: Frame,
    *,
    lines: Sequence[Line],
    steps: Sequence[str],
    scale: list[float],
    text: Callable[[float], str],
    today: float | None,
    band: Band | None,
) -> Drawing:
    css, width, height, margin = frame
    left, right, top, bottom = 52.0, float(width - margin), 16.0, float(height - 32)
    gap = (right - left) / max(1, len(steps) - 1)
    low, span = scale[0], scale[-1] - scale[0]

    def at(value: float) -> float:
        return bottom - (value - low) / span * (bottom - top)

    placed = [_placed(line, left, gap, at, margin) for line in lines]
    shown = max(1, -(-len([step for step in steps if step]) // (6 if width > 400 else 4)))
    columns = [Tick(px(left + gap * index), step) for index, step in enumerate(steps) if step and index % shown == 0]
    return Drawing(
        css=css,
        width=str(width),
        height=str(height),
        left=px(left),
        right=px(right),
        top=px(top),
        bottom=px(bottom),
        zero=px(at(0)),
        lines=tuple(_apart(placed)),
        rows=tuple(Tick(px(at(value)), text(value)) for value in scale),
        columns=tuple(columns),
        today=px(left + gap * today) if today is not None else "",
        band=_area(band, left, gap, at) if band else "",
        band_css=band.css if band else "",
    )


def _area(band: Band, left: float, gap: float, at: Callable[[float], float]) -> str:
    """The closed outline of a band: along the top, back along the foot."""
    pairs = [
        (left + gap * place, at(low), at(high))
        for place, (low, high) in enumerate(zip(band.low, band.high, strict=True))
        if low is not None and high is not None
    ]
    outline = [(x, top) for x, _foot, top in pairs] + [(x, foot) for x, foot, _top in reversed(pairs)]
    return f"{path(outline)}z" if len(pairs) > 1 else ""


@dataclass(frozen=True)
class _Placed:
    line: Line
    points: list[tuple[float, float]]
    end: tuple[float, float]
    words: tuple[str, ...]


def _placed(line: Line, left: float, gap: float, at: Callable[[float], float], margin: float) -> _Placed:
    """A label that does not fit into the margin takes two lines: the name, then the value."""
    points = [(left + gap * index, at(value)) for index, value in enumerate(line.values) if value is not None]
    end = points[-1] if points else (left, 0.0)
    value = line.values[line.at] if line.at is not None else None
    if line.at is not None and value is not None:
        end = (left + gap * line.at, at(value))
    label = line.label or line.name
    split = line.at is None and " " in label and len(label) * LETTER > margin - 12
    return _Placed(line, points, end, words=tuple(label.rsplit(" ", 1)) if split else (label,))


def _apart(placed: list[_Placed]) -> list[DrawnLine]:
    """End labels at least 18 apart, in the order of their ends; a label to the left stands above its line."""
    places: dict[int, float] = {}
    last = 0.0
    for number, entry in sorted(enumerate(placed), key=lambda pair: pair[1].end[1]):
        places[number] = max(entry.end[1], last)
        last = places[number] + 18 * len(entry.words)
    return [_drawn(entry, places[number]) for number, entry in enumerate(placed)]


def _drawn(entry: _Placed, place: float) -> DrawnLine:
    left = entry.line.at is not None
    return DrawnLine(
        name=entry.line.name,
        path=path(entry.points),
        style=entry.line.style,
        css=entry.line.css,
        label=entry.words[0],
        value=entry.words[1] if len(entry.words) > 1 else "",
        x=px(entry.end[0]),
        y=px(entry.end[1]),
        label_x=px(entry.end[0] + (-10 if left else 10)),
        label_y=px(entry.end[1] - 8 if left else place + 5),
        anchor="end" if left else "start",
    )


@dataclass(frozen=True)
class Sparkline:
    """A line of 92 x 32 and its last point."""

    path: str
    x: str
    y: str
    css: str


def sparkline(values: Sequence[float], *, css: str = "s1") -> Sparkline:
    """The run of a figure; the lowest value lies at the foot. Fewer than two values give a flat line."""
    values = [float(value) for value in values] or [0.0]
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    gap = 84 / max(1, len(values) - 1)
    points = [(4 + gap * index, 28 - (value - low) / span * 24) for index, value in enumerate(values)]
    if len(points) == 1:
        points.append((88.0, points[0][1]))
    return Sparkline(path(points), px(points[-1][0]), px(points[-1][1]), css)
