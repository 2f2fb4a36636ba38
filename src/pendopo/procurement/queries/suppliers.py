"""Suppliers as the people who act for them see them."""

from django.db.models import QuerySet

from pendopo.kernel.access import Actor
from pendopo.organisations.models import Supplier
from pendopo.procurement.models import SupplierAccount


def suppliers_of(actor: Actor) -> QuerySet[Supplier]:
    """The suppliers that the actor's account is named for, by name; none for strangers and the system."""
    if actor.pk is None:
        return Supplier.objects.none()
    named = SupplierAccount.objects.filter(user_id=actor.pk, closed_at__isnull=True).values("supplier_id")
    found = Supplier.objects.filter(pk__in=named).select_related("organisation")
    return found.order_by("organisation__name", "pk")
