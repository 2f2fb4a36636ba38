"""Dated rules of the budget: what a check looks for, and what the law asks of the whole budget."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.flags import FlagSeverity
from pendopo.kernel.rules import DatedRule


class BudgetRule(DatedRule):
    """The thresholds of one check for a time, as `value` (seeded from rules.csv), with source and certainty."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="budget_rule_once")]

    def __str__(self) -> str:
        return self.code


class Operator(models.TextChoices):
    """Which side of the threshold the law asks for."""

    AT_LEAST = ">=", _("At least")
    AT_MOST = "<=", _("At most")


class MandatoryRule(DatedRule):
    """Mandatory spending: a share that the law asks for (seeded from mandatory.csv).

    `numerator` and `denominator` are lists of terms: a `sign`, prefixes of `accounts`, and prefixes of `activities`.
    `value` holds `percent` (and `full_from`, the first year after a transition), or `brackets` of the denominator:
    [below rupiah or none, percent, least rupiah].
    """

    numerator = models.JSONField()
    denominator = models.JSONField()
    operator = models.CharField(max_length=2, choices=Operator.choices)
    severity = models.CharField(max_length=8, choices=FlagSeverity.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="budget_mandatory_once")]

    def __str__(self) -> str:
        return self.code
