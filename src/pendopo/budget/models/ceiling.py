"""Ceilings as the source files give them, the totals those files state, and the defects found in them."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.budget.models.codes import ActivityNode
from pendopo.budget.models.stages import Stage
from pendopo.organisations.models import Unit


class DeclaredLevel(models.TextChoices):
    """What a stated total is about."""

    UNIT = "UNIT", _("Office or unit")
    PROGRAM = "PROGRAM", _("Programme")
    KEGIATAN = "KEGIATAN", _("Activity")


class DeclaredTotal(models.Model):
    """A total that a source file states for a unit, program or kegiatan. Never shown as ours: roll-ups are computed."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="declared_totals")
    level = models.CharField(max_length=16, choices=DeclaredLevel.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(ActivityNode, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts")
    source_id = models.CharField(max_length=40)
    amount = models.BigIntegerField()
    breakdown = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage", "level", "source_id"], name="budget_declared_once"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="budget_declared_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.source_id}"


class Pagu(models.Model):
    """Pagu: the ceiling of one occurrence of a sub kegiatan in a unit, whole rupiah.

    A unit may carry the same sub kegiatan many times (Uptd, hospitals), so the key is unit + sub kegiatan + sequence.
    """

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="ceilings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(ActivityNode, on_delete=models.PROTECT, related_name="ceilings")
    sequence = models.PositiveSmallIntegerField()
    source_id = models.CharField(max_length=40)
    stated_name = models.CharField(max_length=500, blank=True)
    declared = models.ForeignKey(DeclaredTotal, null=True, blank=True, on_delete=models.SET_NULL, related_name="pagu")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage", "unit", "activity", "sequence"], name="budget_pagu_once"),
            models.UniqueConstraint(fields=["stage", "source_id"], name="budget_pagu_source_once"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="budget_pagu_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.stated_name}"


class DefectKind(models.TextChoices):
    """What was strange in data that could still be read."""

    PROGRAM_SUM = "PROGRAM_SUM", _("The programme's ceiling is not the sum of its activities")
    KEGIATAN_SUM = "KEGIATAN_SUM", _("The activity's ceiling is not the sum of its sub-activities")
    ZERO_PROGRAM = "ZERO_PROGRAM", _("The programme's ceiling is zero")
    ZERO_KEGIATAN = "ZERO_KEGIATAN", _("The activity's ceiling is zero")
    ZERO_SUB_KEGIATAN = "ZERO_SUB_KEGIATAN", _("The sub-activity's ceiling is zero")
    REPEATED_CODE = "REPEATED_CODE", _("The unit carries the same sub-activity more than once")
    SPELLINGS = "SPELLINGS", _("One code has several spellings of its name")
    PROVINCE_CODE = "PROVINCE_CODE", _("The code belongs to provinces")
    UNIT_SUM = "UNIT_SUM", _("The unit's stated total is not the sum of its programmes")
    UNIT_MISSING = "UNIT_MISSING", _("The unit is missing from the companion file")
    ACCOUNT_SUM = "ACCOUNT_SUM", _("The account's stated amount is not the sum of the accounts below it")
    ACCOUNT_MISSING = "ACCOUNT_MISSING", _("The account above others is missing from the table")


class ImportDefect(models.Model):
    """One defect of the source files: imported as it is, and reported openly."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="defects")
    kind = models.CharField(max_length=24, choices=DefectKind.choices)
    file_name = models.CharField(max_length=120)
    row_number = models.PositiveIntegerField(null=True, blank=True)
    unit_name = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=40, blank=True)
    name = models.TextField(blank=True)
    stated_amount = models.BigIntegerField(null=True, blank=True)
    computed_amount = models.BigIntegerField(null=True, blank=True)
    count = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "pk"]
        indexes = [models.Index(fields=["stage", "kind"], name="budget_defect_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"

    @property
    def short_file_name(self) -> str:
        """The file's name without the prefix that all files of an import share; of a workbook's sheet its name."""
        return re.sub(r"^[a-z]+\d{4}_", "", self.file_name.rpartition(": ")[2])
