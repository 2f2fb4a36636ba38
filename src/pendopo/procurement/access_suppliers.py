"""Who may do what for a supplier: the accounts that were named for it."""

from typing import Any

from django.apps import apps
from rules.predicates import Predicate, predicate

from pendopo.kernel import access


@predicate
def acts_for_supplier(actor: access.Actor, supplier: Any = None) -> bool:
    """Whether the actor's account is named for the supplier and not closed."""
    if actor.pk is None or supplier is None:
        return False
    accounts = apps.get_model("procurement", "SupplierAccount").objects
    return bool(accounts.filter(supplier=supplier, user_id=actor.pk, closed_at__isnull=True).exists())


SUPPLIERS: dict[str, Predicate] = {
    "procurement.act_for_supplier": acts_for_supplier,
}
