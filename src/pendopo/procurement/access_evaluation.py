"""Who evaluates a run, decides its winner, and signs its minutes."""

from typing import Any

from rules.predicates import Predicate, predicate

from pendopo.kernel import access, clock

SOLE_OFFICERS = {
    "DIRECT": "pejabat_pengadaan",
    "DIRECT_APPOINTMENT": "pejabat_pengadaan",
    "RECORDED": "pejabat_pengadaan",
    "VILLAGE": "tpk",
}
"""Method -> the role that carries the run out alone where no committee was appointed."""


def members_of(tender: Any) -> Any:
    """The members of the run's committee who declared to have no interest in a participant."""
    return tender.committee.filter(declared_at__isnull=False, interest="")


def sits(actor: access.Actor, tender: Any) -> bool:
    """Whether the actor is such a member."""
    return actor.pk is not None and bool(members_of(tender).filter(user_id=actor.pk).exists())


def carries_out_alone(actor: access.Actor, tender: Any) -> bool:
    """Whether the run has no committee and the actor is the officer whom its method puts in charge."""
    role = SOLE_OFFICERS.get(tender.method, "")
    held = bool(role) and actor.pk is not None and actor.holds(role, tender.unit, clock.today())
    return held and not tender.committee.exists()


@predicate
def evaluates(actor: access.Actor, tender: Any = None) -> bool:
    """Whether the actor evaluates the run: a member of its committee, or its officer."""
    return tender is not None and (sits(actor, tender) or carries_out_alone(actor, tender))


@predicate
def heads_budget_of(actor: access.Actor, tender: Any = None) -> bool:
    """Whether the actor is the budget user (PA) of the run's unit."""
    return tender is not None and actor.pk is not None and actor.holds("pa", tender.unit, clock.today())


@predicate
def prepares(actor: access.Actor, tender: Any = None) -> bool:
    """Whether the actor is of the people who prepare runs of the unit."""
    unit = None if tender is None else tender.unit
    roles = ("pokja", "pejabat_pengadaan", "ukpbj", "tpk")
    return any(actor.holds(role, unit, clock.today()) for role in roles)


@predicate
def watches(actor: access.Actor, tender: Any = None) -> bool:
    """Whether the actor looks after the run without a part in it: the PPK of its unit, the internal auditor."""
    if tender is None:
        return False
    return actor.holds("apip", None, clock.today()) or actor.holds("ppk", tender.unit, clock.today())


@predicate
def was_there(actor: access.Actor, minutes: Any = None) -> bool:
    """Whether the actor signs these minutes: who evaluates, and the PA alone those of the own decision."""
    if minutes is None:
        return False
    by_pa = minutes.kind == "DECISION" and minutes.facts.get("by") == "PA"
    return bool((heads_budget_of if by_pa else evaluates)(actor, minutes.tender))


EVALUATION: dict[str, Predicate] = {
    "procurement.draw_minutes": evaluates | heads_budget_of | prepares | access.only_system,
    "procurement.see_evaluation": evaluates | heads_budget_of | prepares | watches,
    "procurement.sign_minutes": was_there,
    "procurement.set_criteria": evaluates | prepares | access.only_system,
    "procurement.record_offers": evaluates,
    "procurement.fill_sheet": evaluates,
    "procurement.conclude_evaluation": evaluates,
    "procurement.decide_winner": evaluates | heads_budget_of,
    "procurement.announce_winner": evaluates,
    "procurement.fail_tender": evaluates | heads_budget_of,
    "procurement.rerun_tender": evaluates | prepares,
}
