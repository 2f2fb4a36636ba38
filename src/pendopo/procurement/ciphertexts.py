"""Ciphertexts on disk: each part in two copies, on two volumes where there are two, found by its SHA-256."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

PART = 4 * 1024 * 1024
"""The largest part, in bytes."""


class Damaged(Exception):
    """No copy of a part holds the bytes that were received."""


def roots() -> tuple[Path, Path]:
    """The folders of the two copies."""
    return Path(settings.MEDIA_ROOT) / "bids", Path(settings.PENDOPO_BIDS_COPY)


def put(header_hash: str, data: bytes) -> str:
    """Keep a part in both copies, on disk before this returns; gives its SHA-256. Again, it changes nothing."""
    sha256 = hashlib.sha256(data).hexdigest()
    for root in roots():
        _write(root / header_hash, f"{sha256}.part", data)
    return sha256


def _write(folder: Path, name: str, data: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, made = tempfile.mkstemp(dir=folder, prefix="new-")
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(made, folder / name)
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)


def read(header_hash: str, hashes: Iterable[str]) -> Iterator[bytes]:
    """The parts in their order, each from the first copy that is right. Raises Damaged."""
    for sha256 in hashes:
        yield _right(header_hash, sha256)


def _right(header_hash: str, sha256: str) -> bytes:
    for root in roots():
        try:
            data = (root / header_hash / f"{sha256}.part").read_bytes()
        except OSError:
            continue
        if hashlib.sha256(data).hexdigest() == sha256:
            return data
    raise Damaged(sha256)


def is_whole(header_hash: str, hashes: Iterable[str], size: int, sha256: str) -> bool:
    """Whether the parts together have that size and SHA-256; read one after the other."""
    found, length = hashlib.sha256(), 0
    try:
        for part in read(header_hash, hashes):
            found.update(part)
            length += len(part)
    except Damaged:
        return False
    return length == size and found.hexdigest() == sha256


def remove(header_hash: str) -> None:
    """Remove both copies."""
    for root in roots():
        shutil.rmtree(root / header_hash, ignore_errors=True)


def set_aside(header_hash: str) -> None:
    """Keep damaged copies as evidence, out of the way of the bytes that are sent again."""
    for root in roots():
        if (root / header_hash).is_dir():
            target = root / f"{header_hash}.damaged"
            shutil.rmtree(target, ignore_errors=True)
            (root / header_hash).rename(target)


def opened_file(header_hash: str, number: int) -> Path:
    """Where a file of an opened envelope lies."""
    return Path(settings.MEDIA_ROOT) / "bids-opened" / header_hash / f"{number}.bin"


def put_opened(header_hash: str, number: int, data: bytes) -> None:
    """Keep a file of an opened envelope as it is: what a bidder offers is neither refused nor changed."""
    path = opened_file(header_hash, number)
    _write(path.parent, path.name, data)
