"""The Rka of a unit in a stage, and its forms: one for each sub kegiatan, one for revenue, one for financing."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.budget.models.codes import ActivityNode
from pendopo.budget.models.stages import Stage
from pendopo.budget.states import RkaStatus
from pendopo.organisations.models import Unit


class Side(models.TextChoices):
    """Which part of the budget a form belongs to."""

    REVENUE = "REVENUE", _("Revenue")
    SPENDING = "SPENDING", _("Spending")
    FINANCING = "FINANCING", _("Financing")


class RkaSheet(models.Model):
    """A form of an Rka: a unit's occurrence of a sub kegiatan, its revenue or its financing; the same in all stages.

    `owner` is the village government whose own budget it belongs to, none for the regency's.
    """

    year = models.PositiveSmallIntegerField()
    owner = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=Side, default=Side.SPENDING)
    activity = models.ForeignKey(ActivityNode, null=True, blank=True, on_delete=models.PROTECT, related_name="sheets")
    sequence = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "unit", "side", "activity", "sequence"],
                nulls_distinct=False,
                name="budget_sheet_once",
            ),
            models.CheckConstraint(
                condition=Q(side=Side.SPENDING, activity__isnull=False)
                | (~Q(side=Side.SPENDING) & Q(activity__isnull=True)),
                name="budget_sheet_of_activity",
            ),
            models.CheckConstraint(condition=Q(owner__isnull=True) | Q(owner=F("unit")), name="budget_sheet_owner"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.year} {self.side} {self.pk}"


class Rka(models.Model):
    """Rencana Kerja dan Anggaran: the proposal of one unit in one stage."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="rka")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=RkaStatus, default=RkaStatus.DRAFT)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stage", "unit"], name="budget_rka_once")]

    def __str__(self) -> str:
        return f"RKA {self.unit_id}"
