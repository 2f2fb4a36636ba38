"""Payments under contracts: funds released to units, terms, requests, orders, disbursements and what is deducted.

Totals are kept, not counted: `PaymentBook` of a contract and `SpdBalance` of a unit's year are the rows that acts lock.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.budget.models import Line
from pendopo.monitoring.models.plans import PERCENT
from pendopo.monitoring.models.projects import ContractExecution, Project
from pendopo.monitoring.states_payments import PaymentStatus, Sp2dStatus, SpdStatus, SpmStatus, SppStatus
from pendopo.organisations.models import Unit

MONEY: dict[str, Any] = {"max_digits": 20, "decimal_places": 2}
SETTLED = [PaymentStatus.ISSUED, PaymentStatus.STOPPED]


class Spd(models.Model):
    """Surat Penyediaan Dana: so much of its budget a unit may spend from these months on."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=120)
    from_month = models.PositiveSmallIntegerField()
    to_month = models.PositiveSmallIntegerField()
    amount = models.DecimalField(**MONEY)
    status = models.CharField(max_length=9, choices=SpdStatus, default=SpdStatus.DRAFT)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    drafted_label = models.CharField(max_length=200)
    drafted_at = models.DateTimeField()
    signed_label = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    effective_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["year", "unit", "from_month", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="monitoring_spd_number_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="monitoring_spd_positive"),
            models.CheckConstraint(
                condition=Q(from_month__gte=1, to_month__lte=12, to_month__gte=F("from_month")),
                name="monitoring_spd_months",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        return "done" if self.status == SpdStatus.EFFECTIVE else "wait"


class SpdBalance(models.Model):
    """What is released to a unit in a year, and what of it orders hold and disbursements have taken."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    released_amount = models.DecimalField(**MONEY, default=0)
    ordered_amount = models.DecimalField(**MONEY, default=0)
    issued_amount = models.DecimalField(**MONEY, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="monitoring_spd_balance_once"),
            models.CheckConstraint(
                condition=Q(ordered_amount__gte=0, issued_amount__gte=0)
                & Q(released_amount__gte=F("ordered_amount") + F("issued_amount")),
                name="monitoring_spd_not_overdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"


class PaymentBook(models.Model):
    """What is agreed about paying a contract, and what is claimed, kept back and paid so far."""

    execution = models.OneToOneField(ContractExecution, models.PROTECT, related_name="book")
    advance_percent = models.DecimalField(**PERCENT, default=0)
    retention_percent = models.DecimalField(**PERCENT, default=0)
    bank = models.CharField(max_length=80, blank=True)
    account_number = models.CharField(max_length=40, blank=True)
    account_holder = models.CharField(max_length=200, blank=True)
    advance_amount = models.DecimalField(**MONEY, default=0)
    claimed_amount = models.DecimalField(**MONEY, default=0)
    recovered_amount = models.DecimalField(**MONEY, default=0)
    retained_amount = models.DecimalField(**MONEY, default=0)
    ordered_amount = models.DecimalField(**MONEY, default=0)
    paid_amount = models.DecimalField(**MONEY, default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ordered_amount__gte=0, paid_amount__gte=0, retained_amount__gte=0)
                & Q(advance_amount__gte=F("recovered_amount")),
                name="monitoring_book_in_order",
            )
        ]

    def __str__(self) -> str:
        return str(self.execution_id)


class PaymentTerm(models.Model):
    """One agreed term: it may be claimed when the work is that far, cumulative percent."""

    book = models.ForeignKey(PaymentBook, models.CASCADE, related_name="terms")
    sequence = models.PositiveSmallIntegerField()
    percent = models.DecimalField(**PERCENT)

    class Meta:
        ordering = ["book", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["book", "sequence"], name="monitoring_term_once"),
            models.UniqueConstraint(fields=["book", "percent"], name="monitoring_term_percent_once"),
            models.CheckConstraint(condition=Q(percent__gt=0, percent__lte=100), name="monitoring_term_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.percent}"


class PaymentPurpose(models.TextChoices):
    """What a payment of a contract is for."""

    ADVANCE = "ADVANCE", _("Advance")
    TERM = "TERM", _("Term")
    RETENTION = "RETENTION", _("Retained money")


class Payment(models.Model):
    """One payment on its way from request to disbursement. One at a time is under way for a contract."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="payments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=9, choices=PaymentPurpose)
    claim_percent = models.DecimalField(**PERCENT, default=0)
    gross_amount = models.DecimalField(**MONEY)
    charged_amount = models.DecimalField(**MONEY)
    net_amount = models.DecimalField(**MONEY)
    days_late = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=9, choices=PaymentStatus, default=PaymentStatus.REQUESTED)
    issued_date = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["project", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["project", "sequence"], name="monitoring_payment_once"),
            models.UniqueConstraint(
                fields=["project"], condition=~Q(status__in=SETTLED), name="monitoring_payment_one_open"
            ),
            models.CheckConstraint(
                condition=Q(net_amount__gte=0, charged_amount__gt=0)
                & Q(gross_amount__gte=F("charged_amount"), charged_amount__gte=F("net_amount")),
                name="monitoring_payment_amounts",
            ),
        ]
        indexes = [models.Index(fields=["year", "unit", "status"], name="monitoring_payment_desk")]

    def __str__(self) -> str:
        return f"{self.project} {self.sequence}"

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        return {PaymentStatus.ISSUED: "done", PaymentStatus.STOPPED: "info"}.get(PaymentStatus(self.status), "wait")


