"""Reads of payments: those of a work, what waits for whom, the funds released to a unit."""

from decimal import Decimal

from django.db.models import Sum

from pendopo.budget import queries as budget
from pendopo.kernel.access import Actor
from pendopo.monitoring.models import Spd
from pendopo.organisations.models import Unit


def spd_room(actor: Actor, unit: Unit, year: int) -> Decimal:
    """What the budget in force gives the unit to spend and no SPD holds yet. At most eight queries."""
    stage = budget.stage_of(actor, year)
    if stage is None:
        return Decimal(0)
    pool = budget.unit_pool(stage, unit)
    given = Spd.objects.filter(unit=unit, year=year).aggregate(total=Sum("amount"))["total"] or Decimal(0)
    return Decimal(pool.used_amount or pool.amount) - given
