"""The header of an envelope: everything about it that may be known; its hash is the commitment."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pendopo.procurement.sealing import shapes
from pendopo.procurement.sealing.canonical import digest
from pendopo.procurement.sealing.payload import SMALLEST
from pendopo.procurement.sealing.plans import SealPlan
from pendopo.procurement.sealing.refusals import SealRefused


@dataclass(frozen=True)
class ShareLine:
    """What the header fixes of one seat's share."""

    group: str
    member: int
    share_sha256: str
    ciphertext_sha256: str


@dataclass(frozen=True)
class Header:
    """One envelope as committed."""

    tender_id: str
    plan_hash: str
    bid_id: str
    envelope: str
    recipient: str
    ciphertext_sha256: str
    ciphertext_size: int
    shares: tuple[ShareLine, ...]
    client: dict[str, str]
    supersedes: str | None = None

    def message(self) -> dict[str, Any]:
        """The message whose hash is the commitment."""
        more = {"supersedes": self.supersedes} if self.supersedes else {}
        return {
            **shapes.frame("bid-envelope"),
            **more,
            "tender_id": self.tender_id,
            "plan_hash": self.plan_hash,
            "bid_id": self.bid_id,
            "envelope": self.envelope,
            "recipient": self.recipient,
            "ciphertext_sha256": self.ciphertext_sha256,
            "ciphertext_size": self.ciphertext_size,
            "shares": [vars(line) for line in self.shares],
            "client": self.client,
        }

    @cached_property
    def header_hash(self) -> str:
        """The commitment."""
        return digest(self.message())

    @cached_property
    def lines(self) -> dict[tuple[str, int], ShareLine]:
        """The share of each seat."""
        return {(line.group, line.member): line for line in self.shares}


def read_header(value: Any) -> Header:
    """The header that a message states. Raises SealRefused with the field."""
    client = {"name": shapes.LINE, "version": shapes.LINE, "sha256": shapes.HEX256}
    found = shapes.message(
        value,
        "bid-envelope",
        {
            "tender_id": shapes.LINE,
            "plan_hash": shapes.HEX256,
            "bid_id": shapes.HEX128,
            "envelope": shapes.ENVELOPE,
            "recipient": shapes.recipient,
            "ciphertext_sha256": shapes.HEX256,
            # The lightest age file of the smallest payload is heavier than the payload.
            "ciphertext_size": shapes.whole(SMALLEST + 1, 2**40),
            "shares": shapes.each(_line, 4, 32),
            "client": lambda inner, path: shapes.fields(inner, path, client),
        },
        {"supersedes": shapes.HEX256},
    )
    return Header(**{key: inner for key, inner in found.items() if key not in ("v", "suite", "type")})


def _line(value: Any, path: str) -> ShareLine:
    checks = {
        "group": shapes.ROLE,
        "member": shapes.MEMBER,
        "share_sha256": shapes.HEX256,
        "ciphertext_sha256": shapes.HEX256,
    }
    return ShareLine(**shapes.fields(value, path, checks))


def check_header(header: Header, plan: SealPlan) -> None:
    """That the header is one of this plan. Raises SealRefused with the field."""
    for name in ("tender_id", "plan_hash"):
        if getattr(header, name) != getattr(plan, name):
            raise SealRefused(f"bid-envelope.{name}", "not of this plan")
    if header.envelope not in plan.envelopes:
        raise SealRefused("bid-envelope.envelope", "not of this plan")
    if [(line.group, line.member) for line in header.shares] != list(plan.seats):
        raise SealRefused("bid-envelope.shares", "not exactly one for each seat, in order")
    if header.recipient in {seat.recipient for seat in plan.seats.values()}:
        raise SealRefused("bid-envelope.recipient", "a trustee's, not a fresh one")
