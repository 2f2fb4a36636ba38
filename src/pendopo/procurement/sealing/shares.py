"""The bid key in parts: split by SLIP-39, one part for each seat, and put together from exactly a quorum."""

import hashlib
from collections.abc import Mapping
from itertools import chain, combinations, product
from typing import Any

import pyrage
from pyrage import x25519
from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics

from pendopo.procurement.sealing import shapes
from pendopo.procurement.sealing.canonical import canonical, read
from pendopo.procurement.sealing.headers import Header
from pendopo.procurement.sealing.identities import demand_recipient, identity_of, recipient_of, secret_of
from pendopo.procurement.sealing.plans import SealPlan
from pendopo.procurement.sealing.refusals import SealRefused

Place = tuple[str, int]
# Words differ in length: unpadded, the size of a ciphertext would say something of the secret.
PADDED = 1_024


def split(identity: str, plan: SealPlan) -> dict[Place, str]:
    """The mnemonic of each seat; both groups are needed. The secret is random: no passphrase, exponent 0."""
    sizes = [(group.k, group.n) for group in plan.groups]
    parts = generate_mnemonics(2, sizes, secret_of(identity), iteration_exponent=0)
    return dict(zip(plan.seats, chain.from_iterable(parts), strict=True))


def place_of(mnemonic: str, plan: SealPlan) -> Place:
    """The seat that a mnemonic is for, with the plan's thresholds. Raises SealRefused."""
    try:
        share = Share.from_mnemonic(mnemonic)
    except (MnemonicError, ValueError, LookupError):
        raise SealRefused("share.mnemonic", "not a share") from None
    if (share.group_threshold, share.group_count, share.iteration_exponent) != (2, 2, 0):
        raise SealRefused("share.mnemonic", "not split in two groups that are both needed")
    group = plan.groups[share.group_index]
    if share.member_threshold != group.k or share.index >= group.n:
        raise SealRefused("share.mnemonic", "not split by this plan")
    return group.role, share.index


def seal_share(mnemonic: str, place: Place, plan: SealPlan, bid: Mapping[str, str]) -> bytes:
    """The share of one seat, encrypted to its trustee; `bid` has `bid_id` and `envelope`."""
    body = canonical(
        {
            **shapes.frame("share"),
            "tender_id": plan.tender_id,
            "plan_hash": plan.plan_hash,
            "bid_id": bid["bid_id"],
            "envelope": bid["envelope"],
            "group": place[0],
            "member": place[1],
            "mnemonic": mnemonic,
        }
    )
    if len(body) > PADDED:
        raise SealRefused("share", "too long")
    return pyrage.encrypt(body.ljust(PADDED), [demand_recipient(plan.seats[place].recipient, "recipient")])


def open_share(ciphertext: bytes, identity: str, place: Place, header: Header, plan: SealPlan) -> str:
    """The mnemonic of a seat's share, after everything it says was compared. Raises SealRefused with the field."""
    line = header.lines[place]
    if hashlib.sha256(ciphertext).hexdigest() != line.ciphertext_sha256:
        raise SealRefused("share.ciphertext_sha256", "another ciphertext than committed")
    try:
        body = pyrage.decrypt(ciphertext, [x25519.Identity.from_str(identity)])
    except pyrage.DecryptError:
        raise SealRefused("share", "this key does not open it") from None
    found = _read_share(body)
    wanted = {name: getattr(header, name) for name in ("tender_id", "plan_hash", "bid_id", "envelope")}
    for name, value in {**wanted, "group": place[0], "member": place[1]}.items():
        if found[name] != value:
            raise SealRefused(f"share.{name}", "of another envelope or seat")
    check_mnemonic(found["mnemonic"], place, header, plan)
    return str(found["mnemonic"])


def _read_share(body: bytes) -> dict[str, Any]:
    if len(body) != PADDED:
        raise SealRefused("share", "not padded to its one size")
    checks = {
        "tender_id": shapes.LINE,
        "plan_hash": shapes.HEX256,
        "bid_id": shapes.HEX128,
        "envelope": shapes.ENVELOPE,
        "group": shapes.ROLE,
        "member": shapes.MEMBER,
        "mnemonic": shapes.matching(r"[a-z]+( [a-z]+){32}", "33 words"),
    }
    found: dict[str, Any] = shapes.message(read(body.rstrip(b" ")), "share", checks)
    return found


def check_mnemonic(mnemonic: str, place: Place, header: Header, plan: SealPlan) -> None:
    """That a released mnemonic is the committed one of its seat. Raises SealRefused."""
    if hashlib.sha256(mnemonic.encode()).hexdigest() != header.lines[place].share_sha256:
        raise SealRefused("share.share_sha256", "another share than committed")
    if place_of(mnemonic, plan) != place:
        raise SealRefused("share.mnemonic", "of another seat")


def recover(header: Header, plan: SealPlan, released: Mapping[Place, str]) -> str:
    """The bid key, from any quorum among the released shares that gives the header's recipient. Raises SealRefused."""
    return recover_with(header, plan, released)[0]


def recover_with(header: Header, plan: SealPlan, released: Mapping[Place, str]) -> tuple[str, list[Place]]:
    """The bid key and the seats whose shares gave it.

    Only the recipient decides: SLIP-39 gives *a* secret for wrong passphrases. Raises SealRefused.
    """
    usable = [
        [
            place
            for place, text in sorted(released.items())
            if place[0] == group.role and _committed(text, place, header)
        ]
        for group in plan.groups
    ]
    quorums = (combinations(found, group.k) for found, group in zip(usable, plan.groups, strict=True))
    for committee, inspectorate in product(*quorums):
        places = [*committee, *inspectorate]
        identity = _combined([released[place] for place in places])
        if identity and recipient_of(identity) == header.recipient:
            return identity, places
    raise SealRefused("shares", "no quorum gives the key of this envelope")


def _committed(mnemonic: str, place: Place, header: Header) -> bool:
    line = header.lines.get(place)
    return line is not None and hashlib.sha256(mnemonic.encode()).hexdigest() == line.share_sha256


def _combined(mnemonics: list[str]) -> str | None:
    try:
        secret = combine_mnemonics(mnemonics)
    except (MnemonicError, ValueError, LookupError):
        return None
    return identity_of(secret) if len(secret) == 32 else None
