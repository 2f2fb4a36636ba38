"""What is inside an envelope: a manifest, the files, and zeros up to a size that says little."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pendopo.procurement.sealing import shapes
from pendopo.procurement.sealing.canonical import canonical, read
from pendopo.procurement.sealing.refusals import SealRefused

MAGIC = b"PENDOPO-ENV-1\n"
SMALLEST = 65_536
PRICED = ("single", "file2")


def padded_size(length: int) -> int:
    """Padme: at most 12 % more, so that a size tells only its order; small ones are all alike."""
    if length <= SMALLEST:
        return SMALLEST
    exponent = length.bit_length() - 1
    unit = 1 << (exponent - exponent.bit_length())
    return -(-length // unit) * unit


@dataclass(frozen=True)
class FileLine:
    """A file as the manifest lists it."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an envelope says it holds; `price` in sen only where a price belongs."""

    tender_id: str
    plan_hash: str
    bid_id: str
    envelope: str
    nonce: str
    files: tuple[FileLine, ...]
    price: dict[str, Any] | None = None

    def message(self) -> dict[str, Any]:
        """As the payload carries it."""
        price = {"price": self.price} if self.price else {}
        return {
            **shapes.frame("envelope-manifest"),
            **price,
            "tender_id": self.tender_id,
            "plan_hash": self.plan_hash,
            "bid_id": self.bid_id,
            "envelope": self.envelope,
            "nonce": self.nonce,
            "files": [vars(line) for line in self.files],
        }


def read_manifest(value: Any) -> Manifest:
    """The manifest that a message states. Raises SealRefused with the field."""
    price = {
        "total_sen": shapes.whole(0, 2**53 - 1),
        "currency": shapes.exactly("IDR"),
        "lines_sha256": shapes.HEX256,
    }
    found = shapes.message(
        value,
        "envelope-manifest",
        {
            "tender_id": shapes.LINE,
            "plan_hash": shapes.HEX256,
            "bid_id": shapes.HEX128,
            "envelope": shapes.ENVELOPE,
            "nonce": shapes.HEX256,
            "files": shapes.each(_file, 0, 500),
        },
        {"price": lambda inner, path: shapes.fields(inner, path, price)},
    )
    manifest = Manifest(**{key: inner for key, inner in found.items() if key not in ("v", "suite", "type")})
    if (manifest.price is not None) != (manifest.envelope in PRICED):
        raise SealRefused("envelope-manifest.price", "a price stands exactly in single and file2")
    if len({line.name for line in manifest.files}) != len(manifest.files):
        raise SealRefused("envelope-manifest.files", "two files of one name")
    return manifest


def _file(value: Any, path: str) -> FileLine:
    checks = {
        "name": shapes.matching(r"(?!\.)[^\x00-\x1f\x7f/\\]{1,200}", "a file name"),
        "media_type": shapes.matching(r"[a-z0-9.+-]{1,80}/[a-z0-9.+-]{1,80}", "a media type"),
        "size": shapes.SIZE,
        "sha256": shapes.HEX256,
    }
    return FileLine(**shapes.fields(value, path, checks))


def pack(manifest: Manifest, contents: Sequence[bytes]) -> bytes:
    """The payload: frame, manifest, files in its order, zeros."""
    head = canonical(read_manifest(manifest.message()).message())
    body = b"".join([MAGIC, len(head).to_bytes(4), head, *contents])
    return body + bytes(padded_size(len(body)) - len(body))


def unpack(payload: bytes) -> tuple[Manifest, list[bytes]]:
    """The manifest and files of a payload that is right to its last zero. Raises SealRefused."""
    start = len(MAGIC) + 4
    if not payload.startswith(MAGIC) or len(payload) < SMALLEST:
        raise SealRefused("payload", "not an envelope")
    end = start + int.from_bytes(payload[len(MAGIC) : start])
    manifest = read_manifest(read(payload[start:end]))
    contents: list[bytes] = []
    for number, line in enumerate(manifest.files):
        content = payload[end : end + line.size]
        if len(content) != line.size or hashlib.sha256(content).hexdigest() != line.sha256:
            raise SealRefused(f"envelope-manifest.files[{number}].sha256", "the file is another")
        contents.append(content)
        end += line.size
    if len(payload) != padded_size(end) or payload[end:].strip(b"\0"):
        raise SealRefused("payload.padding", "not zeros up to the padded size")
    return manifest, contents
