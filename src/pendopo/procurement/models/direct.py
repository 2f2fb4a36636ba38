"""Purchases without a competition: the talks about an offer, and small spending that is only recorded."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.budget.models import Line
from pendopo.files.models import Document
from pendopo.organisations.models import Supplier, Unit
from pendopo.procurement.kinds import Kind
from pendopo.procurement.models.packages import Package
from pendopo.procurement.models.tenders import Participant
from pendopo.procurement.states import RecordedStatus


class RoundKind(models.TextChoices):
    """What one turn of the talks is."""

    OFFER = "OFFER", _("Offer")
    CLARIFICATION = "CLARIFICATION", _("Clarification")
    COUNTER = "COUNTER", _("Counter-offer")
    AGREEMENT = "AGREEMENT", _("Agreed")


class NegotiationRound(models.Model):
    """One turn of clarification and negotiation with a participant; rupiah with two places where a price was said."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="rounds")
    sequence = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=RoundKind)
    amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    note = models.CharField(max_length=2000, blank=True)
    actor_label = models.CharField(max_length=200)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["participant", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "sequence"], name="procurement_round_once"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0), name="procurement_round_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.sequence}"


class ReceiptKind(models.TextChoices):
    """What shows that it was paid (Perpres 16/2018 Pasal 28)."""

    RECEIPT = "RECEIPT", _("Proof of purchase")
    KUITANSI = "KUITANSI", _("Kuitansi")


class RecordedSpending(models.Model):
    """Pencatatan: spending that needs no contract, recorded with its receipt; rupiah with two places.

    `key` names it in the ledger of funds (`procurement.recorded:<key>`).
    """

    key = models.UUIDField(unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    package = models.ForeignKey(Package, models.PROTECT, null=True, blank=True, related_name="spendings")
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=Kind)
    form = models.CharField(max_length=10, choices=ReceiptKind)
    seller = models.CharField(max_length=200)
    supplier = models.ForeignKey(Supplier, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField(max_length=120)
    date = models.DateField()
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    is_umk = models.BooleanField(default=False)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=RecordedStatus, default=RecordedStatus.RECORDED)
    recorded_at = models.DateTimeField()
    recorded_label = models.CharField(max_length=200)
    cancel_reason = models.CharField(max_length=500, blank=True)
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="procurement_recorded_positive"),
            models.UniqueConstraint(
                fields=["unit", "seller", "number", "date"],
                condition=Q(status="RECORDED"),
                name="procurement_recorded_once",
            ),
        ]
        indexes = [
            models.Index(fields=["year", "unit", "-date"], name="procurement_recorded_list"),
            GinIndex(fields=["title"], name="procurement_recorded_title", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        return "done" if self.status == RecordedStatus.RECORDED else "closed"
