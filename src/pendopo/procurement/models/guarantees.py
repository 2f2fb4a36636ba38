"""Guarantees that banks and insurers give for a supplier, and how long they last."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.files.models import Document
from pendopo.organisations.models import Supplier, Unit
from pendopo.procurement.models.contracts import Contract, Sppbj
from pendopo.procurement.states import GuaranteeStatus


class GuaranteeKind(models.TextChoices):
    """What a guarantee stands for (Perpres 16/2018 Pasal 30-36)."""

    PERFORMANCE = "PERFORMANCE", _("Performance guarantee")
    ADVANCE = "ADVANCE", _("Advance payment guarantee")
    MAINTENANCE = "MAINTENANCE", _("Maintenance guarantee")


class Guarantee(models.Model):
    """Jaminan: a bank's or insurer's promise, rupiah. It is given for an appointment or for a contract.

    `due_amount` is what the law asked for when it was recorded; `reminded_days` the latest notice before its end.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="+")
    sppbj = models.ForeignKey(Sppbj, models.PROTECT, null=True, blank=True, related_name="guarantees")
    contract = models.ForeignKey(Contract, models.PROTECT, null=True, blank=True, related_name="guarantees")
    kind = models.CharField(max_length=12, choices=GuaranteeKind)
    issuer = models.CharField(max_length=200)
    number = models.CharField(max_length=120)
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    due_amount = models.DecimalField(max_digits=20, decimal_places=2)
    issued_date = models.DateField()
    until_date = models.DateField()
    status = models.CharField(max_length=10, choices=GuaranteeStatus, default=GuaranteeStatus.HELD)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_note = models.CharField(max_length=500, blank=True)
    reminded_days = models.SmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=F("due_amount")), name="procurement_guarantee_enough"),
            models.CheckConstraint(condition=Q(until_date__gte=F("issued_date")), name="procurement_guarantee_dates"),
            models.CheckConstraint(
                condition=Q(sppbj__isnull=False) | Q(contract__isnull=False), name="procurement_guarantee_of"
            ),
            models.UniqueConstraint(fields=["issuer", "number"], name="procurement_guarantee_once"),
        ]
        indexes = [models.Index(fields=["status", "until_date"], name="procurement_guarantee_end")]

    def __str__(self) -> str:
        return self.number

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        return {"HELD": "info", "RETURNED": "done", "CASHED": "late"}[self.status]
