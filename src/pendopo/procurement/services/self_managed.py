"""The act that takes over another system's plan of self-managed work as announced packages."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.procurement.isb.sync import Synced, sync
from pendopo.procurement.kinds import Method, Origin
from pendopo.procurement.models import Package
from pendopo.procurement.states import PACKAGE

BATCH = 2_000
FIELDS = (
    *("unit_id", "title", "ceiling_amount", "self_managed_type", "volume", "contract_from_date", "contract_to_date"),
    *("announced_at",),
)


@dataclass(frozen=True)
class StatedPlan:
    """One self-managed package as another system plans it; the ceiling is whole rupiah."""

    rup: str
    unit_id: int
    title: str
    ceiling: int
    type: str
    volume: str
    starts: dt.date
    ends: dt.date
    announced_at: dt.datetime


@transaction.atomic
def take_over_self_managed(
    *, year: int, plans: Sequence[StatedPlan], actor: Actor, now: dt.datetime
) -> Synced[Package]:
    """Bring packages of self-managed work to what the other system plans; by their code, new and changed counted.

    The act that reads the file writes the sentence. Queries grow by batches only. Raises PermissionDenied.
    """
    require(actor, "procurement.import_isb")
    wanted = [_package(plan, year, now) for plan in plans]
    kept = Package.objects.filter(code__in=[one.code for one in wanted], method=Method.SELF_MANAGED)
    stored = sync(wanted, kept, key=lambda one: one.code, fields=FIELDS, batch=BATCH)
    if stored.new or stored.changed:
        topics.touch("procurement", f"procurement:{year}")
    return stored


def _package(plan: StatedPlan, year: int, now: dt.datetime) -> Package:
    package = Package(
        code=f"RUP-{plan.rup}"[:40], unit_id=plan.unit_id, year=year, title=plan.title[:300],
        method=Method.SELF_MANAGED, self_managed_type=plan.type, volume=plan.volume[:200],
        ceiling_amount=plan.ceiling, contract_from_date=plan.starts, contract_to_date=max(plan.starts, plan.ends),
        version=1, origin=Origin.ISB, external_codes=[plan.rup], created_at=now, announced_at=plan.announced_at,
    )  # fmt: skip
    PACKAGE.move(package, "adopt")
    return package
