"""Flags of procurement: what a rule found about a package, a run, a contract or a group of them, and the answers."""

from django.db import models
from django.db.models import Q

from pendopo.kernel.flags import FlagClears, FlagSeverity, FlagStatus
from pendopo.organisations.models import Supplier, Unit
from pendopo.procurement.models.contracts import Contract
from pendopo.procurement.models.packages import Package
from pendopo.procurement.models.rules import ProcurementRule
from pendopo.procurement.models.tenders import Tender

PRESENT = Q(gone_at__isnull=True)
"""Flags whose cause is still there."""


class ProcurementFlag(models.Model):
    """What one rule found: a prompt to look and to explain, never a proof.

    `key` names what it is about (`tender:12`, `split:4:1.03.10.2.01.0029`), so that counting again keeps the answers.
    `rule` is the row of law that was in force, `figure` crossed `limit`, `inputs` are all values that were looked at,
    `weight` tells whether it grew worse. `gone_at` is set when the cause is gone; the answers stay.
    """

    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=16)
    key = models.CharField(max_length=160)
    rule = models.ForeignKey(ProcurementRule, models.PROTECT, related_name="flags")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    package = models.ForeignKey(Package, models.CASCADE, null=True, related_name="flags")
    tender = models.ForeignKey(Tender, models.CASCADE, null=True, related_name="flags")
    contract = models.ForeignKey(Contract, models.CASCADE, null=True, related_name="flags")
    supplier = models.ForeignKey(Supplier, models.CASCADE, null=True, related_name="+")
    method = models.CharField(max_length=20, blank=True)
    severity = models.CharField(max_length=8, choices=FlagSeverity)
    clears = models.CharField(max_length=8, choices=FlagClears)
    status = models.CharField(max_length=10, choices=FlagStatus, default=FlagStatus.OPEN)
    figure = models.FloatField()
    limit = models.FloatField()
    weight = models.FloatField()
    inputs = models.JSONField(default=dict)
    found_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "code", "key"], name="procurement_flag_once")]
        indexes = [
            models.Index(fields=["year", "unit", "code", "status"], condition=PRESENT, name="procurement_flag_list"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.key}"


class ProcurementFlagMove(models.Model):
    """One answer, acceptance, refusal or reopening of a flag. People are kept as plain values."""

    flag = models.ForeignKey(ProcurementFlag, models.CASCADE, related_name="moves")
    action = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    actor_pk = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)
    role = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.action} {self.flag_id}"
