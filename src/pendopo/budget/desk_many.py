"""Many changes at one desk, in few queries: for rows that come as a table."""

from typing import Any

from django.contrib.postgres.fields import IntegerRangeField
from django.db.models import F, Func, Max, Value

from pendopo.budget.changes import Changes
from pendopo.budget.desk import Desk
from pendopo.budget.items import kept_columns, row_of
from pendopo.budget.models import Line, LineItem
from pendopo.budget.sipd import SentRow

BATCH = 1_000


def write_changes(desk: Desk, changes: Changes) -> None:
    """Write them and settle their lines. Raises AccountRefused, CeilingExceeded."""
    touched: dict[int, Line] = {}
    _end_all(desk, changes.removed, touched)
    _rewrite_all(desk, changes.changed, touched)
    _add_all(desk, changes.added, touched)
    desk.settle(touched.values())


def _close(desk: Desk, items: list[LineItem]) -> None:
    """End rows of earlier stages before this one."""
    until = Func(Func(F("stages"), function="lower"), Value(desk.stage.seq), function="int4range")
    until.output_field = IntegerRangeField()
    LineItem.objects.filter(pk__in=[item.pk for item in items]).update(stages=until)


def _parted(desk: Desk, items: list[LineItem]) -> tuple[list[LineItem], list[LineItem]]:
    """Rows of this stage alone, and rows that earlier stages hold too."""
    own = [item for item in items if item.stages.lower == desk.stage.seq]
    return own, [item for item in items if item.stages.lower != desk.stage.seq]


def _end_all(desk: Desk, items: list[LineItem], touched: dict[int, Line]) -> None:
    for item in items:
        desk.note(item, item, None)
        touched[item.line_id] = item.line
    own, shared = _parted(desk, items)
    LineItem.objects.filter(pk__in=[item.pk for item in own]).delete()
    _close(desk, shared)


def _rewrite_all(desk: Desk, pairs: list[tuple[LineItem, SentRow]], touched: dict[int, Line]) -> None:
    before = {item.pk: _copy(item) for item, _row in pairs}
    for item, row in pairs:
        # A table says nothing about the standard that a row was written from: it stays.
        for name, value in (row_of(row.values) | {"price_id": item.price_id}).items():
            setattr(item, name, value)
        item.revision += 1
        touched[item.line_id] = item.line
    own, shared = _parted(desk, [item for item, _row in pairs])
    LineItem.objects.bulk_update(own, [*kept_columns(), "revision"], batch_size=BATCH)
    _close(desk, shared)
    fresh = {item.pk: _copy(item, stages=desk.onwards) for item in shared}
    LineItem.objects.bulk_create(fresh.values(), batch_size=BATCH)
    for item, _row in pairs:
        after = fresh.get(item.pk, item)
        desk.note(after, before[item.pk], after)


def _copy(item: LineItem, **more: Any) -> LineItem:
    names = ("line_id", "number", "revision", *kept_columns())
    return LineItem(**{name: getattr(item, name) for name in names}, **more)


def _add_all(desk: Desk, rows: list[SentRow], touched: dict[int, Line]) -> None:
    lines = {account: desk.line(account) for account in sorted({row.account_id for row in rows})}
    last = LineItem.objects.filter(line__in=lines.values()).values_list("line").annotate(Max("number"))
    numbers = dict(last)
    fresh = []
    for row in rows:
        line = lines[row.account_id]
        numbers[line.pk] = numbers.get(line.pk, 0) + 1
        fresh.append(LineItem(line=line, number=numbers[line.pk], stages=desk.onwards, **row_of(row.values)))
        touched[line.pk] = line
    for item in LineItem.objects.bulk_create(fresh, batch_size=BATCH):
        desk.note(item, None, item)
