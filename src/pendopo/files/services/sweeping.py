"""Removing stored files that nothing names any more."""

import datetime as dt

from pendopo.audit.services import record
from pendopo.files import storage
from pendopo.files.models import Document, ImportRun, Rendition, Signature
from pendopo.files.states import OPEN
from pendopo.kernel.access import Actor, require

YOUNG = dt.timedelta(days=1)
"""Bytes lie on disk before their row is there: what is younger than this is left alone."""
IMPORTS_KEPT = dt.timedelta(days=30)
"""How long the file of an ended import is kept; its fingerprint and its counts stay."""


def sweep_files(*, actor: Actor, now: dt.datetime) -> tuple[int, int]:
    """Remove files that no document, rendition or import names; gives how many and their bytes.

    Such files remain when a transaction fails after its bytes were stored, or an upload breaks off. Putting the same
    bytes again makes the file young, and both hold a lock, so nothing that is being stored is lost. Raises
    PermissionDenied.
    """
    require(actor, "files.sweep")
    before = (now - YOUNG).timestamp()
    candidates = list(storage.names())
    named = _named(now)
    freed = [storage.remove_older(name, before=before) for name in candidates if name not in named]
    removed = [size for size in freed if size is not None]
    if removed:
        data = {"count": len(removed), "size": sum(removed)}
        record(actor=actor, event="files.storage.swept", now=now, data=data)
    return len(removed), sum(removed)


def _named(now: dt.datetime) -> set[str]:
    runs = ImportRun.objects.exclude(sha256="")
    kept = runs.filter(status__in=OPEN) | runs.filter(finished_at__gte=now - IMPORTS_KEPT)
    sources = (Document.objects.all(), Rendition.objects.all(), kept)
    signed = {name for pair in Signature.objects.values_list("before", "sha256").iterator() for name in pair}
    return signed | {sha256 for rows in sources for sha256 in rows.values_list("sha256", flat=True).iterator()}
