"""Dated rules of monitoring: thresholds, clocks, rates and every other value that a law or a decree sets."""

from django.db import models

from pendopo.kernel.rules import DatedRule


class MonitoringRule(DatedRule):
    """One value that a law sets, as `value` (seeded from rules.csv), with source and certainty."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="monitoring_rule_once")]

    def __str__(self) -> str:
        return self.code
