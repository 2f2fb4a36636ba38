"""What changed in public procurement, for whoever keeps a copy."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.feeds import TransactionField


class ChangedKind(models.TextChoices):
    """What a change is of."""

    PACKAGE = "PACKAGE", _("Package")
    TENDER = "TENDER", _("Selection run")
    CONTRACT = "CONTRACT", _("Contract")


class ProcurementChange(models.Model):
    """One public thing changed; `code` is its public number (of a contract: the package's)."""

    xid = TransactionField()
    kind = models.CharField(max_length=10, choices=ChangedKind)
    code = models.CharField(max_length=40)
    event = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["xid", "id"], name="procurement_change_feed")]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
