"""What a form says beside its rows: for whom, where, which results, when the money is needed."""

from django.contrib.postgres.fields import ArrayField, IntegerRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.budget.models.lines import STILL
from pendopo.budget.models.sheets import RkaSheet
from pendopo.regions.models import Desa


class SheetDetail(models.Model):
    """The describing part of a form in a range of stages; a closed stage keeps its own (migration `details`).

    `cash` is the anggaran kas: twelve amounts in whole rupiah, January first, or empty while nobody has planned them.
    """

    sheet = models.ForeignKey(RkaSheet, on_delete=models.PROTECT, related_name="details")
    stages = IntegerRangeField()
    beneficiaries = models.PositiveIntegerField(null=True, blank=True)
    beneficiary_label = models.CharField(max_length=100, blank=True)
    periods = models.PositiveSmallIntegerField(null=True, blank=True)
    first_month = models.PositiveSmallIntegerField(default=1)
    last_month = models.PositiveSmallIntegerField(default=12)
    background = models.TextField(blank=True)
    cash = ArrayField(models.BigIntegerField(), default=list, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet"], condition=STILL, name="budget_detail_once"),
            models.CheckConstraint(
                condition=Q(
                    first_month__range=(1, 12), last_month__range=(1, 12), last_month__gte=models.F("first_month")
                ),
                name="budget_detail_months",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}"


class ResultKind(models.TextChoices):
    """What an indicator measures."""

    INPUT = "INPUT", _("Input (masukan)")
    OUTPUT = "OUTPUT", _("Output (keluaran)")
    OUTCOME = "OUTCOME", _("Outcome (hasil)")


class SheetIndicator(models.Model):
    """One indicator of a form with its target."""

    detail = models.ForeignKey(SheetDetail, on_delete=models.CASCADE, related_name="indicators")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=ResultKind)
    text = models.CharField(max_length=300)
    target = models.DecimalField(max_digits=18, decimal_places=2)
    measure = models.CharField(max_length=60)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["detail", "number"], name="budget_indicator_once")]

    def __str__(self) -> str:
        return self.text


class SheetPlace(models.Model):
    """A village where the form's money works."""

    detail = models.ForeignKey(SheetDetail, on_delete=models.CASCADE, related_name="places")
    desa = models.ForeignKey(Desa, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["detail", "desa"], name="budget_place_once")]

    def __str__(self) -> str:
        return str(self.desa_id)
