"""The act that takes over a year's budget by account in two stages, as it was set and as it was amended."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import astuple, fields
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pendopo.audit.services import record
from pendopo.budget.defects import Defect
from pendopo.budget.filling import SheetKey, fill_stage, store_accounts
from pendopo.budget.items import ItemValues, row_of
from pendopo.budget.models import (
    AccountNode,
    ActivityNode,
    CodeList,
    ImportDefect,
    Line,
    LineAmount,
    LineItem,
    RkaSheet,
    Stage,
    StageKind,
)
from pendopo.budget.pair_source import PairRow, names_of, nowhere, wrong_parents
from pendopo.budget.services.ceilings import AlreadyImported
from pendopo.budget.services.stages import open_stage
from pendopo.budget.states import STAGE
from pendopo.files.tabular import Problem, TableRefused
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.kernel.copying import copy_rows
from pendopo.organisations.models import Unit

PAIR = "budget.stage_pair"
NOWHERE = {"URUSAN": "0", "BIDANG_URUSAN": "0.00", "PROGRAM": "0.00.00", "KEGIATAN": "0.00.00.0.00"}
NOWHERE_LEAF = {"SUB_KEGIATAN": "0.00.00.0.00.0000"}
WITHOUT_ACTIVITY = "Tidak dirinci menurut kegiatan"


class UnitUnknown(TableRefused):
    """No unit carries the code that was named for the whole government."""

    def __init__(self, code: str) -> None:
        super().__init__([Problem(None, "unit", code, _("No unit of the government carries this code."))])


@transaction.atomic
def import_stage_pair(
    *, rows: Sequence[PairRow], year: int, unit: str, source: str, file_name: str, actor: Actor, now: dt.datetime
) -> tuple[Stage, Stage]:
    """Store the leaves as rows of APBD and amended APBD of the year, the latter in force; stated sums are checked.

    Raises AlreadyImported, UnitUnknown, PermissionDenied.
    """
    require(actor, "budget.import_stage_pair")
    owner = Unit.objects.filter(code=unit).first()
    if owner is None:
        raise UnitUnknown(unit)
    if Stage.objects.filter(year=year, owner=None).exists():
        raise AlreadyImported(year)
    first = _first(rows, year, owner, source, now)
    _adopt(first, rows, 0, file_name)
    second = open_stage(year=year, kind=StageKind.APBD_P, actor=actor, now=now)
    _amend(second, rows)
    STAGE.move(first, "supersede")
    first.save(update_fields=["status"])
    _adopt(second, rows, 1, file_name)
    data = {"year": year, "rows": len(rows), "source": source}
    record(actor=actor, event="budget.stage_pair.imported", subject=second, now=now, data=data)
    topics.touch("budget", f"budget:{year}")
    return first, second


def _adopt(stage: Stage, rows: Sequence[PairRow], place: int, file_name: str) -> None:
    """Open the stage to everybody, with what is strange in its stated sums."""
    STAGE.move(stage, "adopt")
    stage.save(update_fields=["status"])
    names = [item.name for item in fields(Defect)]
    found = [*wrong_parents(rows, place, file_name), *nowhere(rows, file_name)]
    copy_rows(ImportDefect, ["stage_id", *names], ((stage.pk, *astuple(one)) for one in found))


def _first(rows: Sequence[PairRow], year: int, unit: Unit, source: str, now: dt.datetime) -> Stage:
    activities = CodeList.objects.create(kind="ACTIVITY", code=f"pair-{year}", name=f"{source} {year}")
    accounts = CodeList.objects.create(kind="ACCOUNT", code=f"pair-{year}", name=f"{source} {year}")
    stage = Stage.objects.create(
        year=year,
        seq=1,
        kind=StageKind.APBD,
        code_list=activities,
        account_list=accounts,
        source=source,
        opened_at=now,
    )
    node = None
    for level, code in (NOWHERE | NOWHERE_LEAF).items():
        node = ActivityNode.objects.create(
            code_list=activities, level=level, code=code, name=WITHOUT_ACTIVITY, parent=node
        )
    assert node is not None
    places = store_accounts(accounts, names_of(rows))
    leaves = [row for row in rows if row.is_leaf and row.amounts[0] is not None]
    fill_stage(stage, ((_key(row, unit, node), places[row.code].pk, _values(row, 0)) for row in leaves))
    return stage


def _key(row: PairRow, unit: Unit, node: ActivityNode) -> SheetKey:
    if row.side == "SPENDING":
        return SheetKey(unit.pk, node.pk, title=WITHOUT_ACTIVITY)
    return SheetKey(unit.pk, side=row.side)


def _values(row: PairRow, place: int) -> ItemValues:
    return ItemValues(row.name, row.amounts[place] or 0, ((Decimal(1), "tahun"),))


def _amend(stage: Stage, rows: Sequence[PairRow]) -> None:
    """Close the rows that differ and begin them anew with the amended amount; those without one end."""
    differing = {row.code: row for row in rows if row.is_leaf and row.amounts[0] != row.amounts[1]}
    old = LineItem.objects.filter(
        stages__contains=stage.seq - 1, line__sheet__year=stage.year, line__account__code__in=differing
    )
    items = [item for item in old.select_related("line__account") if item.stages.lower < stage.seq]
    lines = [item.line for item in items]
    LineItem.objects.filter(pk__in=[item.pk for item in items]).update(stages=(stage.seq - 1, stage.seq))
    LineAmount.objects.filter(line__in=lines, stages__upper_inf=True).update(stages=(stage.seq - 1, stage.seq))
    _begin(stage, [row for row in differing.values() if row.amounts[0] is None])
    kept = [(item, differing[item.line.account.code]) for item in items]
    kept = [(item, row) for item, row in kept if row.amounts[1] is not None]
    LineItem.objects.bulk_create(
        LineItem(
            line=item.line,
            number=item.number,
            stages=(stage.seq, None),
            **{**row_of(_values(row, 1)), "revision": item.revision + 1},
        )
        for item, row in kept
    )
    LineAmount.objects.bulk_create(
        LineAmount(line=item.line, stages=(stage.seq, None), amount=row.amounts[1] or 0) for item, row in kept
    )


def _begin(stage: Stage, rows: Sequence[PairRow]) -> None:
    """Rows that only the amended budget holds."""
    first = RkaSheet.objects.filter(year=stage.year, owner=None).order_by("pk")[0]
    leaf = ActivityNode.objects.get(code_list=stage.code_list, code=NOWHERE_LEAF["SUB_KEGIATAN"])
    for row in rows:
        activity = leaf if row.side == "SPENDING" else None
        sheet, _new = RkaSheet.objects.get_or_create(
            year=stage.year, unit_id=first.unit_id, side=row.side, activity=activity
        )
        account = AccountNode.objects.get(code_list=stage.account_list, code=row.code)
        line = Line.objects.create(sheet=sheet, account=account)
        LineItem.objects.create(line=line, number=1, stages=(stage.seq, None), **row_of(_values(row, 1)))
        LineAmount.objects.create(line=line, stages=(stage.seq, None), amount=row.amounts[1] or 0)
