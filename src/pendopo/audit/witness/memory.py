"""What a witness remembers: its own key, and of each log the last head that it has cosigned."""

import base64
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pendopo.audit import merkle
from pendopo.kernel.secrets import kept_secret


@dataclass(frozen=True)
class Head:
    """Size and root of a tree."""

    size: int
    root: bytes


NOTHING = Head(0, merkle.EMPTY_ROOT)


class Memory:
    """A folder with the witness's key and a file for each log."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def key(self) -> Ed25519PrivateKey:
        """The witness's own key, made on first use."""
        secret = kept_secret(self.folder / "witness-key", 32)
        return Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4)))

    def _file(self, origin: str) -> Path:
        return self.folder / f"{hashlib.sha256(origin.encode()).hexdigest()[:32]}.json"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One at a time: between looking and keeping nobody else keeps."""
        with (self.folder / "lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def last(self, origin: str) -> Head:
        """The last head cosigned of that log; the empty tree at first."""
        file = self._file(origin)
        if not file.exists():
            return NOTHING
        kept = json.loads(file.read_text(encoding="utf-8"))
        return Head(kept["size"], base64.b64decode(kept["root"]))

    def keep(self, origin: str, head: Head) -> None:
        """Remember a head, whole or not at all, on the disk before this returns."""
        file = self._file(origin)
        draft = file.with_suffix(".part")
        with draft.open("w", encoding="utf-8") as out:
            json.dump({"origin": origin, "size": head.size, "root": base64.b64encode(head.root).decode()}, out)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
        folder = os.open(self.folder, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
