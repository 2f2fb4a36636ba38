"""What is handed in at a ceremony is encrypted to a key that lives in the machine's memory alone.

The processes of the server share it as a file below /dev/shm, which is memory: it is in no database, on no disk and in
no backup, and a restart of the machine ends it. With it gone, what the tables hold opens nothing. A machine without
/dev/shm names another folder in memory by PENDOPO_MEMORY; a folder on a disk is never taken.
"""

import os
import zlib
from contextlib import suppress
from pathlib import Path

import pyrage
from django.conf import settings
from pyrage import x25519

FOLDERS = ("/dev/shm", "/run/shm", f"/run/user/{os.getuid()}")  # noqa: S108
KINDS = ("tmpfs", "ramfs")


class MemoryLost(Exception):
    """The key is gone."""


class NoMemory(MemoryLost):
    """This machine has no folder in memory that the server may write to."""


def in_memory(folder: str) -> bool:
    """Whether the folder lies on a filesystem that is memory alone, by what the kernel says of its mounts."""
    try:
        lines = Path("/proc/self/mounts").read_text().splitlines()
    except OSError:
        return False
    real = os.path.realpath(folder)
    mounts = [line.split()[1:3] for line in lines if len(line.split()) > 2]
    holding = [(place, kind) for place, kind in mounts if os.path.commonpath([real, place]) == place]
    # Of mounts one above the other the last one counts.
    return bool(holding) and max(enumerate(holding), key=lambda one: (len(one[1][0]), one[0]))[1][1] in KINDS


def _folder() -> str:
    own = settings.PENDOPO_MEMORY
    for place in (own,) if own else FOLDERS:
        if os.path.isdir(place) and os.access(place, os.W_OK) and in_memory(place):
            return place
    raise NoMemory("no folder in memory")


def is_ready() -> bool:
    """Whether a ceremony can be held on this machine."""
    try:
        return bool(_folder())
    except NoMemory:
        return False


def _path(opening_id: int) -> Path:
    folder = _folder()
    mark = zlib.crc32(f"{settings.VAR} {settings.DATABASES['default'].get('NAME', '')}".encode())
    return Path(folder) / f"pendopo-{mark:08x}-opening-{opening_id}"


def begin(opening_id: int) -> str:
    """The recipient of the ceremony's memory, made on first use. Raises MemoryLost."""
    path = _path(opening_id)
    with suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(str(x25519.Identity.generate()))
    return str(_key(opening_id).to_public())


def _key(opening_id: int) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(_path(opening_id).read_text())
    except (OSError, pyrage.IdentityError):
        raise MemoryLost(opening_id) from None


def hold(recipient: str, secret: str) -> bytes:
    """The secret as the tables may hold it."""
    return bytes(pyrage.encrypt(secret.encode(), [x25519.Recipient.from_str(recipient)]))


def look(opening_id: int, held: bytes) -> str:
    """The secret again. Raises MemoryLost."""
    try:
        return bytes(pyrage.decrypt(bytes(held), [_key(opening_id)])).decode()
    except pyrage.DecryptError:
        raise MemoryLost(opening_id) from None


def end(opening_id: int) -> None:
    """Forget the key."""
    with suppress(MemoryLost):
        _path(opening_id).unlink(missing_ok=True)
