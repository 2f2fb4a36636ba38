"""Forms of a changed budget (DPPA): before, after and difference of every row and of every account above it."""

from collections import defaultdict
from typing import Any

from pendopo.budget.models import AccountNode, LineItem, RkaSheet, Stage
from pendopo.budget.names import readable
from pendopo.budget.queries.printed import ORDER, WIDTHS
from pendopo.budget.queries.printed_whole import in_brackets
from pendopo.budget.writing import write_coefficients
from pendopo.kernel.display import number, terbilang
from pendopo.organisations.models import Unit

Key = tuple[str, int]
Rows = dict[Key, dict[str, Any]]


def changed_sheets(stage: Stage, unit: Unit, sheet_id: int | None = None) -> list[dict[str, Any]]:
    """The unit's forms with what its base stage held beside what it holds now. Four queries."""
    own = RkaSheet.objects.filter(year=stage.year, owner=stage.owner_id, unit=unit)
    own = own.filter(pk=sheet_id) if sheet_id else own
    sheets = list(own.select_related("activity"))
    ids = [sheet.pk for sheet in sheets]
    before = _rows(stage.base.seq, ids) if stage.base else defaultdict(dict)
    after = _rows(stage.seq, ids)
    codes = {
        code[:width] for part in (before, after) for rows in part.values() for code, _n in rows for width in WIDTHS
    }
    found = AccountNode.objects.filter(code_list_id=stage.account_list_id, code__in=codes)
    names = dict(found.values_list("code", "name"))
    told = [_told(sheet, before[sheet.pk], after[sheet.pk], names) for sheet in sheets]
    return sorted((one for one in told if one["rows"]), key=lambda one: (ORDER[one["side"]], one["code"]))


def _rows(seq: int, sheets: list[int]) -> dict[int, Rows]:
    found: dict[int, Rows] = defaultdict(dict)
    items = LineItem.objects.filter(line__sheet__in=sheets, stages__contains=seq)
    columns = ("component", "specification", "coefficients", "unit_price_amount", "amount")
    for sheet, code, place, *values in items.values_list("line__sheet_id", "line__account__code", "number", *columns):
        found[sheet][code, place] = dict(zip(columns, values, strict=True))
    return found


def _told(sheet: RkaSheet, before: Rows, after: Rows, names: dict[str, str]) -> dict[str, Any]:
    sums = [sum(row["amount"] for row in part.values()) for part in (before, after)]
    return {
        "side": sheet.side,
        "code": sheet.activity.code if sheet.activity else "",
        "name": readable(sheet.title or (sheet.activity.name if sheet.activity else sheet.get_side_display())),
        "rows": _table(before, after, names),
        "before": number(sums[0]),
        "amount": number(sums[1]),
        "change": in_brackets(sums[1] - sums[0]),
        "words": terbilang(sums[1]),
    }


def _table(before: Rows, after: Rows, names: dict[str, str]) -> list[list[str]]:
    """("a", code, name, before, after, change) and ("i", component, note, before, after, change), in order."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for side, part in enumerate((before, after)):
        for (code, _number), row in part.items():
            for width in WIDTHS:
                sums[code[:width]][side] += row["amount"]
    rows: list[list[str]] = []
    shown: set[str] = set()
    for key in sorted(before.keys() | after.keys()):
        for code in (key[0][:width] for width in WIDTHS):
            if code not in shown:
                shown.add(code)
                rows.append(["a", code, readable(names.get(code, "")), *_three(*sums[code])])
        rows.append(_component(before.get(key), after.get(key)))
    return rows


def _three(before: int, after: int) -> tuple[str, str, str]:
    return number(before), number(after), in_brackets(after - before)


def _component(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[str]:
    told = after or before or {}
    notes = [_note(row) for row in (before, after)]
    return [
        "i",
        told["component"],
        notes[1] if notes[0] == notes[1] else " → ".join(note or "–" for note in notes),
        *_three(before["amount"] if before else 0, after["amount"] if after else 0),
    ]


def _note(row: dict[str, Any] | None) -> str:
    return f"{write_coefficients(row['coefficients'])} × {number(row['unit_price_amount'])}" if row else ""
