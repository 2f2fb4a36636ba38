"""Who runs a reverse auction, and who may offer in it."""

from typing import Any

from rules.predicates import Predicate, predicate

from pendopo.kernel import access
from pendopo.procurement.access_catalogue import competes, holds_competition
from pendopo.procurement.access_evaluation import evaluates


@predicate
def offers_from(actor: access.Actor, seat: Any = None) -> bool:
    """Whether the actor is an account that was named to bid for the seat's participant."""
    return (
        actor.pk is not None
        and seat is not None
        and seat.participant.bidders.filter(user_id=actor.pk, ended_at=None).exists()
    )


@predicate
def watches(actor: access.Actor, tender: Any = None) -> bool:
    """Whether the actor looks on without offering: the procurement unit, the internal auditor, the PPK of the unit."""
    return tender is not None and any(actor.holds(role, tender.unit) for role in ("ukpbj", "apip", "ppk", "pa"))


@predicate
def holds_as_buyer(actor: access.Actor, tender: Any = None) -> bool:
    """Whether the run is a mini competition that the actor holds, without a part in it."""
    if tender is None or tender.method != "MINI_COMPETITION":
        return False
    return holds_competition(actor, tender) and not competes(actor, tender)


RUNS = evaluates | holds_as_buyer
AUCTIONS: dict[str, Predicate] = {
    "procurement.plan_auction": RUNS,
    "procurement.open_round": RUNS,
    "procurement.end_auction": RUNS | access.only_system,
    "procurement.cancel_auction": RUNS,
    "procurement.make_offer": offers_from,
    "procurement.see_auction": RUNS | watches,
}
