"""Plans, keys and sealed envelopes for tests of sealed bids."""

import datetime as dt
import hashlib

from pyrage import x25519

from pendopo.procurement.sealing import Group, PlainFile, SealPlan, Seat, seal_envelope

DEADLINE = dt.datetime(2026, 12, 1, 2, 0, tzinfo=dt.UTC)
CLIENT = {"name": "pendopo-bid", "version": "1.0", "sha256": "0" * 64}
PRICE = {"total_sen": 89_500_000_000, "currency": "IDR", "lines_sha256": hashlib.sha256(b"lines").hexdigest()}
FILES = [PlainFile("penawaran.pdf", "application/pdf", b"%PDF-1.7 penawaran " * 40), PlainFile("kosong", "a/b", b"")]


def plan_of(committee=(3, 5), inspectorate=(1, 1), envelopes=("single",), tender="T-1"):
    """A plan and the identity of each seat."""
    keys, groups = {}, []
    for role, (k, n) in (("committee", committee), ("inspectorate", inspectorate)):
        keys |= {(role, member): x25519.Identity.generate() for member in range(n)}
        seats = tuple(Seat(i, f"{role}-{i}", str(keys[role, i].to_public()), DEADLINE) for i in range(n))
        groups.append(Group(role, k, n, seats))
    plan = SealPlan(tender, 1, None, tuple(envelopes), tuple(groups), DEADLINE, 0, DEADLINE, "contoh.id/log", "vkey")
    return plan, {place: str(key) for place, key in keys.items()}


def sealed(plan, envelope="single", files=FILES, price=PRICE):
    """One sealed envelope of the plan."""
    return seal_envelope(plan, envelope, files, client=CLIENT, price=price)
