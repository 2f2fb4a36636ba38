"""Who acts for a supplier. The supplier itself stands in organisations."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from pendopo.organisations.models import Supplier


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
