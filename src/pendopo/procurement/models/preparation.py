"""What is prepared for a run: the owner's estimate with its price sources, terms of reference, draft contract."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from pendopo.budget.models import PriceItem
from pendopo.files.models import Document
from pendopo.procurement.models.tenders import Tender
from pendopo.procurement.states import PreparedStatus


class PreparedPaper(models.Model):
    """A paper of a run that is drafted, decided, and superseded when a later version is decided."""

    tender = models.ForeignKey(Tender, models.CASCADE, related_name="%(class)s_versions")
    version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=12, choices=PreparedStatus, default=PreparedStatus.DRAFT)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decider_label = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["tender", "-version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tender", "version"], name="procurement_%(class)s_version"),
            models.UniqueConstraint(
                fields=["tender"], condition=Q(status=PreparedStatus.DECIDED), name="procurement_%(class)s_decided"
            ),
            models.UniqueConstraint(
                fields=["tender"], condition=Q(status=PreparedStatus.DRAFT), name="procurement_%(class)s_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.version}"


class Hps(PreparedPaper):
    """Harga Perkiraan Sendiri: the owner's estimate of a run, rupiah with two places, VAT included.

    `total_amount` is the sum of its lines and of the VAT on it; it is open, its lines are not (Perpres 46/2025).
    """

    vat_percent = models.DecimalField(max_digits=5, decimal_places=2, default=11)
    lines_amount = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    vat_amount = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    total_amount = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    note = models.CharField(max_length=1000, blank=True)

    class Meta(PreparedPaper.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *PreparedPaper.Meta.constraints,
            models.CheckConstraint(
                condition=Q(total_amount=F("lines_amount") + F("vat_amount"), lines_amount__gte=0),
                name="procurement_hps_sum",
            ),
        ]


class HpsLine(models.Model):
    """One line of an Hps: so much of what, at which price (rupiah, without VAT), and where the price is from.

    The source is an item of the price standards, or a market reference in words (seller, address, date).
    """

    hps = models.ForeignKey(Hps, models.CASCADE, related_name="lines")
    sequence = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    volume = models.DecimalField(max_digits=16, decimal_places=4)
    measure = models.CharField(max_length=60)
    price_amount = models.DecimalField(max_digits=20, decimal_places=2)
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    price_item = models.ForeignKey(PriceItem, models.PROTECT, null=True, blank=True, related_name="+")
    reference = models.CharField(max_length=500, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["hps", "sequence"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["hps", "sequence"], name="procurement_hps_line_once"),
            models.CheckConstraint(
                condition=Q(volume__gt=0, price_amount__gt=0, amount__gt=0), name="procurement_hps_line_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def source(self) -> str:
        """Where the price is from, in one line; nothing when nobody has said."""
        return " · ".join(filter(None, (str(self.price_item or ""), self.reference)))


class Kak(PreparedPaper):
    """Kerangka Acuan Kerja: the terms of reference of a run."""

    background = models.TextField(blank=True)
    objective = models.TextField(blank=True)
    scope = models.TextField(blank=True)
    output = models.TextField(blank=True)
    requirements = models.TextField(blank=True)
    duration_days = models.PositiveSmallIntegerField(null=True, blank=True)


class ContractDraft(PreparedPaper):
    """Rancangan kontrak: the contract that bidders accept by their bid."""

    form = models.CharField(max_length=12, blank=True)
    payment_terms = models.TextField(blank=True)
    terms = models.TextField(blank=True)
    warranty_days = models.PositiveSmallIntegerField(null=True, blank=True)
