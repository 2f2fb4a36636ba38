"""Check a receipt of the log of acts, offline: `python pendopo_verify.py RECEIPT --key VERIFIER_KEY`.

A receipt is JSON `{type, v, entry, salt, proof}`; or give a `.tlog-proof` and its entry by `--entry FILE`.
Needs Python 3.11 and the package `cryptography`, nothing else. Ends with code 0 when all is right, 1 when something
was changed, 2 when a file cannot be read. Formats: RFC 6962, C2SP signed-note, tlog-checkpoint, tlog-proof.
"""

import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Refused(Exception):
    """Something does not fit; the text says what."""


def decoded(text: str) -> bytes:
    """Base64 in its one canonical form. Raises ValueError."""
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        raise ValueError("base64 is not canonical")
    return raw


def key_of(verifier: str) -> tuple[str, bytes, bytes]:
    """Name, key id and public key of `name+id+key`."""
    try:
        name, number, encoded = verifier.strip().split("+", 2)
        raw = decoded(encoded)
    except ValueError:
        raise Refused("the verifier key is not well formed") from None
    identity = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    if len(raw) != 33 or raw[:1] != b"\x01" or identity.hex() != number:
        raise Refused("the verifier key does not fit its own number")
    return name, identity, raw[1:]


def signed_tree(note: str, verifier: str) -> tuple[int, bytes]:
    """Size and root of a checkpoint whose signature is right."""
    name, identity, public = key_of(verifier)
    text, _blank, signatures = note.rpartition("\n\n")
    lines = text.split("\n")
    if len(lines) < 3 or lines[0] != name or not lines[1].isdecimal():
        raise Refused("the checkpoint is not of this log")
    for line in signatures.splitlines():
        parts = line.split(" ")
        mark = decoded(parts[-1])
        if len(parts) == 3 and parts[:2] == ["—", name] and mark[:4] == identity:
            try:
                Ed25519PublicKey.from_public_bytes(public).verify(mark[4:], f"{text}\n".encode())
            except InvalidSignature:
                raise Refused("the signature of the checkpoint is wrong") from None
            return int(lines[1]), decoded(lines[2])
    raise Refused("the checkpoint is not signed by this key")


def root_of(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root that an inclusion path leads to (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        raise Refused("the entry lies outside the tree")
    place, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            raise Refused("the proof is too long")
        if place & 1 or place == last:
            found = hashlib.sha256(b"\x01" + step + found).digest()
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = hashlib.sha256(b"\x01" + found + step).digest()
        place, last = place >> 1, last >> 1
    if last:
        raise Refused("the proof is too short")
    return found


def leaf_data(entry: str, salt: str | None) -> bytes:
    """The bytes that were hashed: the entry itself, or with a salt the commitment to it."""
    if salt is None:
        return entry.encode()
    committed = hashlib.sha256(bytes.fromhex(salt) + entry.encode()).hexdigest()
    return json.dumps({"c": committed, "v": 1}, separators=(",", ":")).encode()


def check(proof: str, data: bytes, verifier: str) -> tuple[int, int]:
    """Index of the entry and size of the signed tree. Raises Refused."""
    head, _blank, note = proof.partition("\n\n")
    lines = head.split("\n")
    if lines[0] != "c2sp.org/tlog-proof@v1" or len(lines) < 2 or not lines[1].startswith("index "):
        raise Refused("the proof is not a tlog-proof")
    index = int(lines[1].removeprefix("index "))
    size, root = signed_tree(note, verifier)
    path = [decoded(line) for line in lines[2:]]
    if root_of(hashlib.sha256(b"\x00" + data).digest(), index, size, path) != root:
        raise Refused("the entry is not in the signed tree: entry or proof was changed")
    return index, size


def read(file: Path, entry: Path | None) -> tuple[str, bytes]:
    """Proof and leaf data of a receipt, or of a proof and an entry beside it."""
    text = file.read_text(encoding="utf-8")
    if entry is not None:
        return text, entry.read_bytes()
    if not text.lstrip().startswith("{"):
        raise Refused("a .tlog-proof needs its entry: --entry FILE")
    receipt = json.loads(text)
    return receipt["proof"], leaf_data(receipt["entry"], receipt["salt"])


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Check a receipt of the log of acts, offline.")
    parser.add_argument("file", type=Path, help="receipt (JSON) or .tlog-proof")
    parser.add_argument("--key", required=True, help="the log's verifier key, as its public page shows it")
    parser.add_argument("--entry", type=Path, help="the entry, when FILE is a .tlog-proof")
    given = parser.parse_args(arguments)
    try:
        index, size = check(*read(given.file, given.entry), given.key)
    except Refused as refusal:
        sys.stderr.write(f"REFUSED: {refusal}\n")
        return 1
    except (OSError, ValueError, KeyError, TypeError) as failure:
        sys.stderr.write(f"cannot read: {failure}\n")
        return 2
    sys.stdout.write(f"OK: entry {index} stands in the signed tree of {size} entries\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
