"""The check of everything: each entry, leaf, node and checkpoint, in one pass of bounded memory."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from django.db.models import BigIntegerField, F, Func

from pendopo.audit import canonical, merkle, notes
from pendopo.audit.models import Checkpoint, Entry, Leaf, TreeNode
from pendopo.audit.queries.tree import size
from pendopo.audit.signatures import NoteRefused
from pendopo.audit.states import LeafKind

CHUNK = 2000
HIGHEST = 40
Place = tuple[int, int, int]
Row = TypeVar("Row")


class Ahead(Generic[Row]):
    """A stream whose next row can be looked at before it is taken."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = iter(rows)
        self.next: Row | None = next(self._rows, None)

    def take(self) -> Row | None:
        taken, self.next = self.next, next(self._rows, None)
        return taken


class Tree:
    """The tree as it grows leaf by leaf, held by its peaks alone."""

    def __init__(self) -> None:
        self.peaks: list[tuple[int, bytes]] = []
        self.count = 0

    def push(self, found: bytes) -> Iterator[tuple[Place, bytes]]:
        """Add a leaf's hash; gives each subtree that it completes, lowest first, as (end, level, index) and hash."""
        self.count += 1
        level = 0
        while self.peaks and self.peaks[-1][0] == level:
            found = merkle.parent_hash(self.peaks.pop()[1], found)
            level += 1
            yield (self.count, level, (self.count >> level) - 1), found
        self.peaks.append((level, found))

    def root(self) -> bytes:
        """The root of all leaves so far."""
        found = self.peaks[-1][1]
        for _level, left in reversed(self.peaks[:-1]):
            found = merkle.parent_hash(left, found)
        return found


def problems() -> Iterator[str]:
    """Everything that is wrong with the log, in the order of its leaves; nothing when it is whole.

    Each leaf is computed anew from its entry, each stored node from the leaves; each checkpoint must be signed by the
    log's key and have the root of the leaves before it, so that every old tree is a beginning of the present one.
    """
    tree, stored, marks = Tree(), Ahead(_nodes()), Ahead(Checkpoint.objects.order_by("size").iterator(CHUNK))
    key = notes.own_verifier_key()
    for leaf in Leaf.objects.select_related("entry").order_by("index").iterator(chunk_size=CHUNK):
        if leaf.index != tree.count:
            yield f"leaf {tree.count} is missing: the next is {leaf.index}"
            return
        wrong, found = _leaf(leaf)
        yield from wrong
        for place, expected in tree.push(found):
            yield from _node(place, expected, stored)
        while marks.next and marks.next.size <= tree.count:
            yield from _checkpoint(marks.take(), tree, key)
    yield from _remaining(tree, stored, marks)


def _nodes() -> Iterator[tuple[Place, bytes]]:
    """The stored nodes in the order in which their last leaves come."""
    end = Func(
        F("index") + 1, F("level"), template="(%(expressions)s)", arg_joiner=" << ", output_field=BigIntegerField()
    )
    nodes = TreeNode.objects.filter(level__range=(1, HIGHEST)).annotate(end=end).order_by("end", "level", "index")
    for last, level, index, value in nodes.values_list("end", "level", "index", "hash").iterator(CHUNK):
        yield (last, level, index), bytes(value)


def _leaf(leaf: Leaf) -> tuple[list[str], bytes]:
    """What is wrong with a leaf and its entry, and the hash that stands for it in the tree."""
    entry, stored = leaf.entry, bytes(leaf.leaf_hash)
    name = f"entry {leaf.entry_id} ({entry.event}, leaf {leaf.index})"
    data = bytes(entry.leaf_data)
    if not _whole(entry, data):
        return [f"{name} was changed after it was recorded"], stored
    computed = merkle.leaf_hash(data)
    if computed != stored:
        return [f"{name} does not fit the hash of its leaf: one of them was changed"], computed
    return [], computed


def _whole(entry: Entry, data: bytes) -> bool:
    """Whether an entry still says what its leaf commits to. Of an erased one only the commitment is left."""
    if entry.kind == LeafKind.OPEN:
        try:
            return canonical.open_leaf(entry) == data and notes.mac_of(entry) == bytes(entry.mac or b"")
        except canonical.LeafTooLong:
            return False
    if entry.salt is None:
        return canonical.is_commitment(data)
    return canonical.sealed_leaf(entry, bytes(entry.salt)) == data


def _node(place: Place, expected: bytes, stored: Ahead[tuple[Place, bytes]]) -> Iterator[str]:
    """Compare the next stored nodes with the one that belongs here."""
    while stored.next and stored.next[0] < place:
        yield _surplus(stored.take())
    if stored.next is None or stored.next[0] != place:
        yield f"the node {place[2]} of level {place[1]} is missing from the tree"
    elif (taken := stored.take()) and taken[1] != expected:
        yield f"the node {place[2]} of level {place[1]} does not fit the leaves below it"


def _surplus(row: tuple[Place, bytes] | None) -> str:
    _end, level, index = row[0] if row else (0, 0, 0)
    return f"the node {index} of level {level} belongs to no leaves"


def _checkpoint(mark: Checkpoint | None, tree: Tree, key: str) -> Iterator[str]:
    if mark is None or mark.size < 1:
        yield f"a checkpoint of {mark.size if mark else 0} leaves is signed"
        return
    if bytes(mark.root) != tree.root():
        yield f"the tree of {mark.size} leaves has not the root of its checkpoint"
    yield from _note(mark, key)


def _note(mark: Checkpoint, key: str) -> Iterator[str]:
    try:
        said = notes.open_note(mark.note, key)
    except NoteRefused as refusal:
        yield f"the note of the checkpoint of {mark.size} leaves is not right: {refusal}"
        return
    if (said.size, said.root) != (mark.size, bytes(mark.root)):
        yield f"the checkpoint of {mark.size} leaves is not what its note says ({said.size} leaves)"


def _remaining(tree: Tree, stored: Ahead[tuple[Place, bytes]], marks: Ahead[Checkpoint]) -> Iterator[str]:
    while stored.next:
        yield _surplus(stored.take())
    while mark := marks.take():
        yield f"a checkpoint of {mark.size} leaves is signed, but the log has {tree.count}"
    for node in TreeNode.objects.exclude(level__range=(1, HIGHEST)).iterator(CHUNK):
        yield f"the node {node.index} of level {node.level} belongs to no leaves"
    if size() != tree.count:
        yield f"the tip says {size()} leaves, but the log has {tree.count}"
    for orphan in Entry.objects.filter(leaf=None).order_by("pk").iterator(CHUNK):
        yield f"entry {orphan.pk} ({orphan.event}) has no leaf"
