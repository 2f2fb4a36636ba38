"""Seats of a plan: who may take one, and the plan that they make."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from pendopo.audit import notes
from pendopo.procurement import sealing
from pendopo.procurement.access_evaluation import members_of
from pendopo.procurement.access_sealing import keeps_keys
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.enveloping import EnvelopeRefused
from pendopo.procurement.kinds import Scheme
from pendopo.procurement.models import SealPlan, Tender, Trustee, TrusteeRole


@dataclass(frozen=True)
class Seating:
    """Who is to sit where: keys of trustees in the order of their seats, and how many of each side are needed."""

    committee: Sequence[int]
    k: int
    inspectorate: Sequence[int]
    m: int
    opening_at: dt.datetime

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "committee": list(self.committee), "k": self.k, "inspectorate": list(self.inspectorate), "m": self.m,
            "opening_at": self.opening_at.isoformat(),
        }  # fmt: skip

    def sides(self) -> list[tuple[str, int, Sequence[int]]]:
        """(side, how many are needed, trustees) in the order of a plan."""
        return [
            (TrusteeRole.COMMITTEE.value, self.k, self.committee),
            (TrusteeRole.INSPECTORATE.value, self.m, self.inspectorate),
        ]


def compose_plan(tender: Tender, seating: Seating, now: dt.datetime) -> sealing.SealPlan:
    """The plan of these seats for the run as it stands now. Raises SealRefused, EnvelopeRefused."""
    if tender.deadline_at is None:
        raise EnvelopeRefused("deadline")
    groups = [
        sealing.Group(role, needed, len(keys), tuple(_seats(tender, role, keys, now)))
        for role, needed, keys in seating.sides()
    ]
    last = tender.seal_plans.order_by("-version").first()
    plan = sealing.SealPlan(
        tender_id=tender.code,
        plan_version=last.version + 1 if last else 1,
        previous_plan_hash=last.plan_hash if last else None,
        envelopes=("single",) if tender.scheme == Scheme.ONE_FILE else ("file1", "file2"),
        groups=(groups[0], groups[1]),
        deadline=tender.deadline_at.replace(microsecond=0),
        grace_minutes=seal_rule(now)["upload_grace_minutes"],
        opening_at=seating.opening_at.replace(microsecond=0),
        log_origin=notes.origin(),
        log_vkey=notes.own_verifier_key(),
    )
    return sealing.read_plan(plan.message())


def seal_rule(now: dt.datetime) -> dict[str, Any]:
    """The rule of sealed bids in force."""
    return rule_on("SEAL", timezone.localdate(now))


def _seats(tender: Tender, role: str, keys: Sequence[int], now: dt.datetime) -> list[sealing.Seat]:
    return [_seat(tender, role, place, key, now) for place, key in enumerate(keys)]


def _seat(tender: Tender, role: str, place: int, trustee_id: int, now: dt.datetime) -> sealing.Seat:
    trustee = Trustee.objects.select_related("user").filter(pk=trustee_id).first()
    if trustee is None:
        raise EnvelopeRefused("unknown", trustee=trustee_id)
    if refusal := unfit_for(trustee, tender, role, now):
        raise EnvelopeRefused(refusal, trustee=trustee_id)
    assert trustee.rehearsed_at is not None
    return sealing.Seat(place, trustee.account, trustee.recipient, trustee.rehearsed_at.replace(microsecond=0))


def unfit_for(trustee: Trustee, tender: Tender, role: str, now: dt.datetime) -> str:
    """Why the trustee may not take a seat of that side in the run; nothing when it may."""
    if trustee.revoked_at is not None:
        return "revoked"
    if trustee.role != role or not keeps_keys(trustee.user, role):
        return "role"
    if trustee.proven_at is None:
        return "unproven"
    if not is_rehearsed(trustee, now):
        return "unrehearsed"
    return "member" if role == TrusteeRole.COMMITTEE and _is_outside(trustee, tender) else ""


def _is_outside(trustee: Trustee, tender: Tender) -> bool:
    """Whether the run has a committee and the trustee is not one of it who declared to have no interest."""
    members, appointed = members_of(tender), getattr(tender, "committee", None)
    if members is None or appointed is None or not appointed.exists():
        return False
    return not members.filter(user_id=trustee.user_id).exists()


def is_rehearsed(trustee: Trustee, now: dt.datetime) -> bool:
    """Whether the key file was opened within the days of the rule."""
    days = dt.timedelta(days=seal_rule(now)["rehearsal_days"])
    return trustee.rehearsed_at is not None and now - trustee.rehearsed_at <= days


def openable(plan: SealPlan) -> bool:
    """Whether enough trustees of each side still have their key."""
    usable = plan.seats.filter(trustee__revoked_at__isnull=True)
    return all(usable.filter(group=group["role"]).count() >= group["k"] for group in plan.message["groups"])


def seal_obstacles(tender: Tender) -> list[str]:
    """Why a run with sealed bids cannot be announced yet: `plan` (none), `unconfirmed`, `keys` (too many revoked)."""
    plan = tender.seal_plans.order_by("-version").first()
    if plan is None:
        return ["plan"]
    seats = list(plan.seats.select_related("trustee"))
    usable = [seat.group for seat in seats if seat.trustee.revoked_at is None]
    few = any(usable.count(group["role"]) < group["k"] for group in plan.message["groups"])
    unsure = any(seat.confirmed_at is None for seat in seats)
    return [code for code, holds in (("keys", few), ("unconfirmed", unsure)) if holds]
