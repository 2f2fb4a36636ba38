"""Who objects, answers, appoints, signs contracts for either side, and keeps guarantees."""

from typing import Any

from rules.predicates import Predicate, predicate

from pendopo.kernel import access, clock
from pendopo.procurement.access_evaluation import evaluates
from pendopo.procurement.access_suppliers import acts_for_supplier


def speaks_for(actor: access.Actor, supplier: Any, participant: Any = None) -> bool:
    """Whether the actor's account acts for the supplier: named by it, or for its bid in a run."""
    if actor.pk is None or supplier is None:
        return False
    if acts_for_supplier(actor, supplier):
        return True
    return participant is not None and bool(participant.bidders.filter(user_id=actor.pk, ended_at=None).exists())


def is_in_committee(actor: access.Actor, tender: Any) -> bool:
    """Whether the actor was given a seat in the run's committee, whatever was declared since."""
    return actor.pk is not None and tender is not None and bool(tender.committee.filter(user_id=actor.pk).exists())


@predicate
def speaks_for_participant(actor: access.Actor, participant: Any = None) -> bool:
    """Whether the actor acts for the participant of a run."""
    return participant is not None and speaks_for(actor, participant.supplier, participant)


@predicate
def answers_objections(actor: access.Actor, tender: Any = None) -> bool:
    """Whether the actor evaluated the run."""
    return tender is not None and bool(evaluates(actor, tender))


@predicate
def decides_appeals(actor: access.Actor, tender: Any = None) -> bool:
    """Whether the actor is PA or KPA of the run's unit and had no seat in its committee."""
    if tender is None or actor.pk is None or is_in_committee(actor, tender):
        return False
    return any(actor.holds(role, tender.unit, clock.today()) for role in ("pa", "kpa"))


@predicate
def commits_for(actor: access.Actor, tender: Any = None) -> bool:
    """Whether the actor is PPK of the run's unit and had no seat in its committee."""
    if tender is None or is_in_committee(actor, tender):
        return False
    return bool(actor.holds("ppk", tender.unit, clock.today()))


@predicate
def signs_for_supplier(actor: access.Actor, contract: Any = None) -> bool:
    """Whether the actor's account acts for the supplier of the contract or the appointment."""
    if contract is None or contract.tender is None:
        return contract is not None and speaks_for(actor, contract.supplier)
    participant = contract.tender.participants.filter(supplier=contract.supplier).first()
    return speaks_for(actor, contract.supplier, participant)


@predicate
def commits_contract(actor: access.Actor, contract: Any = None) -> bool:
    """Whether the actor is PPK of the contract's unit, had no seat in the run's committee, and is not its supplier."""
    if contract is None or is_in_committee(actor, contract.tender) or speaks_for(actor, contract.supplier):
        return False
    unit = contract.tender.unit if contract.tender else contract.unit
    return bool(actor.holds("ppk", unit, clock.today()))


AWARDS: dict[str, Predicate] = {
    "procurement.file_sanggah": speaks_for_participant,
    "procurement.answer_sanggah": answers_objections | access.only_system,
    "procurement.file_banding": speaks_for_participant,
    "procurement.decide_banding": decides_appeals | access.only_system,
    "procurement.appoint_supplier": commits_for,
    "procurement.withdraw_sppbj": commits_for,
    "procurement.draw_contract_paper": commits_contract,
    "procurement.sign_contract_paper": commits_contract,
    "procurement.sign_for_supplier": signs_for_supplier,
    "procurement.change_clauses": access.holds("ppk", "pejabat_pengadaan"),
    "procurement.run_direct": access.holds("pejabat_pengadaan"),
    "procurement.record_spending": access.holds("ppk", "pejabat_pengadaan"),
    "procurement.record_guarantee": access.holds("ppk"),
    "procurement.see_guarantees": access.holds("ppk", "pa", "kpa", "ukpbj", "apip", "bendahara", "ppk_skpd"),
    "procurement.watch_guarantees": access.only_system,
}
