"""Checkpoints as C2SP signed notes, signed with Ed25519."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from pendopo.audit import canonical
from pendopo.audit.signatures import NoteRefused, decoded, key_id, read_verifier_key, verifier_key
from pendopo.kernel.secrets import kept_secret

if TYPE_CHECKING:
    from pendopo.audit.models import Entry


@dataclass(frozen=True)
class Tree:
    """What a checkpoint says: whose log, how many leaves, which root."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The signed text."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def origin() -> str:
    """The name of this log: LOG_ORIGIN of the settings, or the host of the site."""
    return getattr(settings, "LOG_ORIGIN", "") or urlsplit(settings.SITE_URL).netloc


def signing_key() -> Ed25519PrivateKey:
    """The log's own key, made on first use and kept outside the database."""
    secret = kept_secret(Path(settings.VAR) / "secrets" / "log-key", 32)
    return Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4)))


@cache
def _mac_key(_folder: Path) -> bytes:
    """Derived from the log's key of that data folder; read once by each process."""
    return hashlib.sha256(b"pendopo entry\n" + signing_key().private_bytes_raw()).digest()


def mac_of(entry: "Entry") -> bytes:
    """A keyed hash of the whole entry: an open leaf names nobody, so this alone keeps actor and post from change."""
    return hmac.digest(_mac_key(settings.VAR), canonical.whole_entry(entry), "sha256")


def sign(tree: Tree, key: Ed25519PrivateKey) -> str:
    """The signed note of a tree head."""
    text = tree.text()
    mark = key_id(tree.origin, key.public_key().public_bytes_raw()) + key.sign(text.encode())
    return f"{text}\n— {tree.origin} {base64.b64encode(mark).decode()}\n"


def _mark(line: str) -> bytes:
    try:
        return decoded(line.split(" ")[2])
    except ValueError:
        raise NoteRefused("a signature is not well formed") from None


def _tree(text: str) -> Tree:
    lines = text.split("\n")
    if len(lines) < 4 or not lines[1].isdecimal() or (lines[1] != "0" and lines[1].startswith("0")):
        raise NoteRefused("not a checkpoint")
    try:
        return Tree(lines[0], int(lines[1]), decoded(lines[2]))
    except ValueError:
        raise NoteRefused("not a checkpoint") from None


def open_note(note: str, verifier: str) -> Tree:
    """What the note says, after its signature is checked. Raises NoteRefused."""
    name, public = read_verifier_key(verifier)
    text, blank, signatures = note.rpartition("\n\n")
    tree = _tree(text + "\n")
    if not blank or tree.origin != name:
        raise NoteRefused("the note is of another log")
    if not signatures.endswith("\n"):
        raise NoteRefused("the note is cut")
    for line in signatures[:-1].split("\n"):
        if line.startswith(f"— {name} "):
            mark = _mark(line)
            if mark[:4] == key_id(name, public):
                try:
                    Ed25519PublicKey.from_public_bytes(public).verify(mark[4:], f"{text}\n".encode())
                except InvalidSignature:
                    raise NoteRefused("the signature is wrong") from None
                return tree
    raise NoteRefused("no signature by this key")


def own_verifier_key() -> str:
    """The verifier key of this log."""
    return verifier_key(origin(), signing_key().public_key().public_bytes_raw())
