"""Sample budgets of a few villages, marked as such: the handbook's example, larger and smaller."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.demo_villages import SIZES, sample_rows
from pendopo.budget.filling import SheetKey, fill_stage
from pendopo.budget.items import ItemValues
from pendopo.budget.models import FundingSource, Stage, StageKind
from pendopo.budget.services.apbdes_rows import SIDES
from pendopo.budget.states import STAGE
from pendopo.budget.village_codes import source_of, village_fundings, village_lists
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit
from pendopo.organisations.rules import UnitValues
from pendopo.organisations.services import import_units
from pendopo.regions.queries import desa_of, region_code


def _villages(actor: Actor, now: dt.datetime) -> list[Unit]:
    """Villages of different kecamatan, made as units where they are not yet."""
    found: dict[str, Any] = {}
    for place in desa_of(region_code()).filter(kind="DESA").order_by("code"):
        found.setdefault(place.kecamatan_id, place)
    chosen = list(found.values())[:: max(len(found) // len(SIZES), 1)][: len(SIZES)]
    above = {p.code: f"7.01.0.00.0.00.{p.code[6:8]}.0000" for p in chosen}
    offices = set(Unit.objects.filter(code__in=above.values()).values_list("code", flat=True))
    rows = [
        UnitValues(
            number=number,
            code=p.code,
            name=f"Desa {p.name}",
            kind="VILLAGE",
            parent_code=above[p.code] if above[p.code] in offices else "",
        )
        for number, p in enumerate(chosen, 1)
    ]
    known = set(Unit.objects.filter(code__in=[row.code for row in rows]).values_list("code", flat=True))
    import_units(rows=[row for row in rows if row.code not in known], actor=actor, now=now)
    return list(Unit.objects.filter(code__in=[row.code for row in rows]).order_by("code"))


def _keyed(stage: Stage, village: Unit, size: int) -> Iterator[tuple[SheetKey, int, ItemValues]]:
    accounts = dict(stage.account_list.accounts.values_list("code", "pk")) if stage.account_list else {}
    kegiatan = dict(stage.code_list.activities.values_list("code", "pk"))
    funding = dict(FundingSource.objects.filter(code_list=village_fundings()).values_list("code", "pk"))
    for account, activity, words, amount, paid_by in sample_rows(size):
        key = SheetKey(village.pk, kegiatan[activity] if activity else None, side=SIDES[account[0]])
        source = source_of(account, funding[paid_by])
        yield key, accounts[account], ItemValues(words, amount, ((Decimal(1), "paket"),), funding_id=source)


@transaction.atomic
def seed_villages_demo(*, year: int, actor: Actor, now: dt.datetime) -> list[Stage]:
    """Store the published budgets of four sample villages. Raises PermissionDenied."""
    require(actor, "budget.seed_demo")
    activities, accounts = village_lists()
    made = []
    for number, (village, size) in enumerate(zip(_villages(actor, now), SIZES, strict=False), start=1):
        lists = {"code_list": activities, "account_list": accounts}
        stage = Stage.objects.create(
            owner=village, year=year, seq=1, kind=StageKind.APBDES, demo=True, opened_at=now, **lists
        )
        fill_stage(stage, _keyed(stage, village, size))
        STAGE.move(stage, "adopt")
        stage.legal_instrument = f"Perdes {number}/{year - 1} (contoh)"
        stage.effective_from_date = dt.date(year - 1, 12, 28)
        stage.save()
        record(actor=actor, event="budget.demo.seeded", subject=stage, unit=village, now=now, data={"year": year})
        made.append(stage)
    topics.touch("budget", f"budget:{year}")
    return made
