"""Findings of the checks in a stage, how they were answered, and the spread of figures that peers show."""

from django.db import models
from django.db.models import Q

from pendopo.budget.models.lines import Line
from pendopo.budget.models.rules import BudgetRule
from pendopo.budget.models.sheets import RkaSheet
from pendopo.budget.models.stages import Stage
from pendopo.kernel.flags import FlagClears, FlagSeverity, FlagStatus
from pendopo.organisations.models import Unit

PRESENT = Q(gone_at__isnull=True)
"""Findings whose cause is still there."""


class BudgetFinding(models.Model):
    """What one check found at one place of a stage: a row (`line` and `number`), a form, a unit or the whole stage.

    `inputs` are the figures that it looked at, `peers` those of others, `limit` the threshold that `figure` crossed.
    `gone_at` is set when the cause is gone; the answers stay.
    """

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="findings")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    sheet = models.ForeignKey(RkaSheet, null=True, on_delete=models.CASCADE, related_name="findings")
    line = models.ForeignKey(Line, null=True, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveIntegerField(null=True)
    code = models.CharField(max_length=16)
    rule = models.ForeignKey(BudgetRule, on_delete=models.PROTECT, related_name="findings")
    severity = models.CharField(max_length=8, choices=FlagSeverity.choices)
    clears = models.CharField(max_length=8, choices=FlagClears.choices)
    status = models.CharField(max_length=10, choices=FlagStatus.choices, default=FlagStatus.OPEN)
    figure = models.FloatField()
    limit = models.FloatField()
    inputs = models.JSONField(default=dict)
    peers = models.JSONField(default=list)
    found_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "unit", "sheet", "line", "number", "code"],
                nulls_distinct=False,
                name="budget_finding_once",
            )
        ]
        indexes = [
            models.Index(fields=["stage", "unit", "severity"], condition=PRESENT, name="budget_finding_present"),
            models.Index(fields=["stage", "sheet"], name="budget_finding_of_sheet"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.line_id}/{self.number}"


class FindingMove(models.Model):
    """One answer, acceptance, refusal or override of a finding. People are kept as plain values."""

    finding = models.ForeignKey(BudgetFinding, on_delete=models.CASCADE, related_name="moves")
    action = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    actor_pk = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)
    role = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.action} {self.finding_id}"


class PeerNorm(models.Model):
    """How a figure spreads over the whole stage, as its last whole check counted it: median, MAD and a sample.

    `kind` is SHARE (the largest row's share of forms below the activity code `key`), VOLUME or AMOUNT (logarithms of
    the component `key`), or ROUND (share of round amounts in a unit, `key` empty).
    """

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="norms")
    kind = models.CharField(max_length=8)
    key = models.CharField(max_length=24)
    number = models.PositiveIntegerField()
    median = models.FloatField()
    mad = models.FloatField()
    sample = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stage", "kind", "key"], name="budget_norm_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
