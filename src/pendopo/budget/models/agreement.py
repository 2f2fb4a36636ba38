"""How an Rka and a stage are agreed: every step with who, in which role, why, and the paper behind it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.budget.models.sheets import Rka
from pendopo.budget.models.stages import Stage


class Gate(models.TextChoices):
    """Who checks a submitted Rka before the budget team verifies it."""

    BAPPEDA = "BAPPEDA", _("Planning agency (Bappeda): plan, ceilings, indicators")
    BPKAD = "BPKAD", _("Finance agency (BPKAD): accounts, prices, sources")
    APIP = "APIP", _("Internal auditor (APIP)")


class RkaMove(models.Model):
    """One step of an Rka: begun, submitted, passed at a gate, returned, verified. People as plain values.

    `round` counts the submissions, so that a gate passed before a return does not count for the next one.
    """

    rka = models.ForeignKey(Rka, on_delete=models.CASCADE, related_name="moves")
    action = models.CharField(max_length=12)
    gate = models.CharField(max_length=10, choices=Gate, blank=True)
    round = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    actor_pk = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)
    role = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rka", "gate", "round"], condition=Q(action="pass"), name="budget_gate_passed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.rka_id}"


class StageMove(models.Model):
    """One step of a stage, with the paper (number and date) that the law asks for."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="moves")
    action = models.CharField(max_length=12)
    instrument = models.CharField(max_length=200, blank=True)
    instrument_date = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    actor_pk = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.action} {self.stage_id}"
