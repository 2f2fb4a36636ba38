"""The act that takes over a list of units of measure."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from pendopo.audit.services import record
from pendopo.budget.measure_rows import MeasureRow, compare
from pendopo.budget.models import MeasureSpelling, MeasureUnit
from pendopo.budget.queries.measure_list import held_measures
from pendopo.kernel.access import Actor, require


@transaction.atomic
def import_measures(*, rows: Sequence[MeasureRow], actor: Actor, now: dt.datetime) -> list[MeasureUnit]:
    """Bring the units to what the rows say; one that they leave out ends today and stays for what is priced in it.

    Raises PermissionDenied.
    """
    require(actor, "budget.import_codes")
    changes = compare(rows, held_measures())
    units = _store([change.row for change in changes if change.mark in {"new", "changed"}])
    gone = [change.row.code for change in changes if change.mark == "closed"]
    MeasureUnit.objects.filter(code__in=gone).update(ended_date=timezone.localdate(now))
    counted = Counter(change.mark for change in changes)
    data = {"new": counted["new"], "changed": counted["changed"], "closed": counted["closed"]}
    record(actor=actor, event="budget.measures.imported", subject=None, now=now, data=data)
    return units


def _store(rows: Sequence[MeasureRow]) -> list[MeasureUnit]:
    """Units first, then what counts in what, then the spellings: one may pass from a unit to another."""
    made = {}
    for row in rows:
        own = {"name": row.name, "factor": row.factor, "ended_date": None}
        made[row.code] = MeasureUnit.objects.update_or_create(code=row.code, defaults=own)[0]
    bases = dict(MeasureUnit.objects.filter(code__in={row.base for row in rows}).values_list("code", "pk"))
    for row in rows:
        MeasureUnit.objects.filter(pk=made[row.code].pk).update(base=bases.get(row.base))
    MeasureSpelling.objects.filter(unit__in=made.values()).delete()
    MeasureSpelling.objects.filter(text__in={text for row in rows for text in row.spellings}).delete()
    MeasureSpelling.objects.bulk_create(
        MeasureSpelling(unit=made[row.code], text=text) for row in rows for text in sorted(row.spellings)
    )
    return list(made.values())
