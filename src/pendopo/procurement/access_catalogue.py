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
