"""One form of an Rka opened for writing in one stage: what the acts on its rows do under their locks.

Lock order: stage, Rka, ceiling, line, item (docs/protocols/locking.md). Totals above the line are carried by the
database at the end of each statement.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Max, Sum

from pendopo.budget.checking import check_part
from pendopo.budget.closing import StageClosed, hold_open
from pendopo.budget.items import ItemValues, kept_columns, row_of
from pendopo.budget.models import (
    AccountNode,
    ItemEdit,
    Line,
    LineAmount,
    LineItem,
    Pagu,
    PriceRevision,
    Rka,
    RkaSheet,
    Stage,
)
from pendopo.budget.models.lines import STILL
from pendopo.budget.states import PRICE_OPEN, RKA_EDITABLE
from pendopo.kernel.access import Actor


class CeilingExceeded(Exception):
    """The form's lines would add up to more than its ceiling; `excess_amount` rupiah too much."""

    def __init__(self, excess_amount: int, ceiling_amount: int) -> None:
        super().__init__(f"{excess_amount} above {ceiling_amount}")
        self.excess_amount, self.ceiling_amount = excess_amount, ceiling_amount


class ItemChanged(Exception):
    """Somebody else saved this row after it was read; `item` is what stands there now (none when it was removed)."""

    def __init__(self, item: LineItem | None) -> None:
        super().__init__(item.revision if item else "removed")
        self.item = item


class AccountRefused(Exception):
    """The account is not a sub rincian objek of the stage's list, or of another side of the budget."""


class PriceRefused(Exception):
    """The price standard of the row is not one that was ever in force."""


ACCOUNT_SIDES = {"REVENUE": "4", "SPENDING": "5", "FINANCING": "6"}


class Desk:
    """One form opened for writing in one stage, under its locks."""

    def __init__(self, stage: Stage, sheet: RkaSheet, pagu: Pagu | None, actor: Actor, now: dt.datetime) -> None:
        self.stage, self.sheet, self.pagu = stage, sheet, pagu
        self.actor, self.now, self.batch = actor, now, uuid.uuid4()
        self.edits: list[ItemEdit] = []

    @property
    def onwards(self) -> tuple[int, None]:
        return (self.stage.seq, None)

    def line(self, account_id: int) -> Line:
        """The form's line of that account, made when it is new. Raises AccountRefused."""
        leaves = AccountNode.objects.filter(code_list_id=self.stage.account_list_id, children=None)
        code = leaves.filter(pk=account_id).values_list("code", flat=True).first()
        if code is None or code[0] != ACCOUNT_SIDES[self.sheet.side]:
            raise AccountRefused(account_id)
        line, _new = Line.objects.get_or_create(sheet=self.sheet, account_id=account_id)
        return line

    def current(self, item_id: int, revision: int) -> LineItem:
        """The form's row, locked, as it was read. Raises ItemChanged."""
        items = LineItem.objects.filter(STILL, line__sheet=self.sheet, pk=item_id).select_related("line")
        item = items.select_for_update(of=("self",)).first()
        if item is None or item.revision != revision:
            raise ItemChanged(item)
        return item

    def put(self, line: Line, values: ItemValues, number: int | None, revision: int | None) -> LineItem:
        """Add or change a row of the line (see put_item)."""
        if number is None:
            last = LineItem.objects.filter(line=line).aggregate(last=Max("number"))["last"] or 0
            made = LineItem.objects.create(line=line, number=last + 1, stages=self.onwards, **row_of(values))
            self.note(made, None, made)
            return made
        item = LineItem.objects.filter(STILL, line=line, number=number).select_for_update().first()
        if item is None or (revision is not None and item.revision != revision):
            raise ItemChanged(item)
        return self.change(item, values)

    def change(self, item: LineItem, values: ItemValues) -> LineItem:
        """Write new values: in place within this stage, else by closing the row and adding its next version."""
        return self.rewrite(item, row_of(values))

    def rewrite(self, item: LineItem, columns: dict[str, Any]) -> LineItem:
        """As change, with the columns at hand."""
        fresh = {**columns, "revision": item.revision + 1}
        before = LineItem(**{name: getattr(item, name) for name in ("line_id", "number", "revision", *kept_columns())})
        if item.stages.lower == self.stage.seq:
            LineItem.objects.filter(pk=item.pk).update(**fresh)
            for name, value in fresh.items():
                setattr(item, name, value)
        else:
            self._end(item)
            item = LineItem.objects.create(line_id=item.line_id, number=item.number, stages=self.onwards, **fresh)
        self.note(item, before, item)
        return item

    def take_out(self, item: LineItem) -> None:
        """End the row before this stage, or delete it where this stage brought it."""
        self.note(item, item, None)
        self._end(item)

    def put_back(self, line: Line, number: int, values: dict[str, Any], revision: int) -> LineItem:
        """A row that was taken out, with its number, as the next of its revisions."""
        made = LineItem.objects.create(line=line, number=number, stages=self.onwards, revision=revision, **values)
        self.note(made, None, made)
        return made

    def _end(self, item: LineItem) -> None:
        if item.stages.lower == self.stage.seq:
            LineItem.objects.filter(pk=item.pk).delete()
        else:
            LineItem.objects.filter(pk=item.pk).update(stages=(item.stages.lower, self.stage.seq))

    def note(self, item: LineItem, before: LineItem | None, after: LineItem | None) -> None:
        """Remember a change; `keep_edits` writes all of them."""
        self.edits.append(
            ItemEdit(
                stage=self.stage,
                sheet=self.sheet,
                line_id=item.line_id,
                number=item.number,
                batch=self.batch,
                before=values_of(before) if before else None,
                after=values_of(after) if after else None,
                revision=item.revision,
                actor_pk=str(self.actor.pk or ""),
                actor_label=self.actor.label,
                at=self.now,
            )
        )

    def keep_edits(self) -> None:
        """Write the history of what was done at this desk."""
        ItemEdit.objects.bulk_create(self.edits, batch_size=2_000)

    def add_all(self, rows: list[tuple[int, ItemValues]]) -> list[LineItem]:
        """Add rows in bulk and settle their lines."""
        lines = {account: self.line(account) for account in sorted({account for account, _values in rows})}
        ids = [line.pk for line in lines.values()]
        numbers = dict(LineItem.objects.filter(line__in=ids).values_list("line").annotate(Max("number")))
        fresh = []
        for account, values in rows:
            line = lines[account]
            numbers[line.pk] = numbers.get(line.pk, 0) + 1
            fresh.append(LineItem(line=line, number=numbers[line.pk], stages=self.onwards, **row_of(values)))
        made = LineItem.objects.bulk_create(fresh, batch_size=2_000)
        for item in made:
            self.note(item, None, item)
        self.settle(lines.values())
        return made

    def settle(self, lines: Iterable[Line]) -> None:
        """Make each line's amount the sum of its rows. Raises CeilingExceeded."""
        for line in sorted(lines, key=lambda line: line.pk):
            total = LineItem.objects.filter(STILL, line=line).aggregate(total=Sum("amount"))["total"]
            self._set_amount(line, total)
        if self.pagu:
            used = sheet_total(self.sheet.pk)
            if used > self.pagu.amount:
                raise CeilingExceeded(used - self.pagu.amount, self.pagu.amount)
        self.keep_edits()
        self.check()

    def check(self) -> None:
        """Run the checks of this form within the act."""
        if self.stage.owner_id is None:
            check_part(self.stage, self.now, sheet_id=self.sheet.pk)

    def _set_amount(self, line: Line, total: int | None) -> None:
        old = LineAmount.objects.filter(STILL, line=line).select_for_update().first()
        if old is not None and old.amount == total:
            return
        own = old is not None and old.stages.lower == self.stage.seq
        if old is not None and own and total is not None:
            LineAmount.objects.filter(pk=old.pk).update(amount=total)
            return
        if old is not None and own:
            LineAmount.objects.filter(pk=old.pk).delete()
        elif old is not None:
            LineAmount.objects.filter(pk=old.pk).update(stages=(old.stages.lower, self.stage.seq))
        if total is not None:
            LineAmount.objects.create(line=line, stages=self.onwards, amount=total)


