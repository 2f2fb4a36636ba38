"""Geometry of a treemap: pure functions from amounts to rectangles and the words that fit into them."""

from collections.abc import Sequence
from dataclasses import dataclass

import squarify

MOST_TILES = 14
SERIES = 8
GAP = 2


@dataclass(frozen=True)
class Tile:
    """One rectangle in SVG units, its colour class, its address, its full label, and the lines of text that fit."""

    x: float
    y: float
    width: float
    height: float
    series: int
    url: str
    label: str
    lines: tuple[tuple[float, str], ...]
    value: str
    value_y: float
    size: int


@dataclass(frozen=True)
class Leaf:
    """What a tile stands for: amounts in whole rupiah, words ready to be shown."""

    name: str
    amount: int
    value: str
    url: str
    series: int


def _wrapped(name: str, width: float, size: int) -> list[str] | None:
    """The name in lines that fit, or None; a letter of the bold face is about 0.6 of its size wide."""
    most = int(width / (size * 0.6))
    lines: list[str] = []
    for word in name.split():
        if len(word) > most:
            return None
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _tile(leaf: Leaf, box: dict[str, float]) -> Tile:
    x, y = round(box["x"] + GAP / 2, 1), round(box["y"] + GAP / 2, 1)
    width, height = round(max(box["dx"] - GAP, 0.5), 1), round(max(box["dy"] - GAP, 0.5), 1)
    size = 19 if width > 240 and height > 110 else 16 if width > 120 else 14
    step = size * 1.3
    lines = _wrapped(leaf.name, width - 20, size)
    if lines and len(lines) * step + step + 12 > height:
        room = int((height - step - 12) / step)
        lines = [*lines[:room]] if room > 0 else None
        if lines:
            lines[-1] = lines[-1].rstrip(",") + " …" if len(lines[-1]) + 2 <= (width - 20) / (size * 0.6) else lines[-1]
    placed = tuple((round(y + 8 + step * (number + 0.8), 1), line) for number, line in enumerate(lines or ()))
    fits = bool(lines) and len(leaf.value) * size * 0.58 <= width - 20
    value_y = round(y + 8 + step * (len(placed) + 0.8), 1)
    label = f"{leaf.name}, {leaf.value}"
    return Tile(x, y, width, height, leaf.series, leaf.url, label, placed, leaf.value if fits else "", value_y, size)


def tiles(leaves: Sequence[Leaf], width: int, height: int) -> list[Tile]:
    """Tiles for the leaves, largest first, filling width x height. Leaves without an amount are left out."""
    shown = sorted((leaf for leaf in leaves if leaf.amount > 0), key=lambda leaf: -leaf.amount)
    if not shown:
        return []
    sizes = squarify.normalize_sizes([leaf.amount for leaf in shown], width, height)
    return [_tile(leaf, box) for leaf, box in zip(shown, squarify.squarify(sizes, 0, 0, width, height), strict=True)]
