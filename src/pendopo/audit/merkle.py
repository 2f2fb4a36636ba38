"""The Merkle tree of RFC 6962: roots and proofs as pure functions over `node(level, index)`.

`node(level, index)` gives the hash of the complete subtree over leaves `index * 2**level` and the `2**level - 1` after
it: a table of stored hashes, or `nodes_of` for a plain list of leaf hashes. Hashes are 32 bytes.
"""

import hashlib
from collections.abc import Callable, Sequence

Node = Callable[[int, int], bytes]
EMPTY_ROOT = hashlib.sha256(b"").digest()


class NoSuchLeaf(Exception):
    """The index or size lies outside the tree."""


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 || data)."""
    return hashlib.sha256(b"\x00" + data).digest()


def parent_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(width: int) -> int:
    """The largest power of two below `width` (which is at least 2)."""
    return 1 << ((width - 1).bit_length() - 1)


def nodes_of(hashes: Sequence[bytes]) -> Node:
    """A node function over leaf hashes held in memory."""
    levels: list[list[bytes]] = [list(hashes)]
    while len(levels[-1]) > 1:
        last = levels[-1]
        levels.append([parent_hash(last[at], last[at + 1]) for at in range(0, len(last) - 1, 2)])
    return lambda level, index: levels[level][index]


def subtree(node: Node, start: int, end: int) -> bytes:
    """The hash over leaves start <= i < end; `start` is a multiple of the power of two that covers the span."""
    width = end - start
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return node(level, start >> level)
    middle = start + split(width)
    return parent_hash(subtree(node, start, middle), subtree(node, middle, end))


def root(node: Node, size: int) -> bytes:
    """The root of the first `size` leaves."""
    return subtree(node, 0, size) if size else EMPTY_ROOT


def inclusion_proof(node: Node, index: int, size: int) -> list[bytes]:
    """The audit path of leaf `index` in the tree of `size`, from the leaf up. Raises NoSuchLeaf."""
    if not 0 <= index < size:
        raise NoSuchLeaf(index, size)
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            path.append(subtree(node, middle, end))
            end = middle
        else:
            path.append(subtree(node, start, middle))
            start = middle
    return path[::-1]


def consistency_proof(node: Node, old: int, size: int) -> list[bytes]:
    """The proof that the tree of `old` leaves is a beginning of the tree of `size`. Raises NoSuchLeaf."""
    if not 0 <= old <= size:
        raise NoSuchLeaf(old, size)
    if old in (0, size):
        return []
    start, end, path, whole = 0, size, [], True
    while old != end:
        middle = start + split(end - start)
        if old <= middle:
            path.append(subtree(node, middle, end))
            end = middle
        else:
            path.append(subtree(node, start, middle))
            start, whole = middle, False
    if not whole:
        path.append(subtree(node, start, end))
    return path[::-1]


def root_from_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that the path leads to; None when the path has the wrong length (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return None
    place, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            found = parent_hash(step, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = parent_hash(found, step)
        place, last = place >> 1, last >> 1
    return found if last == 0 else None


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], expected: bytes) -> bool:
    """Whether the leaf hash stands at `index` in the tree of `size` with the root `expected`."""
    return root_from_inclusion(leaf, index, size, path) == expected


def verify_consistency(old: int, size: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the tree of `size` continues the tree of `old` (RFC 9162, 2.1.4.2)."""
    if old in (0, size):
        expected = EMPTY_ROOT if old == 0 else new_root
        return not path and old_root == expected
    if not 0 < old < size or not path:
        return False
    hashes = [old_root, *path] if old & (old - 1) == 0 else list(path)
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    return _walk(place, last, hashes) == (old_root, new_root)


def _walk(place: int, last: int, hashes: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Both roots that a consistency path leads to, or None when its length is wrong."""
    before = after = hashes[0]
    for step in hashes[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            before, after = parent_hash(step, before), parent_hash(step, after)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            after = parent_hash(after, step)
        place, last = place >> 1, last >> 1
    return (before, after) if last == 0 else None
