"""Who prepares a run, leads it, takes part in it."""

from typing import Any

from rules.predicates import Predicate, predicate

from pendopo.kernel import access, clock
from pendopo.procurement.access_evaluation import evaluates, heads_budget_of
from pendopo.procurement.access_sealing import bids_for
from pendopo.procurement.access_suppliers import acts_for_supplier

PREPARERS = ("ppk", "pejabat_pengadaan", "ukpbj", "tpk", "pa", "kpa")
"""Who begins a run for packages of a unit."""
ESTIMATORS = ("ppk", "tpk", "pa", "kpa")
"""Who writes and decides the owner's estimate, the terms of reference and the draft contract."""
WATCHERS = (*PREPARERS, "pokja", "pptk", "head", "staff", "apip")
"""Who sees a run at work."""


def _holds(actor: access.Actor, tender: Any, *roles: str) -> bool:
    unit = None if tender is None else tender.unit
    return any(actor.holds(role, unit, clock.today()) for role in roles)


@predicate
def seated(actor: access.Actor, tender: Any = None) -> bool:
    """Whether the actor has a seat in the run's committee, declared or not."""
    return actor.pk is not None and tender is not None and tender.committee.filter(user_id=actor.pk).exists()


@predicate
def supports(actor: access.Actor, tender: Any = None) -> bool:
    """Whether the actor is of the procurement unit."""
    return tender is not None and _holds(actor, tender, "ukpbj")


@predicate
def watches(actor: access.Actor, tender: Any = None) -> bool:
    """Whether the actor is of the people who see the run at work."""
    return tender is not None and _holds(actor, tender, *WATCHERS)


LEADS = evaluates | access.only_system
TENDERS: dict[str, Predicate] = {
    "procurement.prepare_tender": access.holds(*PREPARERS),
    "procurement.write_hps": access.holds(*ESTIMATORS),
    "procurement.appoint_committee": access.holds("ukpbj"),
    "procurement.declare_interest": seated,
    "procurement.schedule_tender": LEADS | supports,
    "procurement.announce_tender": LEADS,
    "procurement.add_tender_document": LEADS | supports,
    "procurement.amend_documents": LEADS,
    "procurement.answer_question": LEADS,
    "procurement.hold_briefing": LEADS,
    "procurement.hand_in_qualification": bids_for,
    "procurement.judge_qualification": LEADS,
    "procurement.cancel_tender": LEADS | heads_budget_of,
    "procurement.ask_question": bids_for,
    "procurement.turn_tender": access.only_system,
    "procurement.see_tender": watches | seated,
    "procurement.invite_participant": LEADS,
    "procurement.register_participant": acts_for_supplier | access.only_system,
}
