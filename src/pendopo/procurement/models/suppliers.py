"""Who acts for a supplier, and what it can do. The supplier itself stands in organisations."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.organisations.models import Supplier, SupplierDocument
from pendopo.procurement.states_suppliers import ClaimStatus


class SupplierAccount(models.Model):
    """A person's account that acts for a supplier, from the day it was named until it is closed."""

    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "user"], condition=Q(closed_at__isnull=True), name="procurement_account_once"
            ),
        ]
        indexes = [
            models.Index(fields=["user"], condition=Q(closed_at__isnull=True), name="procurement_account_user"),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.user_id}"


class SupplierInvitation(models.Model):
    """A letter by e-mail that lets somebody act for a supplier. Only a hash of its key is kept."""

    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="+")
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.email


class SupplierClaim(models.Model):
    """Somebody says that a record of a supplier is theirs; the procurement unit confirms or refuses it."""

    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    nib = models.CharField(max_length=13)
    statement = models.CharField(max_length=1000)
    status = models.CharField(max_length=12, choices=ClaimStatus, default=ClaimStatus.WAITING)
    claimed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "user"], condition=Q(status=ClaimStatus.WAITING), name="procurement_claim_once"
            ),
        ]
        indexes = [
            models.Index(fields=["claimed_at"], condition=Q(status=ClaimStatus.WAITING), name="procurement_claims_open")
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.user_id}"


class CapacityKind(models.TextChoices):
    """What a supplier can show of its capacity."""

    EQUIPMENT = "EQUIPMENT", _("Equipment")
    STAFF = "STAFF", _("Staff with a certificate")
    EXPERIENCE = "EXPERIENCE", _("Experience")
    WORK_IN_HAND = "WORK_IN_HAND", _("Work in hand elsewhere")


class SupplierCapacity(models.Model):
    """A machine, a skilled person, a work done or a work in hand, as the supplier states it."""

    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=14, choices=CapacityKind)
    name = models.CharField(max_length=200)
    quantity = models.PositiveSmallIntegerField(default=1)
    amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    client = models.CharField(max_length=200, blank=True)
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="procurement_capacity_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PaperReminder(models.Model):
    """A supplier was told that a document ends in `mark` days; each mark once for each document."""

    document = models.ForeignKey(SupplierDocument, models.CASCADE, related_name="+")
    mark = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "mark"], name="procurement_reminder_once")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.mark}"
