"""What a stage holds of ceilings now, for comparing a whole table with it."""

from collections.abc import Collection

from django.db.models import Sum

from pendopo.budget.models import ActivityNode, LineAmount, Pagu, Stage
from pendopo.budget.pool import Place, ceilings_by_unit
from pendopo.budget.queries.pagu import envelope_of
from pendopo.budget.spread_changes import Held
from pendopo.organisations.models import Unit


def held_ceilings(stage: Stage, units: Collection[int]) -> Held:
    """The envelope, all units, and the sub kegiatan of `units` with what their rows use. Seven queries."""
    places: dict[int, dict[Place, int]] = {}
    rows = Pagu.objects.filter(stage=stage, unit_id__in=units)
    for unit, activity, sequence, amount in rows.values_list("unit_id", "activity_id", "sequence", "amount"):
        places.setdefault(unit, {})[activity, sequence] = amount
    own = {"line__sheet__year": stage.year, "line__sheet__owner": stage.owner_id, "line__sheet__unit__in": units}
    lines = LineAmount.objects.filter(stages__contains=stage.seq, line__sheet__activity__isnull=False, **own)
    keys = ("line__sheet__unit_id", "line__sheet__activity_id", "line__sheet__sequence")
    used: dict[int, dict[Place, int]] = {}
    for unit, activity, sequence, amount in lines.values_list(*keys).annotate(total=Sum("amount")):
        used.setdefault(unit, {})[activity, sequence] = amount
    return Held(envelope_of(stage).amount, ceilings_by_unit(stage), places, used)


def unit_names(units: Collection[int]) -> dict[int, str]:
    """Id -> name of units. One query."""
    return dict(Unit.objects.filter(pk__in=units).values_list("pk", "name"))


def activity_codes(activities: Collection[int]) -> dict[int, str]:
    """Id -> code of sub kegiatan. One query."""
    return dict(ActivityNode.objects.filter(pk__in=activities).values_list("pk", "code"))
