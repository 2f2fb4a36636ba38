"""Sealed bids as messages: no database, no web. What a bidder's client, the server and an auditor all compute alike.

Each envelope has its own key, made by the bidder and split between the committee and the inspectorate; whoever
keeps the ciphertext holds no key.
"""

from pendopo.procurement.sealing.canonical import canonical, digest, read
from pendopo.procurement.sealing.envelopes import PlainFile, Sealed, open_envelope, open_payload, seal_envelope
from pendopo.procurement.sealing.headers import Header, ShareLine, check_header, read_header
from pendopo.procurement.sealing.identities import identity_of, recipient_of, secret_of
from pendopo.procurement.sealing.payload import Manifest, padded_size
from pendopo.procurement.sealing.plans import Group, SealPlan, Seat, read_plan
from pendopo.procurement.sealing.refusals import SealRefused
from pendopo.procurement.sealing.shares import (
    Place,
    check_mnemonic,
    open_share,
    recover,
    recover_with,
    seal_share,
    split,
)

__all__ = [
    "Group",
    "Header",
    "Manifest",
    "Place",
    "PlainFile",
    "SealPlan",
    "SealRefused",
    "Sealed",
    "Seat",
    "ShareLine",
    "canonical",
    "check_header",
    "check_mnemonic",
    "digest",
    "identity_of",
    "open_envelope",
    "open_payload",
    "open_share",
    "padded_size",
    "read",
    "read_header",
    "read_plan",
    "recipient_of",
    "recover",
    "recover_with",
    "seal_envelope",
    "seal_share",
    "secret_of",
    "split",
]
