"""The pools that ceilings are taken from: a unit's ceiling, the stage's envelope; and how each came to be."""

from django.db import models

from pendopo.budget.models.codes import ActivityNode
from pendopo.budget.models.stages import Stage
from pendopo.organisations.models import Unit


class StageEnvelope(models.Model):
    """What all units together may spend in a stage, transfers included; whole rupiah."""

    stage = models.OneToOneField(Stage, on_delete=models.CASCADE, related_name="envelope")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="budget_envelope_not_negative")]

    def __str__(self) -> str:
        return f"{self.stage_id}: {self.amount}"


class UnitCeiling(models.Model):
    """What one unit may spend in a stage; the ceilings of its sub kegiatan are taken from it. Whole rupiah."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="unit_ceilings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage", "unit"], name="budget_unitceiling_once"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="budget_unitceiling_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.amount}"


class CeilingEdit(models.Model):
    """One change of a ceiling in a stage: of a sub kegiatan, of a unit (no activity) or of the envelope (no unit)."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="ceiling_edits")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(ActivityNode, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveSmallIntegerField(default=1)
    before_amount = models.BigIntegerField(null=True, blank=True)
    after_amount = models.BigIntegerField()
    reason = models.CharField(max_length=500)
    actor_pk = models.CharField(max_length=40, blank=True)
    actor_label = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["stage", "unit", "-id"], name="budget_ceiling_edits")]

    def __str__(self) -> str:
        return f"{self.before_amount} -> {self.after_amount}"

    @property
    def change_amount(self) -> int:
        """By how much the ceiling rose or fell, whole rupiah."""
        return self.after_amount - (self.before_amount or 0)
