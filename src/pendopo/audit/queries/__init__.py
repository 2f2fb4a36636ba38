"""Every read of the log."""

from pendopo.audit.queries.checking import problems
from pendopo.audit.queries.heartbeats import Pulse, pulses
from pendopo.audit.queries.pages import public_leaves_visible_to, receipt, sentence, tlog_proof
from pendopo.audit.queries.tree import (
    TILE,
    consistency_path,
    entry_tile,
    inclusion_path,
    latest_checkpoint,
    root_of,
    signed_size,
    signed_tile,
    size,
    tile,
)
from pendopo.audit.queries.witnesses import Witnessed, cosigned_note, last_witnessed, witnesses

__all__ = [
    "TILE",
    "Pulse",
    "Witnessed",
    "consistency_path",
    "cosigned_note",
    "entry_tile",
    "inclusion_path",
    "last_witnessed",
    "latest_checkpoint",
    "problems",
    "public_leaves_visible_to",
    "pulses",
    "receipt",
    "root_of",
    "sentence",
    "signed_size",
    "signed_tile",
    "size",
    "tile",
    "tlog_proof",
    "witnesses",
]
