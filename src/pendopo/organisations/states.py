"""Statuses of a supplier's registration and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.states import Machine


class SupplierStatus(models.TextChoices):
    """How far a supplier's registration is. A blacklist stands in procurement, beside this."""

    DRAFT = "DRAFT", _("Being filled in")
    SUBMITTED = "SUBMITTED", _("Waits for verification")
    VERIFIED = "VERIFIED", _("Verified")
    RETURNED = "RETURNED", _("Returned with reasons")
    CLOSED = "CLOSED", _("Closed")


SUPPLIER: Machine[SupplierStatus] = Machine(
    {
        (SupplierStatus.DRAFT, "submit"): SupplierStatus.SUBMITTED,
        (SupplierStatus.RETURNED, "submit"): SupplierStatus.SUBMITTED,
        (SupplierStatus.SUBMITTED, "verify"): SupplierStatus.VERIFIED,
        (SupplierStatus.SUBMITTED, "return"): SupplierStatus.RETURNED,
        (SupplierStatus.VERIFIED, "return"): SupplierStatus.RETURNED,
        (SupplierStatus.VERIFIED, "close"): SupplierStatus.CLOSED,
        # What was verified was changed by the supplier itself: it is looked at again.
        (SupplierStatus.VERIFIED, "change"): SupplierStatus.SUBMITTED,
        # A supplier that another system has verified and that contracts of that system name.
        (SupplierStatus.DRAFT, "adopt"): SupplierStatus.VERIFIED,
    }
)
