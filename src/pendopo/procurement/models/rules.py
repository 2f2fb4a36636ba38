"""Dated rules of procurement: limits of methods, steps of a method, and every other value that a law sets."""

from django.db import models
from django.db.models import F, Q

from pendopo.kernel.rules import DatedRule
from pendopo.procurement.kinds import Kind, Method


class ProcurementRule(DatedRule):
    """One value that a law sets, as `value` (seeded from rules.csv), with source and certainty."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="procurement_rule_once")]

    def __str__(self) -> str:
        return self.code


class MethodRule(DatedRule):
    """For which kind and value a method may be used, rupiah (seeded from methods.csv); no value is no limit.

    `code` names the row; `value` holds `order` (which method is proposed first) and `circumstance`, when the method
    needs a stated circumstance.
    """

    method = models.CharField(max_length=20, choices=Method)
    kind = models.CharField(max_length=12, choices=Kind)
    min_amount = models.BigIntegerField(null=True, blank=True)
    max_amount = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "kind", "valid_from"], name="procurement_method_once"),
            models.CheckConstraint(
                condition=Q(min_amount__isnull=True) | Q(max_amount__isnull=True) | Q(max_amount__gte=F("min_amount")),
                name="procurement_method_limits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.kind}"


class StepTemplate(DatedRule):
    """One step of a method's schedule (seeded from steps.csv): its place, name, usual start and length in days.

    `template` groups the steps of one method; `value` holds `start_days`, `days`, `least_days` and `most_days`.
    """

    template = models.CharField(max_length=40)
    sequence = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["template", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["template", "code", "valid_from"], name="procurement_step_template_once")
        ]

    def __str__(self) -> str:
        return self.name
