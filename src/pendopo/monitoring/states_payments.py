"""Statuses of payments: release of funds (SPD), request (SPP), order (SPM), disbursement (SP2D)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.states import Machine


class SpdStatus(models.TextChoices):
    """Where a release of funds stands."""

    DRAFT = "DRAFT", _("Draft")
    SIGNED = "SIGNED", _("Signed")
    EFFECTIVE = "EFFECTIVE", _("In force")


SPD: Machine[SpdStatus] = Machine(
    {(SpdStatus.DRAFT, "sign"): SpdStatus.SIGNED, (SpdStatus.SIGNED, "release"): SpdStatus.EFFECTIVE}
)


class PaymentStatus(models.TextChoices):
    """How far a payment is on its whole way."""

    REQUESTED = "REQUESTED", _("Requested")
    ORDERED = "ORDERED", _("Order drafted")
    ISSUED = "ISSUED", _("Disbursed")
    STOPPED = "STOPPED", _("Withdrawn")


PAYMENT: Machine[PaymentStatus] = Machine(
    {
        (PaymentStatus.REQUESTED, "order"): PaymentStatus.ORDERED,
        (PaymentStatus.ORDERED, "refuse"): PaymentStatus.REQUESTED,
        (PaymentStatus.ORDERED, "issue"): PaymentStatus.ISSUED,
        (PaymentStatus.REQUESTED, "withdraw"): PaymentStatus.STOPPED,
    }
)


class SppStatus(models.TextChoices):
    """Where a payment request stands."""

    DRAFT = "DRAFT", _("Draft")
    SUBMITTED = "SUBMITTED", _("Handed in")
    RETURNED = "RETURNED", _("Returned")
    COMPLETE = "COMPLETE", _("Papers complete")


SPP: Machine[SppStatus] = Machine(
    {
        (SppStatus.DRAFT, "submit"): SppStatus.SUBMITTED,
        (SppStatus.RETURNED, "submit"): SppStatus.SUBMITTED,
        (SppStatus.SUBMITTED, "return"): SppStatus.RETURNED,
        (SppStatus.SUBMITTED, "complete"): SppStatus.COMPLETE,
        # The order that was drafted from it was refused.
        (SppStatus.COMPLETE, "return"): SppStatus.RETURNED,
    }
)


class SpmStatus(models.TextChoices):
    """Where an order to pay stands."""

    DRAFTED = "DRAFTED", _("Drafted")
    SIGNED = "SIGNED", _("Signed")
    REFUSED = "REFUSED", _("Refused")


SPM: Machine[SpmStatus] = Machine(
    {
        (SpmStatus.DRAFTED, "sign"): SpmStatus.SIGNED,
        (SpmStatus.DRAFTED, "refuse"): SpmStatus.REFUSED,
        (SpmStatus.SIGNED, "refuse"): SpmStatus.REFUSED,
    }
)


class Sp2dStatus(models.TextChoices):
    """Where a disbursement order stands."""

    CHECKED = "CHECKED", _("Checked")
    ISSUED = "ISSUED", _("Issued")
    REFUSED = "REFUSED", _("Refused")
    PAID = "PAID", _("Paid by the bank")


SP2D: Machine[Sp2dStatus] = Machine(
    {
        (Sp2dStatus.CHECKED, "issue"): Sp2dStatus.ISSUED,
        (Sp2dStatus.CHECKED, "refuse"): Sp2dStatus.REFUSED,
        (Sp2dStatus.ISSUED, "pay"): Sp2dStatus.PAID,
    }
)
