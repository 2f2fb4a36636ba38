"""Lines: the stable key of money, its amount in each stage, and the component rows beneath it."""

from django.db import models

from pendopo.budget.models.codes import AccountNode, ActivityNode
from pendopo.budget.models.stages import Stage
from pendopo.organisations.models import Unit


class Line(models.Model):
    """A unit's occurrence of a sub kegiatan together with an account (a MAK): the same row in all stages."""

    year = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(ActivityNode, on_delete=models.PROTECT, related_name="lines")
    sequence = models.PositiveSmallIntegerField(default=1)
    account = models.ForeignKey(AccountNode, on_delete=models.PROTECT, related_name="lines")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "unit", "activity", "sequence", "account"], name="budget_line_once")
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.pk}"


class LineAmount(models.Model):
    """What a line holds in one stage: the sum of its items, whole rupiah."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="amounts")
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="amounts")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "stage"], name="budget_line_amount_once")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.amount}"


class LineItem(models.Model):
    """A component row of an Rka (Rencana Kerja dan Anggaran) under a line's amount."""

    line_amount = models.ForeignKey(LineAmount, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    component = models.CharField(max_length=500)
    specification = models.CharField(max_length=1000, blank=True)
    coefficients = models.JSONField(default=list)
    unit_price_amount = models.BigIntegerField()
    tax_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line_amount", "number"], name="budget_item_number_once")]

    def __str__(self) -> str:
        return self.component
