"""Who may not be dealt with on a day: asked by acts that register, appoint and contract a supplier.

It follows from the dates of imposed sanctions alone, so it needs no job to have run.
"""

import datetime as dt

from django.db.models import Q, QuerySet

from pendopo.organisations.models import Supplier
from pendopo.procurement.models import SupplierSanction
from pendopo.procurement.states_suppliers import SANCTION_BLOCKING


def _in_force(day: dt.date) -> Q:
    """Imposed, and the day lies in its period; from the day of its lifting it blocks no more."""
    lifted = Q(lifted_date=None) | Q(lifted_date__gt=day)
    return Q(status__in=SANCTION_BLOCKING, from_date__lte=day, to_date__gte=day) & lifted


def blocked_on(supplier: Supplier | int, day: dt.date) -> SupplierSanction | None:
    """The sanction for which the supplier may not be dealt with on the day, the longest one; None: free. One query."""
    return SupplierSanction.objects.filter(_in_force(day), supplier=supplier).order_by("-to_date").first()


def blocked_suppliers(day: dt.date) -> QuerySet[SupplierSanction, int]:
    """Ids of all suppliers that are blocked on the day, to be used within another query."""
    return SupplierSanction.objects.filter(_in_force(day)).values_list("supplier_id", flat=True)


def blocked_among(suppliers: list[int], day: dt.date) -> set[int]:
    """Those of the suppliers that are blocked on the day. One query."""
    found = SupplierSanction.objects.filter(_in_force(day), supplier__in=suppliers)
    return set(found.values_list("supplier_id", flat=True))
