"""Areas in proportion: a treemap drawn once for phones and once for wide screens."""

from collections.abc import Sequence
from dataclasses import dataclass

import squarify
from django.utils.safestring import SafeString, mark_safe

from pendopo.kernel.figures.scale import px

LETTER = 0.56  # mean width of a letter, in font sizes


@dataclass(frozen=True)
class Cell:
    """A rectangle with the lines of its name; small cells carry no words, only their title."""

    x: str
    y: str
    width: str
    height: str
    css: str
    url: str
    title: str
    text_x: str
    words: tuple[tuple[str, str], ...]
    size: str
    value: str
    value_y: str

    @property
    def frame(self) -> SafeString:
        """Place and size as attributes; a page has dozens of cells, and each variable of a template costs."""
        frame = f'x="{self.x}" y="{self.y}" width="{self.width}" height="{self.height}"'
        return mark_safe(frame)  # noqa: S308 - four numbers of ours

    @property
    def lines(self) -> list[tuple[SafeString, str]]:
        """Each line of the name with its place and size as attributes."""
        return [(self._place(y), line) for y, line in self.words]

    @property
    def value_place(self) -> SafeString:
        """Place and size of the value as attributes."""
        return self._place(self.value_y)

    def _place(self, y: str) -> SafeString:
        return mark_safe(f'x="{self.text_x}" y="{y}" font-size="{self.size}"')  # noqa: S308 - three numbers of ours


@dataclass(frozen=True)
class Drawing:
    """The treemap at one size."""

    css: str
    width: str
    height: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Treemap:
    """Both sizes; the page's media queries choose."""

    sizes: tuple[Drawing, ...]


def treemap(items: Sequence[dict]) -> Treemap:
    """Items are dicts: `label`, `value` (> 0), `text`; `url`, `css` (else s1 to s7, then s8). Largest first."""
    rows = sorted((item for item in items if float(item["value"]) > 0), key=lambda item: -float(item["value"]))
    # One part alone says nothing by its area: a strip is enough.
    wide, narrow = (420, 400) if len(rows) > 1 else (88, 88)
    return Treemap(
        tuple(_draw(rows, *frame) for frame in (("p-only-wide", 1024, wide), ("p-only-narrow", 328, narrow)))
    )


def _draw(rows: list[dict], css: str, width: int, height: int) -> Drawing:
    sizes = squarify.normalize_sizes([float(row["value"]) for row in rows], width, height)
    places = squarify.squarify(sizes, 0, 0, width, height)
    cells = (_cell(number, row, place) for number, (row, place) in enumerate(zip(rows, places, strict=True), start=1))
    return Drawing(css, str(width), str(height), tuple(cells))


def _cell(number: int, row: dict, place: dict[str, float]) -> Cell:
    width, height = max(place["dx"] - 2, 0.5), max(place["dy"] - 2, 0.5)
    size = 22 if width > 260 and height > 120 else 16 if width > 100 and height > 60 else 14
    lines = _wrapped(row["label"], width - 16, size)
    room = height - 16 >= len(lines) * size * 1.25 and _fits(lines, width, size)
    room_below = room and height - 16 >= (len(lines) + 1.05) * size * 1.25 and _fits([row["text"]], width, size)
    top = place["y"] + 10 + size
    step = size * 1.25
    return Cell(
        x=px(place["x"] + 1),
        y=px(place["y"] + 1),
        width=px(width),
        height=px(height),
        css=row.get("css", f"s{min(number, 8)}"),
        url=row.get("url", ""),
        title=f"{row['label']}: {row['text']}",
        text_x=px(place["x"] + 12),
        words=tuple((px(top + step * index), line) for index, line in enumerate(lines)) if room else (),
        size=str(size),
        value=row["text"] if room_below else "",
        value_y=px(top + step * len(lines)),
    )


def _fits(lines: Sequence[str], width: float, size: int) -> bool:
    return all(len(line) * size * LETTER <= width - 12 for line in lines)


def _wrapped(label: str, width: float, size: int) -> list[str]:
    most = max(1, int(width / (size * LETTER)))
    lines: list[str] = []
    for word in label.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines
