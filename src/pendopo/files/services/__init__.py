"""Writing documents and runs of imports."""

from pendopo.files.inspection import FileRefused
from pendopo.files.runs import ImportBusy
from pendopo.files.services.documents import store_document
from pendopo.files.services.imports import finish_import, open_import
from pendopo.files.services.papers import issue_document, release_document, sign_document
from pendopo.files.services.revoking import DocumentWithdrawn, replace_document, withdraw_document
from pendopo.files.services.sweeping import sweep_files
from pendopo.files.services.taking import (
    cancel_import,
    carry_out_import,
    check_import,
    confirm_import,
    receive_import,
)
from pendopo.files.services.uploads import (
    PartRefused,
    UploadRefused,
    UploadUnknown,
    begin_upload,
    cancel_upload,
    expire_uploads,
    put_part,
    receive_upload,
)
from pendopo.files.signing import SigningUnavailable

__all__ = [
    "DocumentWithdrawn",
    "FileRefused",
    "ImportBusy",
    "PartRefused",
    "SigningUnavailable",
    "UploadRefused",
    "UploadUnknown",
    "begin_upload",
    "cancel_import",
    "cancel_upload",
    "carry_out_import",
    "check_import",
    "confirm_import",
    "expire_uploads",
    "finish_import",
    "issue_document",
    "open_import",
    "put_part",
    "receive_import",
    "receive_upload",
    "release_document",
    "replace_document",
    "sign_document",
    "store_document",
    "sweep_files",
    "withdraw_document",
]
