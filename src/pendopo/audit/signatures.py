"""Keys and cosignatures of C2SP notes. No Django: the stand-alone witness uses the same code."""

import base64
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
COSIGNATURE = b"\x04"


class NoteRefused(Exception):
    """The note, key or cosignature is not well formed, or a signature is not by the key."""


def decoded(text: str) -> bytes:
    """Base64 in its one canonical form. Raises ValueError."""
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        raise ValueError("base64 is not canonical")
    return raw


def key_id(name: str, public: bytes, kind: bytes = ED25519) -> bytes:
    """First 4 bytes of SHA-256(name || 0x0A || kind || public key)."""
    return hashlib.sha256(name.encode() + b"\n" + kind + public).digest()[:4]


def verifier_key(name: str, public: bytes, kind: bytes = ED25519) -> str:
    """`name+hex(key id)+base64(kind || public key)`: what a reader needs to check the notes."""
    return f"{name}+{key_id(name, public, kind).hex()}+{base64.b64encode(kind + public).decode()}"


def read_verifier_key(text: str, kind: bytes = ED25519) -> tuple[str, bytes]:
    """Name and public key. Raises NoteRefused when the key id does not fit."""
    try:
        name, number, encoded = text.strip().split("+", 2)
        raw = decoded(encoded)
    except ValueError:
        raise NoteRefused("not a verifier key") from None
    if not name or len(raw) != 33 or raw[:1] != kind or key_id(name, raw[1:], kind).hex() != number:
        raise NoteRefused("the key id does not fit the key")
    return name, raw[1:]


def _cosigned(text: str, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def cosign(text: str, name: str, key: Ed25519PrivateKey, time: int) -> str:
    """The line of a cosignature v1 on a checkpoint's text (with its last newline) at a Unix time; ends with newline."""
    mark = key_id(name, key.public_key().public_bytes_raw(), COSIGNATURE) + time.to_bytes(8)
    return f"— {name} {base64.b64encode(mark + key.sign(_cosigned(text, time))).decode()}\n"


def cosigned_at(text: str, line: str, verifier: str) -> int:
    """The Unix time of a cosignature that is right. Raises NoteRefused."""
    name, public = read_verifier_key(verifier, COSIGNATURE)
    parts = line.rstrip("\n").split(" ")
    try:
        mark = decoded(parts[2]) if len(parts) == 3 and parts[:2] == ["—", name] else b""
    except ValueError:
        raise NoteRefused("the cosignature is not well formed") from None
    if len(mark) != 76 or mark[:4] != key_id(name, public, COSIGNATURE):
        raise NoteRefused("the cosignature is not by this witness")
    time = int.from_bytes(mark[4:12])
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(mark[12:], _cosigned(text, time))
    except InvalidSignature:
        raise NoteRefused("the cosignature is wrong") from None
    return time