def values_of(item: LineItem) -> dict[str, Any]:
    """The row's values as JSON keeps them; decimals as text."""
    found = {name: getattr(item, name) for name in kept_columns()}
    return found | {name: format(Decimal(found[name]).normalize(), "f") for name in ("volume", "tax_percent")}


def check_standards(values: Iterable[ItemValues]) -> None:
    """Raise PriceRefused where a row names a price that was never in force. One query where any is named."""
    asked = {one.price_id for one in values if one.price_id is not None}
    if not asked:
        return
    found = PriceRevision.objects.filter(pk__in=asked, edition__status__in=PRICE_OPEN).values_list("pk", flat=True)
    if missing := asked - set(found):
        raise PriceRefused(*missing)


def sheet_total(sheet_id: int) -> int:
    """What the form's lines hold in the latest stage, whole rupiah."""
    found = LineAmount.objects.filter(STILL, line__sheet_id=sheet_id)
    return found.aggregate(total=Sum("amount"))["total"] or 0


def sheet_of(sheet_id: int) -> RkaSheet:
    """The regency's form with its unit and activity; villages write theirs by acts of their own.

    Raises RkaSheet.DoesNotExist.
    """
    return RkaSheet.objects.select_related("unit", "activity").get(pk=sheet_id, owner=None)


def _held_rka(stage: Stage, sheet: RkaSheet, now: dt.datetime) -> Rka:
    """The unit's Rka, locked; made when it is the first to write."""
    held = Rka.objects.filter(stage=stage, unit=sheet.unit).select_for_update(no_key=True)
    found = held.first()
    if found is None:
        Rka.objects.get_or_create(stage=stage, unit=sheet.unit, defaults={"changed_at": now})
        return held.get()
    return found


def open_desk(stage_id: int, sheet: RkaSheet, actor: Actor, now: dt.datetime) -> Desk:
    """Lock the stage (shared), the unit's Rka and the form's ceiling. Raises StageClosed."""
    stage = hold_open(stage_id)
    if (stage.year, stage.owner_id) != (sheet.year, sheet.owner_id):
        raise StageClosed(stage.status)
    rka = _held_rka(stage, sheet, now)
    if rka.status not in RKA_EDITABLE:
        raise StageClosed(rka.status)
    Rka.objects.filter(pk=rka.pk).update(changed_at=now)
    own = Pagu.objects.filter(stage=stage, unit=sheet.unit, activity_id=sheet.activity_id, sequence=sheet.sequence)
    pagu = own.select_for_update(no_key=True).first() if sheet.activity_id else None
    return Desk(stage, sheet, pagu, actor, now)
