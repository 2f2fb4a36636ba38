"""Who runs a reverse auction, and who may offer in it."""

from typing import Any

from rules.predicates import Predicate, predicate

from pendopo.kernel import access
from pendopo.procurement.access_evaluation import evaluates


@predicate
def offers_from(actor: access.Actor, seat: Any = None) -> bool:
    """Whether the actor is an account that was named to bid for the seat's participant."""
    return actor.pk is not None and seat is not None and seat.participant.bidders.filter(user_id=actor.pk).exists()


@predicate
def watches(actor: access.Actor, tender: Any = None) -> bool:
    """Whether the actor looks on without offering: the procurement unit, the internal auditor, the PPK of the unit."""
    return tender is not None and any(actor.holds(role, tender.unit) for role in ("ukpbj", "apip", "ppk", "pa"))


AUCTIONS: dict[str, Predicate] = {
    "procurement.plan_auction": evaluates,
    "procurement.open_round": evaluates,
    "procurement.end_auction": evaluates | access.only_system,
    "procurement.cancel_auction": evaluates,
    "procurement.make_offer": offers_from,
    "procurement.see_auction": evaluates | watches,
}
