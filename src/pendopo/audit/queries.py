"""Reads of the log: proofs, tiles, pages, and the check of everything."""

import base64
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from pendopo.audit import canonical, merkle
from pendopo.audit.models import Checkpoint, Entry, Leaf, Tip, TreeNode
from pendopo.audit.states import LeafKind
from pendopo.kernel import events
from pendopo.kernel.access import Actor

TILE = 256
TILE_LEVEL = 8


def size() -> int:
    """The number of leaves."""
    return Tip.objects.filter(pk=1).values_list("size", flat=True).first() or 0


def latest_checkpoint() -> Checkpoint | None:
    """The last signed tree head."""
    return Checkpoint.objects.order_by("-size").first()


def signed_size() -> int:
    """The number of leaves in the last signed tree."""
    return Checkpoint.objects.order_by("-size").values_list("size", flat=True).first() or 0


def stored_node(level: int, index: int) -> bytes:
    """One stored hash. Raises NoSuchLeaf."""
    if level == 0:
        found = Leaf.objects.filter(pk=index).values_list("leaf_hash", flat=True).first()
    else:
        found = TreeNode.objects.filter(level=level, index=index).values_list("hash", flat=True).first()
    if found is None:
        raise merkle.NoSuchLeaf(level, index)
    return bytes(found)


def root_of(width: int) -> bytes:
    """The root of the first `width` leaves, from the stored hashes."""
    return merkle.root(stored_node, width)


def inclusion_path(index: int, width: int) -> list[bytes]:
    """The inclusion proof, from the stored hashes. Raises NoSuchLeaf."""
    return merkle.inclusion_proof(stored_node, index, width)


def consistency_path(old: int, width: int) -> list[bytes]:
    """The consistency proof, from the stored hashes."""
    return merkle.consistency_proof(stored_node, old, width)


def tlog_proof(leaf: Leaf) -> str | None:
    """The leaf's inclusion in the last signed tree as text of a `.tlog-proof`; None while it waits for a signature."""
    checkpoint = latest_checkpoint()
    if checkpoint is None or leaf.index >= checkpoint.size:
        return None
    path = "".join(f"{base64.b64encode(step).decode()}\n" for step in inclusion_path(leaf.index, checkpoint.size))
    return f"c2sp.org/tlog-proof@v1\nindex {leaf.index}\n{path}\n{checkpoint.note}"


def receipt(leaf: Leaf) -> dict[str, Any]:
    """What a verifier needs: the entry (or, sealed, the whole entry and its salt) and its proof."""
    entry = leaf.entry
    sealed = entry.salt is not None
    text = canonical.whole_entry(entry) if sealed else bytes(entry.leaf_data)
    return {
        "type": "pendopo-receipt",
        "v": canonical.VERSION,
        "entry": text.decode(),
        "salt": bytes(entry.salt).hex() if entry.salt is not None else None,
        "proof": tlog_proof(leaf),
    }


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


def public_leaves_visible_to(actor: Actor, unit: str = "") -> QuerySet[Leaf]:
    """Leaves of public acts in the signed tree, newest first: open to everybody."""
    leaves = (
        Leaf.objects.filter(entry__kind=LeafKind.OPEN, index__lt=signed_size())
        .select_related("entry")
        .order_by("-index")
    )
    return leaves.filter(entry__unit=unit) if unit else leaves


def sentence(entry: Entry) -> str:
    """What happened, in the reader's language. Public sentences name posts and subjects, not persons."""
    known = events.catalogue().get(entry.event)
    if known is None:
        return entry.event
    words: dict[str, Any] = {**entry.data, "post": entry.post, "unit": entry.unit, "subject": entry.subject}
    words["actor"] = entry.post or entry.unit or gettext("An official")
    return str(known.sentence).format_map(_Words(words))


class _Words(dict[str, Any]):
    """A placeholder that the entry does not fill is left out."""

    def __missing__(self, key: str) -> str:
        return ""


def problems() -> Iterator[str]:
    """Everything that is wrong with the log, the first wrong entry first. Recomputes every leaf from its entry."""
    marks = {mark.size: mark for mark in Checkpoint.objects.order_by("size")}
    peaks: list[tuple[int, bytes]] = []
    count = 0
    for leaf in Leaf.objects.select_related("entry").order_by("index").iterator(chunk_size=2000):
        if leaf.index != count:
            yield f"leaf {count} is missing: the next is {leaf.index}"
            return
        expected = _leaf_data(leaf.entry)
        if expected != bytes(leaf.entry.leaf_data) or merkle.leaf_hash(expected) != bytes(leaf.leaf_hash):
            yield f"entry {leaf.entry_id} ({leaf.entry.event}, leaf {leaf.index}) was changed after it was recorded"
        _push(peaks, bytes(leaf.leaf_hash))
        count += 1
        if (mark := marks.pop(count, None)) and _fold(peaks) != bytes(mark.root):
            yield f"the tree of {count} leaves has not the root of its checkpoint"
    yield from _remaining(count, peaks, list(marks))


def _leaf_data(entry: Entry) -> bytes:
    if entry.kind == LeafKind.OPEN:
        return canonical.open_leaf(entry)
    if entry.salt is None:  # erased: only the hash is left to check
        return bytes(entry.leaf_data)
    return canonical.sealed_leaf(entry, bytes(entry.salt))


def _push(peaks: list[tuple[int, bytes]], found: bytes) -> None:
    level = 0
    while peaks and peaks[-1][0] == level:
        found = merkle.parent_hash(peaks.pop()[1], found)
        level += 1
    peaks.append((level, found))


def _fold(peaks: list[tuple[int, bytes]]) -> bytes:
    found = peaks[-1][1]
    for _level, left in reversed(peaks[:-1]):
        found = merkle.parent_hash(left, found)
    return found


def _remaining(count: int, peaks: list[tuple[int, bytes]], marks: list[int]) -> Iterator[str]:
    for width in marks:
        yield f"a checkpoint of {width} leaves is signed, but the log has {count}"
    if size() != count:
        yield f"the tip says {size()} leaves, but the log has {count}"
    elif count and root_of(count) != _fold(peaks):
        yield "the stored hashes of the tree differ from its leaves"
    if orphan := Entry.objects.filter(leaf=None).order_by("pk").first():
        yield f"entry {orphan.pk} ({orphan.event}) has no leaf"
