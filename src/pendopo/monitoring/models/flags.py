"""Flags of monitoring: what a rule found about a work or a unit's works, and the answers."""

from django.db import models
from django.db.models import Q

from pendopo.kernel.flags import FlagClears, FlagSeverity, FlagStatus
from pendopo.monitoring.models.projects import Project
from pendopo.monitoring.models.rules import MonitoringRule
from pendopo.organisations.models import Unit

PRESENT = Q(gone_at__isnull=True)
"""Flags whose cause is still there."""


class MonitoringFlag(models.Model):
    """What one rule found: a prompt to look and to explain, never a proof.

    `key` names what it is about (`project:12`, `rup:40435988`, `unit:4`), so that counting again keeps the answers.
    `figure` crossed `limit`, `inputs` are the values that were looked at, `weight` tells whether it grew worse.
    """

    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=16)
    key = models.CharField(max_length=160)
    rule = models.ForeignKey(MonitoringRule, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, null=True, related_name="flags")
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
        constraints = [models.UniqueConstraint(fields=["year", "code", "key"], name="monitoring_flag_once")]
        indexes = [
            models.Index(fields=["year", "unit", "code", "status"], condition=PRESENT, name="monitoring_flag_list"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.key}"


class MonitoringFlagMove(models.Model):
    """One answer, acceptance, refusal or reopening of a flag. People are kept as plain values."""

    flag = models.ForeignKey(MonitoringFlag, models.CASCADE, related_name="moves")
    action = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    actor_pk = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.action} {self.flag_id}"
