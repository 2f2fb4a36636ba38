"""Parts of uploads under way: files outside the store of finished ones, a folder for each upload."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.core.files import File

from pendopo.files.models import Upload

PART = 4 * 1024 * 1024
"""The largest part, in bytes."""


def folder_of(code: str) -> Path:
    """Where the parts of an upload lie."""
    return Path(settings.MEDIA_ROOT) / "parts" / code


def put(code: str, data: bytes) -> str:
    """Keep a part, on disk before this returns; gives its SHA-256. The same bytes again change nothing."""
    sha256 = hashlib.sha256(data).hexdigest()
    folder = folder_of(code)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(dir=folder, prefix="new-")
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(name, folder / f"{sha256}.part")
    return sha256


def remove(*codes: str) -> None:
    """Remove the folders of uploads, where they are there."""
    for code in codes:
        shutil.rmtree(folder_of(code), ignore_errors=True)


def abandoned(known: Iterable[str], *, before: float) -> Iterator[str]:
    """The codes of folders that no upload names and that are older than that moment (seconds of the epoch)."""
    root, named = Path(settings.MEDIA_ROOT) / "parts", set(known)
    for folder in root.iterdir() if root.is_dir() else ():
        if folder.name not in named and folder.stat().st_mtime < before:
            yield folder.name


class WholeFile(File):
    """An upload that is whole, read part by part. A part that is not what was received stops the reading (OSError)."""

    def __init__(self, upload: Upload) -> None:
        super().__init__(None, name=upload.file_name)
        self.upload = upload
        self.size = upload.size

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The parts in their order."""
        for sha256 in self.upload.parts.order_by("start").values_list("sha256", flat=True):
            data = (folder_of(self.upload.code) / f"{sha256}.part").read_bytes()
            if hashlib.sha256(data).hexdigest() != sha256:
                raise OSError(f"part {sha256} of {self.upload.code} is damaged")
            yield data
