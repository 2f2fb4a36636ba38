"""The appointment of a supplier, the contract with its budget lines, the order to start, amendments."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.budget.models import Line
from pendopo.files.models import Document
from pendopo.organisations.models import Supplier, Unit
from pendopo.procurement.kinds import Method, Origin
from pendopo.procurement.models.packages import Package
from pendopo.procurement.models.tenders import Tender
from pendopo.procurement.states import ContractStatus


class ContractForm(models.TextChoices):
    """What a contract is written as (Perpres 16/2018 Pasal 28)."""

    RECEIPT = "RECEIPT", _("Proof of purchase")
    KUITANSI = "KUITANSI", _("Kuitansi")
    SPK = "SPK", _("SPK")
    AGREEMENT = "AGREEMENT", _("Surat perjanjian")
    ORDER = "ORDER", _("Surat pesanan")


class Sppbj(models.Model):
    """Surat Penunjukan Penyedia Barang/Jasa: the winner is appointed, and what guarantee is asked."""

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="sppbj")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="+")
    number = models.CharField(max_length=120)
    date = models.DateField()
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    guarantee_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    guarantee_days = models.PositiveSmallIntegerField(null=True, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "number"], condition=Q(withdrawn_at__isnull=True), name="procurement_sppbj_once"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="procurement_sppbj_not_negative"),
        ]

    def __str__(self) -> str:
        return self.number


class Contract(models.Model):
    """A contract (SPK, surat perjanjian, surat pesanan, kuitansi) with one supplier, rupiah with two places.

    `amount` is the first value; amendments stand beside it, and `value_amount` is what is in force. `key` names it in
    the ledger of funds (`procurement.contract:<key>`).
    """

    key = models.UUIDField(unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    package = models.ForeignKey(Package, models.PROTECT, null=True, blank=True, related_name="contracts")
    tender = models.ForeignKey(Tender, models.PROTECT, null=True, blank=True, related_name="contracts")
    sppbj = models.ForeignKey(Sppbj, models.PROTECT, null=True, blank=True, related_name="contracts")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="+")
    method = models.CharField(max_length=20, choices=Method, blank=True)
    form = models.CharField(max_length=10, choices=ContractForm, default=ContractForm.SPK)
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=160)
    date = models.DateField()
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    value_amount = models.DecimalField(max_digits=20, decimal_places=2)
    pdn_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    umk_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    payment_kind = models.CharField(max_length=60, blank=True)
    starts_date = models.DateField(null=True, blank=True)
    ends_date = models.DateField(null=True, blank=True)
    ppk_label = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=12, choices=ContractStatus, default=ContractStatus.DRAFT)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.OWN)
    external_code = models.CharField(max_length=200, blank=True)
    stated_status = models.CharField(max_length=60, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "external_code"],
                condition=~Q(external_code=""),
                name="procurement_contract_external",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="procurement_contract_not_negative"),
            models.CheckConstraint(
                condition=Q(ends_date__isnull=True) | Q(starts_date__isnull=True) | Q(ends_date__gte=F("starts_date")),
                name="procurement_contract_dates",
            ),
        ]
        indexes = [
            models.Index(fields=["year", "unit", "status"], name="procurement_contract_list"),
            models.Index(fields=["supplier", "-date"], name="procurement_contract_supplier"),
            GinIndex(fields=["title"], name="procurement_contract_title", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        return {"DRAFT": "wait", "SIGNED": "info", "EFFECTIVE": "info", "FINISHED": "done", "TERMINATED": "late"}[
            self.status
        ]


class ContractShare(models.Model):
    """What a contract binds of one budget line, its amendments included."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="shares")
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=20, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "line"], name="procurement_contract_share_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="procurement_contract_share_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.amount}"


class Spmk(models.Model):
    """Surat Perintah Mulai Kerja: the order to start, or to deliver, with its days."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="spmk")
    number = models.CharField(max_length=120)
    date = models.DateField()
    starts_date = models.DateField(null=True, blank=True)
    ends_date = models.DateField(null=True, blank=True)
    stated_time = models.CharField(max_length=200, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract", "number"], name="procurement_spmk_once")]

    def __str__(self) -> str:
        return self.number


class Addendum(models.Model):
    """An amendment of a contract: why, and its value and end before and after."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="addenda")
    sequence = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=120)
    date = models.DateField()
    reason_code = models.CharField(max_length=40)
    reason = models.CharField(max_length=1000)
    before_amount = models.DecimalField(max_digits=20, decimal_places=2)
    after_amount = models.DecimalField(max_digits=20, decimal_places=2)
    before_ends_date = models.DateField(null=True, blank=True)
    after_ends_date = models.DateField(null=True, blank=True)
    scope = models.TextField(blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["contract", "sequence"]
        constraints = [models.UniqueConstraint(fields=["contract", "sequence"], name="procurement_addendum_once")]

    def __str__(self) -> str:
        return self.number
