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


def _words(leaf: Leaf, width: float, height: float) -> tuple[int, list[str], bool]:
    """The largest size at which name and value fit; else at which the name alone fits; else no words."""
    largest = 19 if width > 240 else 16
    sizes = [size for size in (19, 16, 14) if size <= largest]
    for extra in (1, 0):
        for size in sizes:
            lines = _wrapped(leaf.name, width - 20, size)
            fits = lines is not None and (len(lines) + extra) * size * 1.3 + 12 <= height
            if fits and (not extra or len(leaf.value) * size * 0.6 <= width - 20):
                return size, lines or [], bool(extra)
    return 14, [], False


def _tile(leaf: Leaf, box: dict[str, float]) -> Tile:
    x, y = round(box["x"] + GAP / 2, 1), round(box["y"] + GAP / 2, 1)
    width, height = round(max(box["dx"] - GAP, 0.5), 1), round(max(box["dy"] - GAP, 0.5), 1)
    size, lines, with_value = _words(leaf, width, height)
    step = size * 1.3
    placed = tuple((round(y + 8 + step * (number + 0.8), 1), line) for number, line in enumerate(lines))
    value_y = round(y + 8 + step * (len(placed) + 0.8), 1)
    label = f"{leaf.name} {leaf.value}"
    return Tile(
        x, y, width, height, leaf.series, leaf.url, label, placed, leaf.value if with_value else "", value_y, size
    )


def tiles(leaves: Sequence[Leaf], width: int, height: int) -> list[Tile]:
    """Tiles for the leaves, largest first, filling width x height. Leaves without an amount are left out."""
    shown = sorted((leaf for leaf in leaves if leaf.amount > 0), key=lambda leaf: -leaf.amount)
    if not shown:
        return []
    sizes = squarify.normalize_sizes([leaf.amount for leaf in shown], width, height)
    return [_tile(leaf, box) for leaf, box in zip(shown, squarify.squarify(sizes, 0, 0, width, height), strict=True)]
