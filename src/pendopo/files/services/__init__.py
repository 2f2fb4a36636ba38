"""Writing: documents and the runs of imports."""

from pendopo.files.inspection import FileRefused
from pendopo.files.services.documents import store_document
from pendopo.files.services.imports import ImportBusy, finish_import, open_import

__all__ = ["FileRefused", "ImportBusy", "finish_import", "open_import", "store_document"]
