"""The act that takes over INAPROC's list of packages."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit
from pendopo.organisations.services import UnitValues, import_units
from pendopo.procurement.isb.inaproc import UNIT, InaprocRow, find_strange, packages_of, unit_code
from pendopo.procurement.isb.keeping import INAPROC as FEED
from pendopo.procurement.isb.keeping import keep_problems
from pendopo.procurement.isb.sync import sync
from pendopo.procurement.kinds import Origin
from pendopo.procurement.models import Package
from pendopo.procurement.services.isb import IsbImported

INAPROC = "procurement.inaproc"
"""The format's name in the list of imports."""
BATCH = 2_000
FIELDS = (
    *("unit_id", "year", "title", "description", "kind", "method", "ceiling_amount", "external_codes"),
    *("stated_method", "stated_status", "status"),
)


@transaction.atomic
def import_inaproc(*, rows: Sequence[InaprocRow], actor: Actor, now: dt.datetime) -> IsbImported:
    """Bring packages of INAPROC to what the list says; all or nothing, and the same list again changes nothing.

    Institutions that are no units here are added. Queries grow by batches only. Raises PermissionDenied.
    """
    require(actor, "procurement.import_inaproc")
    packages = packages_of(rows, _units(rows, actor, now), now)
    kept = Package.objects.filter(origin=Origin.INAPROC)
    stored = sync(packages.values(), kept, key=lambda one: one.code, fields=FIELDS, batch=BATCH)
    year = max(one.year for one in packages.values())
    result = IsbImported(year, {"rows": len(rows), "packages": len(packages)}, stored.new, stored.changed)
    result.problems = [*find_strange(list(rows))]
    new, gone = keep_problems(year, result.problems, feed=FEED)
    if stored.new or stored.changed or new or gone:
        data = {"year": year, "packages": len(packages), "new": stored.new, "problems": len(result.problems)}
        record(actor=actor, event="procurement.inaproc.imported", now=now, data=data)
        topics.touch("procurement", f"procurement:{year}")
    return result


def _units(rows: Sequence[InaprocRow], actor: Actor, now: dt.datetime) -> dict[str, int]:
    """Institution -> unit: one of that name, else one by the hash of its name."""
    names = {row[UNIT] for row in rows}
    found = dict(Unit.objects.filter(name__in=names).values_list("name", "pk"))
    codes = {unit_code(name): name for name in names if name not in found}
    known = set(Unit.objects.filter(code__in=codes).values_list("code", flat=True))
    fresh = [UnitValues(kind="SATKER", code=code, name=name[:200]) for code, name in codes.items() if code not in known]
    if fresh:
        import_units(rows=fresh, actor=actor, now=now)
    added = Unit.objects.filter(code__in=codes).values_list("code", "pk")
    return found | {codes[code]: pk for code, pk in added}
