"""The ceremony as those see it who have a part in it; nothing of a content before all is shown."""

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import QuerySet

from pendopo.kernel.access import Actor, permits
from pendopo.procurement.models import BidEnvelope, BidFile, Opening, SealPlan, Tender, Trustee, TrusteeSeat
from pendopo.procurement.states import EnvelopeStatus, OpeningStatus

SHOWN = (OpeningStatus.REVEALED, OpeningStatus.FINISHED, OpeningStatus.VOID)


def opening_at(actor: Actor, tender: Tender, stage: str) -> Opening | None:
    """The ceremony of a stage, for those who have a part in it; None where there is none, or for others."""
    if not permits(actor, "procurement.attend_opening", tender):
        return None
    return tender.openings.filter(stage=stage).first()


def may_attend(actor: Actor, tender: Tender) -> bool:
    """Whether the actor has a part in the ceremony."""
    return permits(actor, "procurement.attend_opening", tender)


def stages_of(tender: Tender) -> list[str]:
    """The envelopes of the run's plan, in the order in which they are opened."""
    plan = tender.seal_plans.order_by("-version").first()
    return list(plan.message["envelopes"]) if plan else []


def opening_acts(actor: Actor, tender: Tender, stage: str, opening: Opening | None, now: dt.datetime) -> list[str]:
    """The steps that the actor may take now, by their names in the API."""
    found: list[str] = []
    status = opening.status if opening else ""
    if permits(actor, "procurement.lead_opening", tender):
        over = tender.deadline_at is not None and now >= tender.deadline_at
        found += {
            "": ["closing"] if over else [],
            "STOPPED": ["closing"],
            "CLOSED": ["seats"],
            "SEATED": ["seats", "recovery"],
            "RECOVERED": ["seats", "recovery", "reveal"],
            "REVEALED": ["minutes"],
        }.get(status, [])
    own = Trustee.objects.filter(user_id=actor.pk, revoked_at__isnull=True).values_list("pk", flat=True).first()
    if opening is not None and status in ("SEATED", "RECOVERED") and own in opening.present:
        found += ["shares", "mnemonics"]
    return found


def opening_seats(plan: SealPlan, opening: Opening | None, stage: str) -> list[dict[str, Any]]:
    """Each seat of the plan: its trustee, whether present, what it handed in."""
    found = opening.secrets.filter(bid_envelope__plan=plan).values_list("group", "member", "problem") if opening else []
    handed = Counter((group, member, bool(problem)) for group, member, problem in found)
    return [_seat(seat, opening, handed) for seat in plan.seats.select_related("trustee__user")]


def _seat(seat: TrusteeSeat, opening: Opening | None, handed: Counter[tuple[str, int, bool]]) -> dict[str, Any]:
    return {
        "group": seat.group,
        "member": seat.member,
        "name": seat.trustee.user.label,
        "present": opening is not None and seat.trustee_id in opening.present,
        "revoked": seat.trustee.revoked_at is not None,
        "rehearsed_at": seat.trustee.rehearsed_at,
        "answered": handed[seat.group, seat.member, False],
        "problems": handed[seat.group, seat.member, True],
    }


def opening_envelopes(actor: Actor, tender: Tender, opening: Opening) -> list[dict[str, Any]]:
    """The envelopes of the stage: their state, and once shown whose they are and at which price. Three queries."""
    shown = opening.status in SHOWN
    own = (
        set(tender.participants.filter(bidders__user_id=actor.pk, bidders__ended_at=None).values_list("pk", flat=True))
        if actor.pk
        else set()
    )
    found = BidEnvelope.objects.filter(plan__tender=tender, envelope=opening.stage)
    found = found.select_related("participant__supplier__organisation").prefetch_related("files").order_by("pk")
    return [_envelope(one, shown=shown, own=one.participant_id in own) for one in found[:1000]]


def _envelope(envelope: BidEnvelope, *, shown: bool, own: bool) -> dict[str, Any]:
    price = (envelope.manifest or {}).get("price")
    return {
        "header_hash": envelope.header_hash,
        "envelope": envelope.envelope,
        "supplier": str(envelope.participant.supplier) if shown or own else None,
        "own": own,
        "status": envelope.status,
        "recovered": envelope.status in (EnvelopeStatus.RECOVERED, EnvelopeStatus.OPENED),
        "damaged": envelope.damaged_at is not None,
        "reason": envelope.reason,
        "price_total_sen": price["total_sen"] if shown and price else None,
        "payload_sha256": envelope.payload_sha256 if shown else "",
        "files": [
            {"id": file.pk, "name": file.name, "size": file.size, "sha256": file.sha256}
            for file in (envelope.files.all() if shown else ())
        ],
    }


def bid_files_visible_to(actor: Actor, tender: Tender) -> QuerySet[BidFile]:
    """Files of opened envelopes: for the committee, its office and the auditor; a bidder sees its own."""
    found = BidFile.objects.select_related("bid_envelope").filter(bid_envelope__plan__tender=tender)
    if permits(actor, "procurement.see_bid_files", tender):
        return found
    if actor.pk is None:
        return found.none()
    return found.filter(
        bid_envelope__participant__bidders__user_id=actor.pk, bid_envelope__participant__bidders__ended_at=None
    )
