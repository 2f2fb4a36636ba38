"""Sample budgets of a few villages, marked as such: the handbook's example, larger and smaller."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.filling import SheetKey, fill_stage
from pendopo.budget.items import ItemValues
from pendopo.budget.models import Stage, StageKind
from pendopo.budget.services.apbdes import SIDES
from pendopo.budget.states import STAGE
from pendopo.budget.village_codes import village_lists
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit
from pendopo.organisations.rules import UnitValues
from pendopo.organisations.services import import_units
from pendopo.regions.queries import desa_of, region_code

SIZES = (100, 84, 131, 112)
"""Percent of the example, one village each."""
ROWS = (
    ("4.1.2", "", "Hasil sewa tanah kas desa", 75_000_000),
    ("4.2.1", "", "Dana Desa", 889_478_000),
    ("4.2.3", "", "Alokasi Dana Desa", 318_397_000),
    ("4.2.2", "", "Bagi hasil pajak dan retribusi", 26_128_187),
    ("4.2.4", "", "Bantuan keuangan provinsi", 25_000_000),
    ("4.2.5", "", "Bantuan keuangan kabupaten", 13_500_000),
    ("5.1.1", "01.01.01", "Penghasilan tetap kepala desa", 62_000_000),
    ("5.1.2", "01.01.02", "Penghasilan tetap perangkat desa", 296_000_000),
    ("5.2.5", "01.01.04", "Operasional kantor", 94_000_000),
    ("5.3.5", "02.03.10", "Rabat beton jalan permukiman, 640 meter", 318_000_000),
    ("5.2.7", "02.02.02", "Makanan tambahan posyandu", 92_000_000),
    ("5.3.7", "02.04.16", "Saluran air kotor RW 02", 200_000_000),
    ("5.2.2", "03.01.01", "Pos keamanan desa", 35_000_000),
    ("5.2.1", "03.02.03", "Pagelaran seni dan hari besar", 60_000_000),
    ("5.2.1", "04.01.01", "Bibit ikan dan kolam", 85_503_187),
    ("5.2.2", "04.04.01", "Pelatihan usaha kelompok perempuan", 80_000_000),
    ("5.4.1", "05.03.01", "Keadaan mendesak", 60_000_000),
    ("6.1.1", "", "SiLPA tahun lalu", 85_000_000),
    ("6.2.2", "", "Penyertaan modal BUM Desa", 50_000_000),
)
LAST = "5.4.1"
"""Takes what rounding leaves, so that the sides meet."""


def sample_rows(size: int) -> list[tuple[str, str, str, int]]:
    """The example at that percentage: (account, kegiatan, words, rupiah), balanced to the rupiah."""
    signs = {"4": 1, "5": -1, "6.1": 1, "6.2": -1}
    rows = [(account, kegiatan, words, amount * size // 100) for account, kegiatan, words, amount in ROWS]
    gap = sum((signs.get(row[0][:1]) or signs[row[0][:3]]) * row[3] for row in rows)
    return [(*row[:3], row[3] + gap) if row[0] == LAST else row for row in rows]


def _villages(actor: Actor, now: dt.datetime) -> list[Unit]:
    """Villages of different kecamatan, made as units where they are not yet."""
    found = {}
    for place in desa_of(region_code()).filter(kind="DESA").order_by("code"):
        found.setdefault(place.kecamatan_id, place)
    chosen = list(found.values())[:: max(len(found) // len(SIZES), 1)][: len(SIZES)]
    rows = [UnitValues(number=n, code=p.code, name=f"Desa {p.name}", kind="VILLAGE") for n, p in enumerate(chosen, 1)]
    known = set(Unit.objects.filter(code__in=[row.code for row in rows]).values_list("code", flat=True))
    import_units(rows=[row for row in rows if row.code not in known], actor=actor, now=now)
    return list(Unit.objects.filter(code__in=[row.code for row in rows]).order_by("code"))


def _keyed(stage: Stage, village: Unit, size: int) -> Iterator[tuple[SheetKey, int, ItemValues]]:
    accounts = dict(stage.account_list.accounts.values_list("code", "pk")) if stage.account_list else {}
    kegiatan = dict(stage.code_list.activities.values_list("code", "pk"))
    for account, activity, words, amount in sample_rows(size):
        key = SheetKey(village.pk, kegiatan[activity] if activity else None, side=SIDES[account[0]])
        yield key, accounts[account], ItemValues(words, amount, ((Decimal(1), "paket"),))


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
