"""The seal plan: who holds keys, how many are needed, which envelopes, until when."""

import datetime as dt
import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pendopo.procurement.sealing import shapes
from pendopo.procurement.sealing.canonical import digest
from pendopo.procurement.sealing.refusals import SealRefused

# Every quorum may have to be tried when a bidder split its key badly.
MOST_QUORUMS = 5_000


@dataclass(frozen=True)
class Seat:
    """A trustee's place in a group; `seat` is the member number of its share."""

    seat: int
    account: str
    recipient: str
    rehearsed_at: dt.datetime

    def message(self) -> dict[str, Any]:
        """As the plan writes it."""
        at = shapes.written(self.rehearsed_at)
        return {"seat": self.seat, "account": self.account, "recipient": self.recipient, "rehearsed_at": at}


@dataclass(frozen=True)
class Group:
    """Trustees of one side: any `k` of `n`."""

    role: str
    k: int
    n: int
    seats: tuple[Seat, ...]

    def message(self) -> dict[str, Any]:
        """As the plan writes it."""
        return {"role": self.role, "k": self.k, "n": self.n, "seats": [seat.message() for seat in self.seats]}


@dataclass(frozen=True)
class SealPlan:
    """One version of the plan of one selection run."""

    tender_id: str
    plan_version: int
    previous_plan_hash: str | None
    envelopes: tuple[str, ...]
    groups: tuple[Group, Group]
    deadline: dt.datetime
    grace_minutes: int
    opening_at: dt.datetime
    log_origin: str
    log_vkey: str

    def message(self) -> dict[str, Any]:
        """The message whose hash is published."""
        previous = {"previous_plan_hash": self.previous_plan_hash} if self.previous_plan_hash else {}
        return {
            **shapes.frame("seal-plan"),
            **previous,
            "tender_id": self.tender_id,
            "plan_version": self.plan_version,
            "envelopes": list(self.envelopes),
            "group_threshold": 2,
            "groups": [group.message() for group in self.groups],
            "deadline": shapes.written(self.deadline),
            "grace_minutes": self.grace_minutes,
            "opening_at": shapes.written(self.opening_at),
            "pad": "padme-64k",
            "log_origin": self.log_origin,
            "log_vkey": self.log_vkey,
        }

    @cached_property
    def plan_hash(self) -> str:
        """What a header refers to."""
        return digest(self.message())

    @cached_property
    def seating_hash(self) -> str:
        """Whose keys, in which places, with which thresholds: what a group rehearsal tried."""
        return digest([[group.role, group.k, [seat.recipient for seat in group.seats]] for group in self.groups])

    @cached_property
    def seats(self) -> dict[tuple[str, int], Seat]:
        """Each seat by group and member, in the order of the headers."""
        return {(group.role, seat.seat): seat for group in self.groups for seat in group.seats}


def read_plan(value: Any) -> SealPlan:
    """The plan that a message states. Raises SealRefused with the field."""
    found = shapes.message(
        value,
        "seal-plan",
        {
            "tender_id": shapes.LINE,
            "plan_version": shapes.whole(1, 999),
            "envelopes": shapes.each(shapes.ENVELOPE, 1, 2),
            "group_threshold": shapes.exactly(2),
            "groups": shapes.each(_group, 2, 2),
            "deadline": shapes.moment,
            "grace_minutes": shapes.whole(0, 10_080),
            "opening_at": shapes.moment,
            "pad": shapes.exactly("padme-64k"),
            "log_origin": shapes.LINE,
            "log_vkey": shapes.LINE,
        },
        {"previous_plan_hash": shapes.HEX256},
    )
    frame = ("v", "suite", "type", "group_threshold", "pad")
    plan = SealPlan(**{"previous_plan_hash": None} | {key: found[key] for key in found if key not in frame})
    _demand_whole(plan)
    return plan


def _group(value: Any, path: str) -> Group:
    seat = {
        "seat": shapes.MEMBER,
        "account": shapes.LINE,
        "recipient": shapes.recipient,
        "rehearsed_at": shapes.moment,
    }

    def one(inner: Any, where: str) -> Seat:
        return Seat(**shapes.fields(inner, where, seat))

    number = shapes.whole(1, 16)
    checks = {"role": shapes.ROLE, "k": number, "n": number, "seats": shapes.each(one, 1, 16)}
    group = Group(**shapes.fields(value, path, checks))
    if [seat.seat for seat in group.seats] != list(range(group.n)):
        raise SealRefused(f"{path}.seats", "not one seat for each of n")
    # SLIP-39 has no 1 of several: each would hold the whole secret of the group.
    if group.k > group.n or (group.k == 1 and group.n > 1):
        raise SealRefused(f"{path}.k", "not a threshold of n")
    return group


def _demand_whole(plan: SealPlan) -> None:
    _demand_groups(plan)
    if plan.envelopes not in (("single",), ("file1", "file2")):
        raise SealRefused("seal-plan.envelopes", "neither single nor file1 and file2")
    if (plan.plan_version == 1) != (plan.previous_plan_hash is None):
        raise SealRefused("seal-plan.previous_plan_hash", "only the first version has none before it")
    if plan.opening_at < plan.deadline:
        raise SealRefused("seal-plan.opening_at", "before the deadline")


def _demand_groups(plan: SealPlan) -> None:
    committee, inspectorate = plan.groups
    if (committee.role, inspectorate.role) != ("committee", "inspectorate"):
        raise SealRefused("seal-plan.groups", "not committee and inspectorate")
    if committee.k < 2 or committee.n < 3:
        raise SealRefused("seal-plan.groups[0].k", "the committee needs at least 2 of 3")
    if math.prod(math.comb(group.n, group.k) for group in plan.groups) > MOST_QUORUMS:
        raise SealRefused("seal-plan.groups", "too many possible quorums")
    for name in ("account", "recipient"):
        if len({getattr(seat, name) for seat in plan.seats.values()}) != len(plan.seats):
            raise SealRefused(f"seal-plan.groups.{name}", "holds two seats")
