"""Rows of law that are in force on a day."""

import datetime as dt
from typing import Any

from django.db.models import Q

from pendopo.monitoring.models import MonitoringRule


def rule_on(code: str, day: dt.date) -> dict[str, Any]:
    """The value of the rule in force on the day. Raises MonitoringRule.DoesNotExist."""
    at = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    value: dict[str, Any] = MonitoringRule.objects.filter(at, code=code).latest("valid_from").value
    return value
