"""Reads of the log for people: public acts, what they say, their receipts."""

import base64
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from pendopo.audit import canonical
from pendopo.audit.models import Entry, Leaf
from pendopo.audit.queries.tree import inclusion_path, latest_checkpoint, signed_size
from pendopo.audit.queries.witnesses import cosigned_note
from pendopo.audit.states import LeafKind
from pendopo.kernel import events
from pendopo.kernel.access import Actor


def tlog_proof(leaf: Leaf) -> str | None:
    """The leaf's inclusion in the last signed tree as text of a `.tlog-proof`; None while it waits for a signature."""
    checkpoint = latest_checkpoint()
    if checkpoint is None or leaf.index >= checkpoint.size:
        return None
    path = "".join(f"{base64.b64encode(step).decode()}\n" for step in inclusion_path(leaf.index, checkpoint.size))
    return f"c2sp.org/tlog-proof@v1\nindex {leaf.index}\n{path}\n{cosigned_note(checkpoint)}"


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
