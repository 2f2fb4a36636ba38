"""Writing documents and runs of imports."""

from pendopo.files.inspection import FileRefused
from pendopo.files.runs import ImportBusy
from pendopo.files.services.documents import store_document
from pendopo.files.services.imports import finish_import, open_import
from pendopo.files.services.papers import issue_document, release_document, sign_document
from pendopo.files.services.sweeping import sweep_files
from pendopo.files.services.taking import (
    cancel_import,
    carry_out_import,
    check_import,
    confirm_import,
    receive_import,
)
from pendopo.files.signing import SigningUnavailable

__all__ = [
    "FileRefused",
    "ImportBusy",
    "SigningUnavailable",
    "cancel_import",
    "carry_out_import",
    "check_import",
    "confirm_import",
    "finish_import",
    "issue_document",
    "open_import",
    "receive_import",
    "release_document",
    "sign_document",
    "store_document",
    "sweep_files",
]
