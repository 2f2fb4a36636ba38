"""The limit of direct procurement on a day, by the dated rule rows."""

import datetime as dt
from collections.abc import Callable

from django.db.models import Q

from pendopo.procurement.kinds import Method
from pendopo.procurement.models import MethodRule


def direct_limits() -> Callable[[str, dt.date], int | None]:
    """(kind, day) -> the limit of direct procurement by the rule rows. One query."""
    rows = list(MethodRule.objects.filter(Q(max_amount__isnull=False), method=Method.DIRECT))

    def limit(kind: str, day: dt.date) -> int | None:
        fitting = [
            row.max_amount
            for row in rows
            if row.kind == kind and row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
        ]
        return max((amount for amount in fitting if amount is not None), default=None)

    return limit
