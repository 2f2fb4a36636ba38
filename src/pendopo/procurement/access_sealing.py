"""Who seals and opens bids: bidders, trustees, the chair of the opening."""

from typing import Any

from rules.predicates import Predicate, predicate

from pendopo.kernel import access, clock
from pendopo.procurement.access_evaluation import members_of

KEEPERS = {"committee": ("pokja", "pejabat_pengadaan"), "inspectorate": ("apip",)}
"""Side of a plan -> the roles of which a trustee must hold one."""


@predicate
def bids_for(actor: access.Actor, participant: Any = None) -> bool:
    """Whether the actor is an account that was named to hand in envelopes for the participant."""
    return (
        actor.pk is not None
        and participant is not None
        and participant.bidders.filter(user_id=actor.pk, ended_at=None).exists()
    )


def keeps_keys(actor: access.Actor, role: str) -> bool:
    """Whether the actor may be a trustee of that side. Who runs the server (the administrator) never is."""
    day = clock.today()
    held = any(actor.holds(name, None, day) for name in KEEPERS.get(role, ()))
    return actor.pk is not None and held and not actor.holds("admin", None, day)


@predicate
def may_keep_keys(actor: access.Actor, role: Any = None) -> bool:
    """Whether the actor may register a key for that side (no side: for any)."""
    return any(keeps_keys(actor, one) for one in ((role,) if role else KEEPERS))


@predicate
def is_trustee(actor: access.Actor, trustee: Any = None) -> bool:
    """Whether the key is the actor's own."""
    return actor.pk is not None and trustee is not None and trustee.user_id == actor.pk


@predicate
def leads_opening(actor: access.Actor, tender: Any = None) -> bool:
    """Whether the actor chairs the run's committee; without a committee, is of the office that selects."""
    if tender is None or actor.pk is None:
        return False
    members = members_of(tender)
    if members is not None and tender.committee.exists():
        return bool(members.filter(user_id=actor.pk, seat="CHAIR").exists())
    return any(actor.holds(role, tender.unit, clock.today()) for role in ("pokja", "pejabat_pengadaan"))


@predicate
def attends_opening(actor: access.Actor, tender: Any = None) -> bool:
    """Whether the actor has a part in the ceremony: chair, committee, trustee, bidder, internal auditor."""
    if tender is None or actor.pk is None:
        return False
    seated = tender.seal_plans.filter(seats__trustee__user_id=actor.pk).exists()
    bids = tender.participants.filter(bidders__user_id=actor.pk, bidders__ended_at=None).exists()
    members = members_of(tender)
    sits = members is not None and members.filter(user_id=actor.pk).exists()
    watches = actor.holds("apip", tender.unit, clock.today())
    return bool(seated or bids or sits or watches or leads_opening(actor, tender))


@predicate
def evaluates_bids(actor: access.Actor, tender: Any = None) -> bool:
    """Whether the actor sits in the run's committee or leads its opening."""
    if tender is None or actor.pk is None:
        return False
    members = members_of(tender)
    sits = members is not None and members.filter(user_id=actor.pk).exists()
    return bool(sits or leads_opening(actor, tender) or actor.holds("apip", tender.unit, clock.today()))


SEALING: dict[str, Predicate] = {
    "procurement.register_trustee": may_keep_keys,
    "procurement.rehearse": is_trustee,
    "procurement.revoke_trustee": is_trustee | access.holds("apip"),
    "procurement.publish_seal_plan": access.holds("pokja", "pejabat_pengadaan", "ukpbj"),
    "procurement.confirm_seat": is_trustee,
    "procurement.name_bidder": access.holds("ukpbj"),
    "procurement.commit_envelope": bids_for,
    "procurement.withdraw_envelope": bids_for,
    "procurement.put_share": bids_for,
    "procurement.put_ciphertext": bids_for,
    "procurement.present_bid_key": bids_for,
    "procurement.lead_opening": leads_opening,
    "procurement.attend_opening": attends_opening,
    "procurement.see_bid_files": evaluates_bids,
    "procurement.take_shares": is_trustee,
    "procurement.destroy_due_ciphertexts": access.only_system,
    "procurement.destroy_ciphertexts": leads_opening | access.only_system,
}
