"""Who may do what for a supplier, and with suppliers: the accounts named for it, and officials."""

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


@predicate
def outside_office(actor: access.Actor, subject: Any = None) -> bool:
    """Whether the actor is a person without a post: whom the navigation offers the pages of suppliers."""
    return actor.pk is not None and not getattr(actor, "posts", list)()


_LOOKERS = access.holds("ukpbj", "pokja", "pejabat_pengadaan", "ppk", "pa", "kpa", "apip")

SUPPLIERS: dict[str, Predicate] = {
    "procurement.act_for_supplier": acts_for_supplier,
    "procurement.see_own_suppliers": outside_office,
    "procurement.see_supplier_file": acts_for_supplier | _LOOKERS,
    "procurement.open_supplier": access.signed_in,
    "procurement.claim_supplier": access.signed_in,
    "procurement.decide_claim": access.holds("ukpbj"),
    "procurement.see_claims": access.holds("ukpbj"),
    "procurement.join_supplier": access.signed_in,
    "procurement.name_account": access.only_system,
    "procurement.remind_papers": access.only_system,
    "procurement.rate_supplier": access.holds("ppk"),
    "procurement.see_sanctions": _LOOKERS,
    "procurement.propose_sanction": access.holds("ppk", "pokja", "pejabat_pengadaan", "pa", "kpa"),
    "procurement.hear_sanction": access.holds("ppk", "pa", "ukpbj"),
    "procurement.impose_sanction": access.holds("pa"),
    "procurement.move_sanctions": access.only_system,
    "procurement.watch": access.signed_in,
    "procurement.stop_watches": access.anyone,
    "procurement.tell_watchers": access.only_system,
    "organisations.keep_supplier": access.holds("ukpbj") | acts_for_supplier,
}
