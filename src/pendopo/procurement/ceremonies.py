"""What the steps of the ceremony share: its envelopes, who sits where, keys put together in memory."""

import datetime as dt
import hashlib
from collections import Counter
from typing import Any

from django.utils import timezone

from pendopo.audit.models import Entry
from pendopo.audit.states import LeafKind
from pendopo.kernel.access import Actor
from pendopo.procurement import opening_memory, sealing
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.enveloping import EnvelopeRefused
from pendopo.procurement.models import BidEnvelope, Opening, SealPlan, Tender, Trustee
from pendopo.procurement.states import EnvelopeStatus

TECHNICAL = "procurement.technical_result.announced"
BIDDER = "bidder"
OUTCOMES = (
    EnvelopeStatus.OPENED,
    EnvelopeStatus.WITHDRAWN,
    EnvelopeStatus.SUPERSEDED,
    EnvelopeStatus.INCOMPLETE,
    EnvelopeStatus.UNOPENABLE,
)


def locked_opening(tender: Tender, stage: str) -> Opening:
    """The ceremony of the stage, locked. Raises EnvelopeRefused where none was begun."""
    found = Opening.objects.select_for_update(of=("self",), no_key=True).filter(tender=tender, stage=stage).first()
    if found is None:
        raise EnvelopeRefused("step")
    return found


def demand_step(opening: Opening, *statuses: str) -> None:
    """Raise EnvelopeRefused when the ceremony is at another step."""
    if opening.status not in statuses:
        raise EnvelopeRefused("step", status=opening.status)


def locked_envelopes(tender: Tender, stage: str = "") -> list[BidEnvelope]:
    """The envelopes of a run (or of a stage), locked in one order; what was being handed in is waited for."""
    found = BidEnvelope.objects.select_for_update(of=("self",), no_key=True).filter(plan__tender=tender)
    found = found.select_related("plan", "participant__supplier__organisation").order_by("pk")
    return list(found.filter(envelope=stage) if stage else found)


def plan_in_force(tender: Tender) -> SealPlan:
    """The run's last plan. Raises EnvelopeRefused."""
    plan = tender.seal_plans.order_by("-version").first()
    if plan is None:
        raise EnvelopeRefused("plan")
    return plan


def usable(plan: SealPlan, present: list[int] | None = None) -> dict[str, int]:
    """How many trustees of each side have their key (of those present), by the plan."""
    seats = plan.seats.filter(trustee__revoked_at__isnull=True)
    return Counter((seats if present is None else seats.filter(trustee_id__in=present)).values_list("group", flat=True))


def enough(plan: SealPlan, found: dict[str, int]) -> bool:
    """Whether so many are a quorum of both sides."""
    return all(found.get(group["role"], 0) >= group["k"] for group in plan.message["groups"])


def own_seat(actor: Actor, opening: Opening) -> Trustee:
    """The actor's key, when the chair found it present. Raises EnvelopeRefused."""
    trustee = Trustee.objects.filter(user_id=actor.pk, revoked_at__isnull=True).first()
    if trustee is None:
        raise EnvelopeRefused("seat")
    if trustee.pk not in opening.present:
        raise EnvelopeRefused("absent")
    return trustee


def place_in(plan: SealPlan, trustee: Trustee) -> sealing.Place | None:
    """The trustee's seat in a plan; none when it is of a version without it."""
    seat = plan.seats.filter(trustee=trustee).first()
    return (seat.group, seat.member) if seat else None


def commitments_in_log(tender: Tender, stage: str) -> list[str]:
    """The commitments of a stage as the log has them, whatever the tables of the run say."""
    found = Entry.objects.filter(
        kind=LeafKind.SEALED, unit=str(tender.unit), event="procurement.envelope.committed",
        subject_table="procurement.tender", subject_pk=str(tender.pk), data__envelope=stage,
    )  # fmt: skip
    return sorted(found.values_list("data__header_hash", flat=True))


def is_announced(tender: Tender) -> bool:
    """Whether the technical result stands in the log."""
    return Entry.objects.filter(
        unit=str(tender.unit), event=TECHNICAL, subject_table="procurement.tender", subject_pk=str(tender.pk)
    ).exists()  # fmt: skip


def digest_of(hashes: list[str]) -> str:
    """One hash for a list of commitments in order."""
    return hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()


def counts_of(envelopes: list[BidEnvelope]) -> dict[str, int]:
    """How many were committed, and how many have each status."""
    found = Counter(envelope.status.lower() for envelope in envelopes)
    return {"committed": len(envelopes), **dict(sorted(found.items()))}


def seal_minutes(name: str, now: dt.datetime) -> dt.timedelta:
    """So many minutes of the rule of sealed bids."""
    return dt.timedelta(minutes=rule_on("SEAL", timezone.localdate(now))[name])


def key_of(opening: Opening, envelope: BidEnvelope) -> tuple[str, list[Any]] | None:
    """The key of an envelope and the seats that gave it, put together from what was handed in; None when not yet.

    It stays in this process's memory. Raises MemoryLost.
    """
    held = {(row.group, row.member): bytes(row.sealed) for row in envelope.secrets.all() if row.sealed}
    secrets = {place: opening_memory.look(opening.pk, sealed) for place, sealed in held.items()}
    own = secrets.pop((BIDDER, 0), None)
    if own is not None:
        return own, [[BIDDER, 0]]
    header, plan = sealing.read_header(envelope.header), sealing.read_plan(envelope.plan.message)
    try:
        identity, places = sealing.recover_with(header, plan, secrets)
    except sealing.SealRefused:
        return None
    return identity, [list(place) for place in places]


def why_not(envelope: BidEnvelope) -> str:
    """Why no quorum opened it: enough trustees answered and it still does not, or too few had their key."""
    answered = Counter(row.group for row in envelope.secrets.all())
    return "bidder_shares_bad" if enough(envelope.plan, answered) else "trustee_keys_lost"
