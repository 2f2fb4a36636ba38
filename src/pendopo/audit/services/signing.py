"""Signing tree heads, never one that does not continue the last."""

import datetime as dt

from django.db import connection, transaction

from pendopo.audit import merkle, notes, queries
from pendopo.audit.models import Checkpoint, Tip
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM, Actor, require
from pendopo.kernel.topics import touch


class LogInconsistent(Exception):
    """The tree does not continue the last signed checkpoint: nothing is signed."""


@transaction.atomic
def sign_checkpoint(*, actor: Actor, now: dt.datetime) -> Checkpoint | None:
    """Sign the tree head under the lock of the tip; None when nothing is new. Raises LogInconsistent."""
    require(actor, "audit.sign_checkpoint")
    tip = Tip.objects.select_for_update().filter(pk=1).first()
    last = Checkpoint.objects.order_by("-size").first()
    size = tip.size if tip else 0
    if last and last.size == size:
        return None
    if size == 0:
        return None
    root = queries.root_of(size)
    if last:
        _demand_continuation(last, size, root)
    tree = notes.Tree(notes.origin(), size, root)
    checkpoint = Checkpoint.objects.create(
        size=size, root=root, note=notes.sign(tree, notes.signing_key()), signed_at=now
    )
    touch("log")
    return checkpoint


def _demand_continuation(last: Checkpoint, size: int, root: bytes) -> None:
    before = bytes(last.root)
    signed = notes.open_note(last.note, notes.own_verifier_key())
    path = queries.consistency_path(last.size, size) if last.size < size else []
    kept = (signed.size, signed.root) == (last.size, before)
    if not kept or last.size > size or not merkle.verify_consistency(last.size, size, before, root, path):
        raise LogInconsistent(f"the tree of {size} leaves does not continue the checkpoint of {last.size}")


def seal() -> Checkpoint | None:
    """End an act that returns a receipt: append its leaves now and sign a checkpoint, in its transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS audit_entry_leaf IMMEDIATE")
        cursor.execute("SET CONSTRAINTS audit_entry_leaf DEFERRED")
    return sign_checkpoint(actor=SYSTEM, now=clock.locked_now())
