"""Forms of a changed budget (DPPA): before, after and difference of every row and of every account above it."""

from collections import defaultdict
from itertools import zip_longest
from typing import Any

from pendopo.budget.models import AccountNode, LineItem, NodeTotal, ResultKind, RkaSheet, Stage
from pendopo.budget.names import readable
from pendopo.budget.queries.printed import ORDER, WIDTHS, details_of, indicators_of, levels_of
from pendopo.budget.queries.printed_whole import in_brackets
from pendopo.budget.writing import write_coefficients
from pendopo.kernel.display import number, terbilang
from pendopo.organisations.models import Unit

OVERVIEW_LEVEL = 3
Key = tuple[str, int]
Rows = dict[Key, dict[str, Any]]


def changed_sheets(stage: Stage, unit: Unit, sheet_id: int | None = None) -> list[dict[str, Any]]:
    """The unit's forms with what its base stage held beside what it holds now. At most twelve queries."""
    own = RkaSheet.objects.filter(year=stage.year, owner=stage.owner_id, unit=unit)
    own = own.filter(pk=sheet_id) if sheet_id else own
    sheets = list(own.select_related("activity__parent__parent__parent__parent"))
    ids = [sheet.pk for sheet in sheets]
    before = _rows(stage.base.seq, ids) if stage.base else defaultdict(dict)
    after = _rows(stage.seq, ids)
    codes = {
        code[:width] for part in (before, after) for rows in part.values() for code, _n in rows for width in WIDTHS
    }
    found = AccountNode.objects.filter(code_list_id=stage.account_list_id, code__in=codes)
    names = dict(found.values_list("code", "name"))
    results = [_results(one, sheets) for one in (stage.base, stage)]
    told = [
        _told(sheet, before[sheet.pk], after[sheet.pk], names)
        | {"indicators": _paired(*(part.get(sheet.pk, []) for part in results))}
        for sheet in sheets
    ]
    return sorted((one for one in told if one["rows"]), key=lambda one: (ORDER[one["side"]], one["code"]))


def changed_overview(stage: Stage, unit: Unit) -> dict[str, Any]:
    """Accounts to the third level and the closing lines, each before, after and by how much it changed. One query."""
    found = NodeTotal.objects.filter(unit=unit, activity=None, account__level__lte=OVERVIEW_LEVEL)
    found = found.filter(stage__in=[stage.pk, stage.base_id or stage.pk]).order_by("stage__seq")
    names: dict[str, str] = {}
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for holder, code, name, amount in found.values_list("stage_id", "account__code", "account__name", "amount"):
        names[code] = readable(name)
        sums[code][holder == stage.pk] = amount
    rows = [[code, names[code], *_three(*sums[code])] for code in sorted(sums) if any(sums[code])]
    revenue, spending = sums["4"], sums["5"]
    closing: list[tuple[str, ...]] = [("SPENDING", *_three(*spending))]
    if any(revenue):
        surplus = [revenue[side] - spending[side] for side in (0, 1)]
        closing = [("REVENUE", *_three(*revenue)), *closing, ("SURPLUS", *_three(*surplus))]
    if any(sums["6"]):
        closing.append(("NET", *_three(*(sums["6.1"][side] - sums["6.2"][side] for side in (0, 1)))))
    return {"overview": rows, "closing": closing, "spending_words": terbilang(spending[1])}


def _results(stage: Stage | None, sheets: list[RkaSheet]) -> dict[int, list[tuple[str, str, str]]]:
    found = details_of(stage, sheets) if stage else []
    return {each.sheet_id: indicators_of(each) for each in found}


def _paired(before: list[tuple[str, str, str]], after: list[tuple[str, str, str]]) -> list[list[str]]:
    """(kind, measured before, target before, measured after, target after): the first of a kind beside the first."""
    found: list[list[str]] = []
    for kind in ResultKind.values:
        parts = ([list(one[1:]) for one in part if one[0] == kind] for part in (before, after))
        found += [[kind, *old, *new] for old, new in zip_longest(*parts, fillvalue=["–", "–"])]
    return found


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
        "levels": levels_of(sheet),
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
    return in_brackets(before), in_brackets(after), in_brackets(after - before)


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
