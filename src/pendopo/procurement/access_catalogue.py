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
