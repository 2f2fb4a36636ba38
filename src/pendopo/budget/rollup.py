"""A second way to the totals: all levels of a code tree from arrays, to prove the maintained ones."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Tree:
    """Levels of a code tree from the leaves up. `starts` are the first rows of each leaf in rows sorted by leaf;

    `parents[n]` gives, for each node of level n, the place of its parent in level n + 1.
    """

    starts: Ints
    parents: tuple[Ints, ...]


def tree_of(codes: list[str], rows: Ints, widths: tuple[int, ...]) -> Tree:
    """The tree over sorted leaf codes; leaf n has `rows[n]` rows (at least 1), `widths` go from the leaf up."""
    starts = np.concatenate(([0], np.cumsum(rows)[:-1])).astype(np.int64)
    parents, level = [], codes
    for width in widths[1:]:
        above = [code[:width] for code in level]
        names = sorted(set(above))
        place = {name: number for number, name in enumerate(names)}
        parents.append(np.array([place[name] for name in above], dtype=np.int64))
        level = names
    return Tree(starts, tuple(parents))


def levels_of(amounts: Ints, tree: Tree) -> list[Ints]:
    """The sums of every level from the leaves to the roots, whole rupiah. `amounts` are sorted by leaf."""
    sums = [np.add.reduceat(amounts, tree.starts)]
    for parents in tree.parents:
        below = sums[-1]
        firsts = np.concatenate(([0], np.flatnonzero(np.diff(parents)) + 1))
        sums.append(np.add.reduceat(below, firsts))
    return sums
