"""What an import of LKPP's feeds keeps beside its packages: every row as it came, and what is strange in it."""

from decimal import Decimal, InvalidOperation

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.display import money


class IsbCode(models.TextChoices):
    """What is strange in a row of a feed."""

    MAK_UNKNOWN = "MAK_UNKNOWN", _("Budget code of no sub-activity")
    MAK_NO_CEILING = "MAK_NO_CEILING", _("Sub-activity without a ceiling in this unit")
    ACCOUNT_MALFORMED = "ACCOUNT_MALFORMED", _("Account of another form")
    MAK_SEVERAL = "MAK_SEVERAL", _("Several budget codes, amounts not given")
    RUP_SEVERAL = "RUP_SEVERAL", _("Several RUP numbers")
    FUNDS_EXCEEDED = "FUNDS_EXCEEDED", _("Contract beyond the ceiling of its sub-activity")
    REPEATED = "REPEATED", _("Row delivered several times")
    CONTRACT_ABOVE_HPS = "CONTRACT_ABOVE_HPS", _("Contract above the owner's estimate")
    CONTRACT_ABOVE_CEILING = "CONTRACT_ABOVE_CEILING", _("Contract above the ceiling of the package")
    PAYMENT_ABOVE = "PAYMENT_ABOVE", _("Payments above the contract")
    PROGRESS_BLANK = "PROGRESS_BLANK", _("Progress not filled in")
    FINISHED_NO_BAP = "FINISHED_NO_BAP", _("Finished contract without payment or acceptance")
    SPPBJ_AFTER_CONTRACT = "SPPBJ_AFTER_CONTRACT", _("Contract dated before the appointment")
    SPMK_BEFORE_CONTRACT = "SPMK_BEFORE_CONTRACT", _("Order to start dated before the contract")
    BAP_BEFORE_BAST = "BAP_BEFORE_BAST", _("Payment dated before acceptance")
    DATES_REPEATED = "DATES_REPEATED", _("Start and end are the same day")
    REALISATION_DIFFERS = "REALISATION_DIFFERS", _("Stated total differs from its rows")
    TYPE_MISSING = "TYPE_MISSING", _("Self-managed work without its type")
    HPS_ABOVE_LIMIT = "HPS_ABOVE_LIMIT", _("Estimate above the limit of direct procurement")
    SUPPLIER_MISSING = "SUPPLIER_MISSING", _("No supplier named")
    CODE_REPEATED = "CODE_REPEATED", _("Package code in several rows")
    RUP_MISSING = "RUP_MISSING", _("No RUP number")
    VALUE_ZERO = "VALUE_ZERO", _("Value of zero")
    NOT_STORED = "NOT_STORED", _("Contract without supplier or date")
    STATUS_UNKNOWN = "STATUS_UNKNOWN", _("Status not given")
    FEED_MISSING = "FEED_MISSING", _("Feed not sent")


OF_MONEY = frozenset(
    (
        *(IsbCode.FUNDS_EXCEEDED, IsbCode.CONTRACT_ABOVE_HPS, IsbCode.CONTRACT_ABOVE_CEILING, IsbCode.PAYMENT_ABOVE),
        *(IsbCode.REALISATION_DIFFERS, IsbCode.HPS_ABOVE_LIMIT),
    )
)
"""Findings whose two values are rupiah."""


def said(code: str, text: str) -> str:
    """A value of a finding: rupiah where it is money, else as it stands."""
    try:
        return money(Decimal(text)) if code in OF_MONEY and text else text
    except InvalidOperation:
        return text


class IsbFact(models.Model):
    """A row of a feed as LKPP sent it, without columns about persons.

    `key` names its record, `digest` tells equal rows and `repeats` how often it came in one delivery (in the feed of
    payments that is a second extract, in the feeds of recorded spending it may be a second payment). A row that the
    latest delivery of its feed no longer holds is kept with `current` false.
    """

    year = models.PositiveSmallIntegerField()
    feed = models.CharField(max_length=60)
    key = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    data = models.JSONField()
    repeats = models.PositiveSmallIntegerField(default=1)
    current = models.BooleanField(default=True)
    first_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "digest"], name="procurement_isb_fact_once")]
        indexes = [models.Index(fields=["feed", "key"], name="procurement_isb_fact_record")]

    def __str__(self) -> str:
        return f"{self.feed} {self.key}"


class IsbProblem(models.Model):
    """One thing that is strange in the latest delivery of a year: where, what stands there, what it was held against.

    `row` is the place in the file, `key` names the record, `value` stands in `column`, `other` beside it.
    """

    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=30, choices=IsbCode)
    feed = models.CharField(max_length=60)
    row = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=300, blank=True)
    column = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=300, blank=True)
    other = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["code", "feed", "row", "pk"]
        indexes = [models.Index(fields=["year", "code", "feed", "row"], name="procurement_isb_problem_list")]

    def __str__(self) -> str:
        return f"{self.code} {self.key}"

    @property
    def value_said(self) -> str:
        """The value as a page shows it."""
        return said(self.code, self.value)

    @property
    def other_said(self) -> str:
        """What it is held against, as a page shows it."""
        return said(self.code, self.other)
