"""Lines: the stable key of money, its amount by stages, and the component rows beneath it.

A line and an item are valid for a range of stage numbers (`stages`, lower bound included, upper bound excluded), so
that opening a stage copies nothing. Triggers of the database (migration 0003) refuse every change that would reach
into a stage that is not a draft, and carry each change of an amount to all totals above it.
"""

from django.contrib.postgres.fields import IntegerRangeField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from pendopo.budget.models.codes import AccountNode, FundingSource
from pendopo.budget.models.sheets import RkaSheet

STILL = Q(stages__upper_inf=True)
"""Rows that the latest stage holds."""


class Line(models.Model):
    """One form of an Rka together with an account (a MAK): the same row in all stages.

    An `imported` line was opened by contracts of another system under a sub kegiatan whose rows this budget does not
    hold: what may be bound on it is the ceiling of its sub kegiatan, not an amount of its own.
    """

    sheet = models.ForeignKey(RkaSheet, on_delete=models.PROTECT, related_name="lines")
    account = models.ForeignKey(AccountNode, on_delete=models.PROTECT, related_name="lines")
    imported = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "account"], name="budget_line_once")]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.account_id}"


class LineAmount(models.Model):
    """What a line holds in a range of stages: the sum of its items, whole rupiah."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="amounts")
    stages = IntegerRangeField()
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line"], condition=STILL, name="budget_line_amount_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_line_amount_not_negative"),
        ]
        indexes = [models.Index(fields=["line"], name="budget_amount_by_line")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.amount}"


class ItemKind(models.TextChoices):
    """What a component row is."""

    NORMAL = "NORMAL", _("Component")
    PLACEHOLDER = "PLACEHOLDER", _("Placeholder, to be detailed")


class LineItem(models.Model):
    """A component row of an Rka (Rencana Kerja dan Anggaran): volume times price plus tax, whole rupiah.

    `number` stays the same through all its versions. `coefficients` is a list of up to four pairs
    [volume, unit], volumes as decimal text. `price` is the standard that the row was written from; the row keeps its
    own price. `revision` counts the edits: who saves an older one is told.
    """

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveIntegerField()
    stages = IntegerRangeField()
    kind = models.CharField(max_length=12, choices=ItemKind, default=ItemKind.NORMAL)
    component = models.CharField(max_length=500)
    specification = models.CharField(max_length=1000, blank=True)
    coefficients = models.JSONField(default=list)
    volume = models.DecimalField(max_digits=20, decimal_places=6)
    measure = models.CharField(max_length=60)
    unit_price_amount = models.BigIntegerField()
    tax_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    amount = models.BigIntegerField()
    package_label = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    funding = models.ForeignKey(FundingSource, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    price = models.ForeignKey(
        "budget.PriceRevision", null=True, blank=True, on_delete=models.PROTECT, related_name="rows", db_index=False
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "number"], condition=STILL, name="budget_item_number_once"),
            models.CheckConstraint(
                condition=Q(amount__gte=0) & Q(unit_price_amount__gte=0) & Q(volume__gte=0) & Q(tax_percent__gte=0),
                name="budget_item_not_negative",
            ),
        ]
        indexes = [
            models.Index(fields=["line", "number"], name="budget_item_by_line"),
            models.Index(fields=["price"], condition=Q(price__isnull=False), name="budget_item_by_price"),
            models.Index(Func(F("stages"), function="lower"), name="budget_item_from_stage"),
            models.Index(Func(F("stages"), function="upper"), name="budget_item_to_stage"),
        ]

    def __str__(self) -> str:
        return self.component


class NodeTotal(models.Model):
    """The spending, revenue or financing of one stage at one node: a unit or all (none), an activity or an account.

    Kept by the database with every change of a `LineAmount`; `pendopo prove budget` counts them again.
    """

    stage = models.ForeignKey("budget.Stage", on_delete=models.CASCADE, related_name="totals")
    unit = models.ForeignKey("organisations.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey("budget.ActivityNode", null=True, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(AccountNode, null=True, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "unit", "activity", "account"], nulls_distinct=False, name="budget_total_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.stage_id} {self.amount}"
