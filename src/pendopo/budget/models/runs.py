"""Checks of whole stages that people asked for: waiting, running, done."""

from django.db import models

from pendopo.budget.models.stages import Stage


class StageCheck(models.Model):
    """One check of all rows of a stage by the worker; `rows` and `findings` are its result."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="checks")
    actor_label = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    rows = models.PositiveIntegerField(null=True, blank=True)
    findings = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["stage", "-id"], name="budget_check_of_stage")]

    def __str__(self) -> str:
        return f"{self.stage_id} {self.asked_at:%Y-%m-%d}"
