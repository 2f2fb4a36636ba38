"""The rows of a village budget for its clerk: one of them, their sources of funds, and their history."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import F, QuerySet, Sum

from pendopo.budget.models import ActivityNode, ItemEdit, LineItem, Stage
from pendopo.budget.queries.rka import leaf_accounts


def _items(stage: Stage) -> QuerySet[LineItem]:
    return LineItem.objects.filter(
        stages__contains=stage.seq, line__sheet__owner=stage.owner_id, line__sheet__year=stage.year
    )


NAMED = {
    "side": F("line__sheet__side"),
    "code": F("line__account__code"),
    "account": F("line__account__name"),
    "account_id": F("line__account_id"),
    "activity_code": F("line__sheet__activity__code"),
    "activity": F("line__sheet__activity__name"),
    "activity_id": F("line__sheet__activity_id"),
    "funding_code": F("funding__code"),
    "funding_name": F("funding__name"),
}


def apbdes_rows(stage: Stage) -> list[dict[str, Any]]:
    """All rows of a village budget by account and kegiatan, as dicts. One query.

    A village writes some dozens of rows: they are one page.
    """
    order = ("line__sheet__activity__code", "line__account__code", "number")
    rows = _items(stage).order_by(*order).values("pk", "revision", "component", "amount", "funding_id", **NAMED)
    found: list[Any] = list(rows)
    return found


def apbdes_row(stage: Stage, item_id: int) -> dict[str, Any] | None:
    """One row of the village budget, or None. One query."""
    rows = _items(stage).filter(pk=item_id)
    found: Any = rows.values("pk", "revision", "component", "amount", "funding_id", **NAMED).first()
    return found


def village_accounts(stage: Stage, side: str = "") -> list[tuple[int, str, str]]:
    """(id, code, name) of the accounts that rows of a village (or of one side) may use, by code."""
    sides = (side,) if side else ("REVENUE", "SPENDING", "FINANCING")
    return [row for one in sides for row in leaf_accounts(stage, one)]


def village_activities(stage: Stage) -> list[tuple[int, str, str]]:
    """(id, code, name) of the kegiatan, by code. One query."""
    found = ActivityNode.objects.filter(code_list=stage.code_list_id, children=None).order_by("code")
    return list(found.values_list("pk", "code", "name"))


@dataclass
class SourceSums:
    """What comes in and goes out of one source of funds in a village budget, whole rupiah."""

    code: str
    name: str
    received: int = 0
    spent: int = 0
    used: int = 0
    carried: int = 0

    @property
    def brought(self) -> int:
        """Revenue and financing received."""
        return self.received + self.carried

    @property
    def gone(self) -> int:
        """Spending and financing paid."""
        return self.spent + self.used

    @property
    def left(self) -> int:
        """Revenue and financing received less spending and financing paid; 0 where the source is used up."""
        return self.brought - self.gone


PARTS = {"4": "received", "5": "spent", "6.1": "carried", "6.2": "used"}


def village_fundings_of(stage: Stage) -> list[SourceSums]:
    """The sums of each source, in the order of what it brings; rows without a source last. One query."""
    sums: dict[str, SourceSums] = {}
    rows = _items(stage).values("funding__code", "funding__name", "line__account__code").annotate(total=Sum("amount"))
    for row in rows.order_by():
        code, account = row["funding__code"] or "", row["line__account__code"]
        one = sums.setdefault(code, SourceSums(code, row["funding__name"] or ""))
        part = PARTS[account[:3] if account[0] == "6" else account[0]]
        setattr(one, part, getattr(one, part) + row["total"])
    return sorted(sums.values(), key=lambda one: (not one.code, -one.received - one.carried, one.code))


@dataclass
class VillageChange:
    """One act in the history of a village's draft: its rows before and after, and whether it was taken back."""

    edits: list[ItemEdit] = field(default_factory=list)

    @property
    def first(self) -> ItemEdit:
        return self.edits[0]

    @property
    def before(self) -> dict[str, Any] | None:
        return next((edit.before for edit in self.edits if edit.before), None)

    @property
    def after(self) -> dict[str, Any] | None:
        return next((edit.after for edit in self.edits if edit.after), None)


def apbdes_history(stage: Stage) -> QuerySet[ItemEdit]:
    """All changes of the village's draft, newest first; gather a page of them with `changes_of`."""
    return ItemEdit.objects.filter(stage=stage).select_related("line__account").order_by("-id")


def changes_of(edits: Iterable[ItemEdit]) -> list[VillageChange]:
    """The edits gathered by act, in their order."""
    return [VillageChange(list(found)) for _batch, found in groupby(edits, key=lambda edit: edit.batch)]
