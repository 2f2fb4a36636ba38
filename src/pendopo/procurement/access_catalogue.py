"""Who lists items in the government's catalogue, who reviews them, who buys."""

from typing import Any

from rules.predicates import Predicate, predicate

from pendopo.kernel import access
from pendopo.procurement.access_suppliers import acts_for_supplier


@predicate
def keeps_catalogue(actor: access.Actor, subject: Any = None) -> bool:
    """Whether the actor works in the procurement unit, for whichever supplier it is."""
    return actor.holds("ukpbj")


CATALOGUE: dict[str, Predicate] = {
    "procurement.offer_item": acts_for_supplier | keeps_catalogue,
    "procurement.withdraw_item": acts_for_supplier | keeps_catalogue,
    "procurement.review_item": keeps_catalogue & ~acts_for_supplier,
    "procurement.suspend_item": keeps_catalogue,
    "procurement.seed_catalogue": access.only_system,
}


@predicate
def sells(actor: access.Actor, order: Any = None) -> bool:
    """Whether the actor acts for the supplier of the order."""
    return order is not None and acts_for_supplier(actor, order.supplier)


@predicate
def buys(actor: access.Actor, order: Any = None) -> bool:
    """Whether the actor buys for the unit of the order."""
    return order is not None and any(actor.holds(role, order.unit) for role in BUYERS)


BUYERS = ("ppk", "pejabat_pengadaan", "pokja")
ORDERS: dict[str, Predicate] = {
    "procurement.fill_cart": access.holds(*BUYERS),
    "procurement.send_order": buys & ~sells,
    "procurement.offer_prices": buys | sells,
    "procurement.accept_prices": buys | sells,
    "procurement.cancel_order": buys | sells,
}


@predicate
def quotes_for(actor: access.Actor, participant: Any = None) -> bool:
    """Whether the actor acts for the supplier of the participant."""
    return participant is not None and acts_for_supplier(actor, participant.supplier)


@predicate
def competes(actor: access.Actor, tender: Any = None) -> bool:
    """Whether the actor was invited to the mini competition, through a supplier."""
    if tender is None or actor.pk is None:
        return False
    return any(quotes_for(actor, one) for one in tender.participants.select_related("supplier")[:200])


@predicate
def holds_competition(actor: access.Actor, tender: Any = None) -> bool:
    """Whether the actor holds the mini competitions of the run's unit. How much is a rule row, asked by the act."""
    return tender is not None and any(actor.holds(role, tender.unit) for role in BUYERS)


COMPETITIONS: dict[str, Predicate] = {
    "procurement.announce_competition": access.holds(*BUYERS),
    "procurement.hand_quote": quotes_for,
    "procurement.open_quotes": holds_competition & ~competes,
    "procurement.drop_quote": holds_competition & ~competes,
    "procurement.cancel_competition": holds_competition & ~competes,
    "procurement.decide_competition": holds_competition & ~competes,
}
