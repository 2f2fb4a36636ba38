"""Reads of the tree: heads, proofs and tiles, each in a constant number of queries."""

from collections.abc import Callable
from typing import TypeVar

from django.db import connection

from pendopo.audit import merkle
from pendopo.audit.models import Checkpoint, Leaf, Tip, TreeNode

TILE = 256
TILE_LEVEL = 8
Found = TypeVar("Found")
NODES = """
SELECT 0, index, leaf_hash FROM audit_leaf WHERE index = ANY(%s::bigint[])
UNION ALL
SELECT level, index, hash FROM audit_treenode
WHERE (level, index) IN (SELECT * FROM unnest(%s::smallint[], %s::bigint[]))
"""


def size() -> int:
    """The number of leaves."""
    return Tip.objects.filter(pk=1).values_list("size", flat=True).first() or 0


def latest_checkpoint() -> Checkpoint | None:
    """The last signed tree head."""
    return Checkpoint.objects.order_by("-size").first()


def signed_size() -> int:
    """The number of leaves in the last signed tree."""
    return Checkpoint.objects.order_by("-size").values_list("size", flat=True).first() or 0


def stored_nodes(wanted: set[tuple[int, int]]) -> merkle.Node:
    """These hashes, read in one query; the node function raises NoSuchLeaf for one that is not stored."""
    leaves = [index for level, index in wanted if level == 0]
    above = [place for place in wanted if place[0] > 0]
    with connection.cursor() as cursor:
        cursor.execute(NODES, [leaves, [level for level, _index in above], [index for _level, index in above]])
        found = {(level, index): bytes(value) for level, index, value in cursor.fetchall()}

    def node(level: int, index: int) -> bytes:
        if (level, index) not in found:
            raise merkle.NoSuchLeaf(level, index)
        return found[level, index]

    return node


def from_stored(compute: Callable[[merkle.Node], Found]) -> Found:
    """What `compute` makes of the stored hashes. It runs twice: first to learn which hashes it needs."""
    wanted: set[tuple[int, int]] = set()

    def note(level: int, index: int) -> bytes:
        wanted.add((level, index))
        return b""

    compute(note)
    return compute(stored_nodes(wanted))


def root_of(width: int) -> bytes:
    """The root of the first `width` leaves, from the stored hashes. Raises NoSuchLeaf."""
    return from_stored(lambda node: merkle.root(node, width))


def inclusion_path(index: int, width: int) -> list[bytes]:
    """The inclusion proof, from the stored hashes. Raises NoSuchLeaf."""
    return from_stored(lambda node: merkle.inclusion_proof(node, index, width))


def consistency_path(old: int, width: int) -> list[bytes]:
    """The consistency proof, from the stored hashes. Raises NoSuchLeaf."""
    return from_stored(lambda node: merkle.consistency_proof(node, old, width))


def tile(level: int, number: int, width: int) -> bytes:
    """`width` hashes of a tile. Raises NoSuchLeaf when the tree is smaller."""
    first = number * TILE
    if level == 0:
        leaves = Leaf.objects.filter(pk__gte=first, pk__lt=first + width).order_by("pk")
        hashes = [bytes(row) for row in leaves.values_list("leaf_hash", flat=True)]
    else:
        nodes = TreeNode.objects.filter(level=level * TILE_LEVEL, index__gte=first, index__lt=first + width)
        hashes = [bytes(row) for row in nodes.order_by("index").values_list("hash", flat=True)]
    return _whole(hashes, number, width)


def entry_tile(number: int, width: int) -> bytes:
    """`width` leaves, each as big-endian uint16 length and data. Raises NoSuchLeaf when the tree is smaller."""
    first = number * TILE
    rows = Leaf.objects.filter(pk__gte=first, pk__lt=first + width).order_by("pk")
    datas = [bytes(data) for data in rows.values_list("entry__leaf_data", flat=True)]
    return _whole([len(data).to_bytes(2) + data for data in datas], number, width)


def signed_tile(level: str, number: int, width: int) -> bytes:
    """A tile that lies wholly in the signed tree; `level` is a number or `entries`. Raises NoSuchLeaf."""
    height = 0 if level == "entries" else int(level)
    if not 1 <= width <= TILE or height > 7 or (number * TILE + width) << (height * TILE_LEVEL) > signed_size():
        raise merkle.NoSuchLeaf(number, width)
    return entry_tile(number, width) if level == "entries" else tile(height, number, width)


def _whole(parts: list[bytes], number: int, width: int) -> bytes:
    if len(parts) != width:
        raise merkle.NoSuchLeaf(number, width)
    return b"".join(parts)
