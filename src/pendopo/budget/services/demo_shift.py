"""The act that shifts some sample rows inside their sub kegiatan, so that two public stages can be compared."""

import datetime as dt
from dataclasses import replace
from decimal import ROUND_FLOOR, Decimal

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.desk import Desk, open_desk
from pendopo.budget.items import ItemValues
from pendopo.budget.models import LineItem, Rka, RkaSheet, Side, Stage, StageKind
from pendopo.budget.models.lines import STILL
from pendopo.budget.services.stages import open_stage
from pendopo.budget.states import STAGE, RkaStatus
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require

SHIFTED, JENIS, PAY = 24, 6, "5.1.01"
INSTRUMENT = "Peraturan Bupati (contoh) tentang pergeseran anggaran"
ADDED = "Tambahan dari pergeseran"


@transaction.atomic
def seed_shift_demo(*, stage_id: int, actor: Actor, now: dt.datetime) -> Stage:
    """A shift after the sample's APBD: money moves between objek of one jenis, so no ceiling changes (Sekda's power).

    Raises PermissionDenied.
    """
    require(actor, "budget.seed_demo")
    base = Stage.objects.get(pk=stage_id)
    stage = open_stage(year=base.year, kind=StageKind.SHIFT, actor=actor, now=now)
    for place, (sheet, giving, taking) in enumerate(_pairs(base)):
        _shift(open_desk(stage.pk, sheet, actor, now), giving, taking, place)
    units = Rka.objects.filter(stage=base).values_list("unit_id", flat=True)
    Rka.objects.bulk_create((Rka(stage=stage, unit_id=unit, changed_at=now) for unit in units), ignore_conflicts=True)
    Rka.objects.filter(stage=stage).update(status=RkaStatus.VERIFIED)
    STAGE.move(base, "supersede")
    base.save()
    STAGE.move(stage, "adopt")
    stage.legal_instrument = INSTRUMENT
    stage.save()
    record(actor=actor, event="budget.demo.seeded", subject=stage, now=now, data={"year": stage.year})
    topics.touch("budget", f"budget:{stage.year}")
    return stage


def _pairs(base: Stage) -> list[tuple[RkaSheet, LineItem, LineItem]]:
    """Forms spread over all units with a row that gives and one, of another objek in its jenis, that takes."""
    sheets = RkaSheet.objects.filter(year=base.year, owner=base.owner_id, side=Side.SPENDING).order_by("pk")
    found = []
    rows = LineItem.objects.filter(STILL, line__sheet__in=sheets).exclude(line__account__code__startswith=PAY)
    by_sheet: dict[int, list[LineItem]] = {}
    for item in rows.select_related("line__account").order_by("-amount", "pk"):
        by_sheet.setdefault(item.line.sheet_id, []).append(item)
    for sheet in sheets.select_related("unit"):
        giving, *others = by_sheet.get(sheet.pk) or [LineItem()]
        same = [item for item in others if _may_shift(giving, item)]
        found += [(sheet, giving, same[0])] if same else []
    step = max(1, len(found) // SHIFTED)
    return found[::step][:SHIFTED]


def _may_shift(one: LineItem, other: LineItem) -> bool:
    first, second = one.line.account.code, other.line.account.code
    return first != second and first[:JENIS] == second[:JENIS]


def _values(item: LineItem) -> ItemValues:
    pairs = tuple((Decimal(volume), unit) for volume, unit in item.coefficients)
    return ItemValues(
        item.component,
        item.unit_price_amount,
        pairs,
        specification=item.specification,
        tax_percent=item.tax_percent,
        package_label=item.package_label,
        note=item.note,
        funding_id=item.funding_id,
    )


def _smaller(values: ItemValues, place: int) -> ItemValues:
    """The row at a lower price, or with a smaller first volume where that leaves something."""
    (volume, unit), *rest = values.coefficients
    fewer = (volume * Decimal("0.9")).quantize(Decimal(1), ROUND_FLOOR)
    if place % 3 == 0 and 0 < fewer < volume:
        return replace(values, coefficients=((fewer, unit), *rest))
    return replace(values, unit_price_amount=values.unit_price_amount * 96 // 100)


def _shift(desk: Desk, giving: LineItem, taking: LineItem, place: int) -> None:
    """A smaller volume, a lower price or a row taken out; what is left over becomes a new row."""
    if place % 3 == 2:
        desk.take_out(taking)
        left, other = taking.amount, giving
    else:
        after = _smaller(_values(giving), place)
        desk.change(giving, after)
        left, other = giving.amount - after.amount, taking
    new = ItemValues(other.component, left, ((Decimal(1), "paket"),), specification=ADDED)
    desk.put(other.line, new, None, None)
    desk.settle([giving.line, taking.line])