class PaymentDeduction(models.Model):
    """One line between gross and net."""

    class Kind(models.TextChoices):
        """What is deducted."""

        ADVANCE = "ADVANCE", _("Advance worked off")
        RETENTION = "RETENTION", _("Retained")
        FINE = "FINE", _("Fine for delay")
        PPN = "PPN", _("PPN")
        PPH21 = "PPH21", _("PPh 21")
        PPH22 = "PPH22", _("PPh 22")
        PPH23 = "PPH23", _("PPh 23")
        PPH4_2 = "PPH4_2", _("PPh 4 (2)")

    payment = models.ForeignKey(Payment, models.CASCADE, related_name="deductions")
    kind = models.CharField(max_length=9, choices=Kind)
    amount = models.DecimalField(**MONEY)

    class Meta:
        ordering = ["payment", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["payment", "kind"], name="monitoring_deduction_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="monitoring_deduction_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


class PaymentLine(models.Model):
    """What a payment charges to one budget line."""

    payment = models.ForeignKey(Payment, models.CASCADE, related_name="lines")
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    amount = models.DecimalField(**MONEY)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payment", "line"], name="monitoring_payment_line_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="monitoring_payment_line_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.amount}"


class Spp(models.Model):
    """Surat Permintaan Pembayaran: who asks, who looked through the papers, why it went back."""

    class Kind(models.TextChoices):
        """Which way the money goes."""

        LS = "LS", _("LS (direct)")

    payment = models.OneToOneField(Payment, models.PROTECT, related_name="spp")
    kind = models.CharField(max_length=2, choices=Kind, default=Kind.LS)
    number = models.CharField(max_length=120, unique=True)
    status = models.CharField(max_length=9, choices=SppStatus, default=SppStatus.DRAFT)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    drafted_label = models.CharField(max_length=200)
    drafted_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checked_label = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.CharField(max_length=1000, blank=True)

    def __str__(self) -> str:
        return self.number


class Spm(models.Model):
    """Surat Perintah Membayar: amount and account as they were ordered; the disbursement may not differ."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="spm")
    number = models.CharField(max_length=120, unique=True)
    status = models.CharField(max_length=7, choices=SpmStatus, default=SpmStatus.DRAFTED)
    net_amount = models.DecimalField(**MONEY)
    bank = models.CharField(max_length=80)
    account_number = models.CharField(max_length=40)
    account_holder = models.CharField(max_length=200)
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_label = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    refused_label = models.CharField(max_length=200, blank=True)
    refused_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["payment", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["payment"], condition=~Q(status=SpmStatus.REFUSED), name="monitoring_spm_one_live"
            )
        ]

    def __str__(self) -> str:
        return self.number


class Sp2d(models.Model):
    """Surat Perintah Pencairan Dana: the money leaves the regional treasury."""

    spm = models.OneToOneField(Spm, models.PROTECT, related_name="sp2d")
    number = models.CharField(max_length=120, unique=True)
    date = models.DateField()
    net_amount = models.DecimalField(**MONEY)
    status = models.CharField(max_length=7, choices=Sp2dStatus, default=Sp2dStatus.CHECKED)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    issued_label = models.CharField(max_length=200)
    at = models.DateTimeField()
    refused_reason = models.CharField(max_length=1000, blank=True)
    bank_date = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.number
