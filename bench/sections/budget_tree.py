"""A generated draft budget of 1,000,000 component rows in a scratch database: code trees, forms, lines, items."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from bench.report import Figure

NOW = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)
UNITS, FORMS, LINES, ITEMS = 50, 50, 20, 20
COMPONENTS = 5_000
ACTIVITY_WIDTHS = {"URUSAN": 1, "BIDANG_URUSAN": 4, "PROGRAM": 7, "KEGIATAN": 12, "SUB_KEGIATAN": 17}
ACCOUNT_WIDTHS = {1: 1, 2: 3, 3: 6, 4: 9, 5: 12, 6: 17}
ACTIVITIES = [
    f"1.{a:02}.{b:02}.2.{c:02}.{d:04}"
    for a in range(1, 7) for b in range(2, 7) for c in range(1, 6) for d in range(1, 7)
]  # fmt: skip
ACCOUNTS = [
    f"5.{a}.{b:02}.{c:02}.{d:02}.{e:04}"
    for a in (1, 2) for b in range(1, 5) for c in range(1, 6) for d in range(1, 6) for e in range(1, 7)
]  # fmt: skip


def price(line: int, number: int) -> int:
    """Whole rupiah of a component, always the same."""
    return 1_000 + (line * 7_919 + number * 104_729) % 999_000


def tree(model: Any, code_list: Any, codes: list[str], widths: dict[Any, int]) -> list[int]:
    """Make all levels; gives the primary keys of the leaves in the order of `codes`."""
    found: dict[str, Any] = {}
    above = 0
    for level, width in widths.items():
        names = sorted({code[:width] for code in codes})
        fresh = [
            model(code_list=code_list, level=level, code=name, name=name, parent=found.get(name[:above]))
            for name in names
        ]
        found |= {node.code: node for node in model.objects.bulk_create(fresh)}
        above = width
    return [found[code].pk for code in codes]


def empty_stage() -> Any:
    """A draft with its two code lists, still without codes."""
    from pendopo.budget.models import CodeList, Stage

    lists = [CodeList.objects.create(kind=kind, code="bench", name=kind) for kind in ("ACTIVITY", "ACCOUNT")]
    return Stage.objects.create(
        year=2027, seq=1, kind="RKA", code_list=lists[0], account_list=lists[1], opened_at=NOW
    )  # fmt: skip


def _forms(stage: Any) -> list[int]:
    from pendopo.budget.models import ActivityNode, Pagu, RkaSheet
    from pendopo.organisations.models import Unit

    activities = tree(ActivityNode, stage.code_list, ACTIVITIES, ACTIVITY_WIDTHS)
    units = Unit.objects.bulk_create([Unit(kind="OPD", code=f"{n:04}", name=f"Dinas {n}") for n in range(UNITS)])
    places = [
        (unit.pk, activities[(number * 37 + form) % len(activities)])
        for number, unit in enumerate(units)
        for form in range(FORMS)
    ]
    sheets = [RkaSheet(year=stage.year, unit_id=unit, activity_id=activity) for unit, activity in places]
    Pagu.objects.bulk_create(
        Pagu(stage=stage, unit_id=unit, activity_id=activity, sequence=1, source_id=str(number), amount=10**13)
        for number, (unit, activity) in enumerate(places)
    )
    return [sheet.pk for sheet in RkaSheet.objects.bulk_create(sheets)]


def _lines(stage: Any, sheets: list[int]) -> list[int]:
    from pendopo.budget.models import AccountNode, Line

    accounts = tree(AccountNode, stage.account_list, ACCOUNTS, ACCOUNT_WIDTHS)
    step = len(accounts) // LINES
    fresh = [
        Line(sheet_id=sheet, account_id=accounts[(number * 7 + line * step) % len(accounts)])
        for number, sheet in enumerate(sheets)
        for line in range(LINES)
    ]
    return [line.pk for line in Line.objects.bulk_create(fresh, batch_size=5_000)]


ITEM_COLUMNS = [
    "line_id", "number", "stages", "kind", "component", "specification", "coefficients", "volume", "measure",
    "unit_price_amount", "tax_percent", "amount", "package_label", "note", "revision",
]  # fmt: skip


def _items(lines: list[int]) -> Iterator[tuple[Any, ...]]:
    for line in lines:
        for number in range(1, ITEMS + 1):
            amount = price(line, number)
            yield (
                line, number, "[1,)", "NORMAL", f"Komponen {(line * ITEMS + number) % COMPONENTS}", "",
                '[["1", "rim"]]', "1", "rim", amount, "0", amount,
                "", "", 1,
            )  # fmt: skip


def build() -> tuple[Any, list[int]]:
    """The stage and its lines; items by COPY, amounts of lines by one INSERT, totals by the database's own triggers."""
    from django.db import connection

    from pendopo.budget.models import LineItem
    from pendopo.kernel.copying import copy_rows

    stage = empty_stage()
    lines = _lines(stage, _forms(stage))
    copy_rows(LineItem, ITEM_COLUMNS, _items(lines))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO budget_lineamount (line_id, stages, amount)"
            " SELECT line_id, '[1,)', sum(amount) FROM budget_lineitem GROUP BY 1 ORDER BY 1"
        )
        cursor.execute("VACUUM ANALYZE")
    return stage, lines


def size(seconds: float) -> Figure:
    """How large it is and how long its making took."""
    number = UNITS * FORMS * LINES * ITEMS
    return Figure(f"made: {number:,} component rows in {number // ITEMS:,} lines", f"{seconds:.0f} s")
