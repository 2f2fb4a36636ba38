"""Who plans, buys, accepts and pays in a village's procurement; no one person does all of it."""

from typing import Any

from rules.predicates import Predicate, predicate

from pendopo.kernel import access
from pendopo.kernel.access import Actor

VILLAGERS = ("kades", "sekdes", "kaur_keuangan", "operator_desa", "tpk")
PLANNERS = ("sekdes", "kaur_keuangan", "operator_desa")
HEAD, PAYER = "kades", "kaur_keuangan"


def seat_in(actor: Actor, package: Any) -> Any:
    """The actor's seat in the package's team, or none."""
    team = getattr(package, "team", None)
    return team.members.filter(user_id=actor.pk).first() if team is not None and actor.pk is not None else None


@predicate
def is_in_team(actor: Actor, package: Any = None) -> bool:
    """Whether the actor has a seat in the package's team, declared or not."""
    return package is not None and seat_in(actor, package) is not None


@predicate
def buys_for(actor: Actor, package: Any = None) -> bool:
    """Whether the actor is in the package's team and declared to have no interest."""
    seat = seat_in(actor, package) if package is not None else None
    return seat is not None and bool(seat.counts)


VILLAGE_PERMISSIONS: dict[str, Predicate] = {
    "procurement.see_village": access.holds(*VILLAGERS, "camat", "apip"),
    "procurement.plan_village": access.holds(*PLANNERS),
    "procurement.lead_village": access.holds(HEAD),
    "procurement.declare_village": is_in_team,
    "procurement.buy_village": buys_for | access.only_system,
    "procurement.pay_village": access.holds(PAYER),
}
