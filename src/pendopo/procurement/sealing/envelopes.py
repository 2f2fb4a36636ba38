"""Sealing a whole envelope as a bidder does, and opening it as the ceremony does."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyrage
from pyrage import x25519

from pendopo.procurement.sealing.headers import Header, ShareLine, check_header, read_header
from pendopo.procurement.sealing.identities import demand_recipient, identity_of, recipient_of
from pendopo.procurement.sealing.payload import FileLine, Manifest, pack, unpack
from pendopo.procurement.sealing.plans import SealPlan
from pendopo.procurement.sealing.refusals import SealRefused
from pendopo.procurement.sealing.shares import Place, place_of, recover, seal_share, split


@dataclass(frozen=True)
class PlainFile:
    """A file that goes into an envelope."""

    name: str
    media_type: str
    content: bytes

    def line(self) -> FileLine:
        """As the manifest lists it."""
        return FileLine(self.name, self.media_type, len(self.content), hashlib.sha256(self.content).hexdigest())


@dataclass(frozen=True)
class Sealed:
    """What a bidder sends (header, shares, ciphertext) and what it keeps (identity)."""

    header: Header
    shares: dict[Place, bytes]
    ciphertext: bytes
    identity: str


def seal_envelope(
    plan: SealPlan,
    envelope: str,
    files: Sequence[PlainFile],
    *,
    client: Mapping[str, str],
    price: Mapping[str, Any] | None = None,
    supersedes: str | None = None,
) -> Sealed:
    """One envelope with a key of its own, checked to open before anything is sent. Raises SealRefused."""
    bid = {"bid_id": secrets.token_hex(16), "envelope": envelope}
    identity = identity_of(secrets.token_bytes(32))
    manifest = Manifest(
        plan.tender_id, plan.plan_hash, bid["bid_id"], envelope, secrets.token_hex(32),
        tuple(file.line() for file in files), dict(price) if price else None,
    )  # fmt: skip
    payload = pack(manifest, [file.content for file in files])
    recipient = recipient_of(identity)
    ciphertext = pyrage.encrypt(payload, [demand_recipient(recipient, "recipient")])
    mnemonics = split(identity, plan)
    shares = {place: seal_share(text, place, plan, bid) for place, text in mnemonics.items()}
    header = Header(
        plan.tender_id, plan.plan_hash, bid["bid_id"], envelope, recipient, _hash(ciphertext), len(ciphertext),
        tuple(ShareLine(*place, _hash(text.encode()), _hash(shares[place])) for place, text in mnemonics.items()),
        dict(client), supersedes,
    )  # fmt: skip
    _self_check(header, plan, mnemonics)
    return Sealed(header, shares, ciphertext, identity)


def _self_check(header: Header, plan: SealPlan, mnemonics: Mapping[Place, str]) -> None:
    check_header(read_header(header.message()), plan)
    for place, text in mnemonics.items():
        if place_of(text, plan) != place:
            raise SealRefused("self-check", "a share is of another seat")
    recover(header, plan, mnemonics)


def open_envelope(header: Header, identity: str, ciphertext: bytes) -> tuple[Manifest, list[bytes]]:
    """What is inside, after every hash, number and zero was compared. Raises SealRefused."""
    manifest, contents, _payload_hash = open_payload(header, identity, ciphertext)
    return manifest, contents


def open_payload(header: Header, identity: str, ciphertext: bytes) -> tuple[Manifest, list[bytes], str]:
    """The same, with the SHA-256 of the payload. Raises SealRefused."""
    if recipient_of(identity) != header.recipient:
        raise SealRefused("identity", "not the key of this envelope")
    if len(ciphertext) != header.ciphertext_size or _hash(ciphertext) != header.ciphertext_sha256:
        raise SealRefused("bid-envelope.ciphertext_sha256", "another ciphertext than committed")
    try:
        payload = pyrage.decrypt(ciphertext, [x25519.Identity.from_str(identity)])
    except pyrage.DecryptError:
        raise SealRefused("ciphertext", "not encrypted to the key of this envelope") from None
    manifest, contents = unpack(payload)
    for name in ("tender_id", "plan_hash", "bid_id", "envelope"):
        if getattr(manifest, name) != getattr(header, name):
            raise SealRefused(f"envelope-manifest.{name}", "of another envelope")
    return manifest, contents, _hash(payload)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
