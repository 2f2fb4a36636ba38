"""Every read of the log."""

from pendopo.audit.queries.checking import problems
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

__all__ = [
    "TILE",
    "consistency_path",
    "entry_tile",
    "inclusion_path",
    "latest_checkpoint",
    "problems",
    "public_leaves_visible_to",
    "receipt",
    "root_of",
    "sentence",
    "signed_size",
    "signed_tile",
    "size",
    "tile",
    "tlog_proof",
]
