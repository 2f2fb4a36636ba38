"""Sealed bids as those may see them who have a part in them: the plan, own envelopes, own keys."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet

from pendopo.audit import queries as log
from pendopo.audit.models import Entry, Leaf
from pendopo.kernel import clock
from pendopo.kernel.access import Actor, permits
from pendopo.procurement import sealing
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.enveloping import own_place
from pendopo.procurement.models import BidEnvelope, GroupRehearsal, Participant, SealPlan, Tender, Trustee, TrusteeSeat
from pendopo.procurement.states import TENDER_PUBLIC


def sealed_tender(actor: Actor, code: str) -> Tender | None:
    """A run that may have sealed bids: public, or one that the actor prepares or has a part in."""
    found = Tender.objects.select_related("unit").filter(code=code).first()
    if found is None or found.status in TENDER_PUBLIC:
        return found
    own = permits(actor, "procurement.publish_seal_plan", found.unit)
    return found if own or permits(actor, "procurement.attend_opening", found) else None


def seal_plans_of(tender: Tender) -> list[SealPlan]:
    """The versions of the run's plan, the latest first, with their seats."""
    found = tender.seal_plans.select_related("entry").prefetch_related("seats__trustee__user")
    return list(found.order_by("-version")[:20])


def receipt_of(entry: Entry) -> dict[str, Any] | None:
    """The receipt of an entry; None before its leaf is signed."""
    leaf = Leaf.objects.select_related("entry").filter(entry=entry).first()
    found = log.receipt(leaf) if leaf is not None else None
    return found if found is not None and found["proof"] is not None else None


def participants_of(actor: Actor, tender: Tender) -> QuerySet[Participant]:
    """The participants for whom the actor's account bids."""
    return (
        tender.participants.filter(bidders__user_id=actor.pk, bidders__ended_at=None)
        if actor.pk
        else Participant.objects.none()
    )


def own_envelopes(actor: Actor, tender: Tender) -> QuerySet[BidEnvelope]:
    """The envelopes that the actor may see of its own participants, the latest first."""
    found = BidEnvelope.objects.filter(participant__in=participants_of(actor, tender))
    return found.select_related("entry", "plan").prefetch_related("shares").order_by("-committed_at", "-pk")


def missing_shares(envelope: BidEnvelope) -> list[dict[str, Any]]:
    """The seats whose share is not here."""
    here = {(share.group, share.member) for share in envelope.shares.all()}
    lines = [(line["group"], line["member"]) for line in envelope.header["shares"]]
    return [{"group": group, "member": member} for group, member in lines if (group, member) not in here]


def own_trustee(actor: Actor) -> Trustee | None:
    """The actor's key in use; else the one revoked last."""
    found = Trustee.objects.select_related("user").filter(user_id=actor.pk) if actor.pk else Trustee.objects.none()
    return found.order_by(F("revoked_at").desc(nulls_first=True), "-pk").first()


def seats_of(trustee: Trustee) -> list[TrusteeSeat]:
    """The seats of a key, in the runs of latest deadline first."""
    found = trustee.seats.select_related("plan__tender").order_by("-plan__tender__deadline_at", "-pk")
    return list(found[:50])


def trustees_for(actor: Actor, tender: Tender) -> Iterable[Trustee]:
    """Keys that may take a seat in the run, for who makes its plan."""
    if not permits(actor, "procurement.publish_seal_plan", tender.unit):
        return Trustee.objects.none()
    found = Trustee.objects.select_related("user").filter(revoked_at__isnull=True, proven_at__isnull=False)
    return found.order_by("role", "user__name", "pk")[:200]


def rehearsals_for(actor: Actor, tender: Tender) -> QuerySet[GroupRehearsal]:
    """The group rehearsals of a run, for who makes its plan and who sits in them."""
    if permits(actor, "procurement.publish_seal_plan", tender.unit):
        return tender.group_rehearsals.all()
    keys = Trustee.objects.filter(user_id=actor.pk, revoked_at__isnull=True).values_list("pk", flat=True)
    sits = Q()
    for key in keys:
        sits |= Q(seating__committee__contains=key) | Q(seating__inspectorate__contains=key)
    return tender.group_rehearsals.filter(sits) if keys else tender.group_rehearsals.none()


def rehearsals_waiting(trustee: Trustee) -> list[GroupRehearsal]:
    """Group rehearsals that wait for this key's share."""
    sits = Q(seating__committee__contains=trustee.pk) | Q(seating__inspectorate__contains=trustee.pk)
    found = GroupRehearsal.objects.select_related("tender").filter(sits, succeeded_at__isnull=True)
    return list(found.order_by("-pk")[:20])


def dummy_share(actor: Actor, rehearsal: GroupRehearsal) -> dict[str, Any]:
    """The actor's own share of a dummy envelope, with plan and header. Raises EnvelopeRefused."""
    place, _trustee = own_place(sealing.read_plan(rehearsal.plan), actor)
    return {
        "plan": rehearsal.plan,
        "header": rehearsal.header,
        "header_hash": sealing.digest(rehearsal.header),
        "group": place[0],
        "member": place[1],
        "ciphertext": rehearsal.shares[f"{place[0]}/{place[1]}"],
    }


def seal_rule() -> dict[str, Any]:
    """The rule of sealed bids in force today: days, minutes, usual numbers."""
    return rule_on("SEAL", clock.today())
