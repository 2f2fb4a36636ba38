"""Bytes under their own SHA-256 below MEDIA_ROOT: written once, never changed."""

import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

_NAME = re.compile(r"[0-9a-f]{64}")


def path_of(sha256: str) -> Path:
    """Where the bytes lie. Raises ValueError for what is no SHA-256."""
    if not _NAME.fullmatch(sha256):
        raise ValueError(sha256)
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def put(data: bytes) -> str:
    """Store the bytes, on disk before this returns; gives their SHA-256."""
    return put_chunks([data])


def put_chunks(chunks: Iterable[bytes]) -> str:
    """Store a file that comes in pieces, however large; gives its SHA-256."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    descriptor, name = tempfile.mkstemp(dir=root)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        target = path_of(digest.hexdigest())
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # The new name also makes bytes that lay here before young again, so that the sweep leaves them alone.
        with _lock(fcntl.LOCK_SH):
            os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def names() -> Iterator[str]:
    """The SHA-256 of every stored file, and the names of files that were never finished."""
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file() and (_NAME.fullmatch(path.name) or path.name.startswith("tmp")):
            yield path.name


def remove_older(name: str, *, before: float) -> int | None:
    """Delete a file last written before that moment (seconds of the epoch); gives its size, None when it stays."""
    path = path_of(name) if _NAME.fullmatch(name) else Path(settings.MEDIA_ROOT) / name
    with _lock(fcntl.LOCK_EX):
        try:
            found = path.stat()
        except FileNotFoundError:
            return None
        if found.st_mtime >= before:
            return None
        path.unlink()
    return found.st_size


@contextmanager
def _lock(kind: int) -> Iterator[None]:
    """Putting and removing do not meet: many may put at once, one removes alone."""
    descriptor = os.open(Path(settings.MEDIA_ROOT) / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, kind)
        yield
    finally:
        os.close(descriptor)
