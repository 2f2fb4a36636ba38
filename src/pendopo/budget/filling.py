"""Writing many forms, lines and rows at once into a draft: for the demo and for imports, in the act's transaction."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.backends.postgresql.psycopg_any import NumericRange
from psycopg.types.json import Jsonb

from pendopo.budget.items import ItemValues, kept_columns, row_of
from pendopo.budget.models import AccountNode, CodeList, Line, LineAmount, LineItem, RkaSheet, Stage
from pendopo.kernel.copying import copy_rows

BATCH = 2_000
WRITTEN = kept_columns()
ITEM_COLUMNS = ("line_id", "number", "stages", "revision", *WRITTEN)


@dataclass(frozen=True)
class SheetKey:
    """Which form: the unit, the side, the sub kegiatan (none for revenue and financing) and its occurrence."""

    unit_id: int
    activity_id: int | None = None
    side: str = "SPENDING"
    sequence: int = 1
    title: str = ""


def store_accounts(code_list: CodeList, names: dict[str, str]) -> dict[str, AccountNode]:
    """Add the accounts that the list lacks, parents first; gives all by code."""
    found = {node.code: node for node in AccountNode.objects.filter(code_list=code_list)}
    for level, width in enumerate((1, 3, 6, 9, 12, 17), start=1):
        fresh = [
            AccountNode(
                code_list=code_list,
                level=level,
                code=code,
                name=name,
                parent=found[code[: (0, 1, 3, 6, 9, 12)[level - 1]]] if level > 1 else None,
            )
            for code, name in sorted(names.items())
            if len(code) == width and code not in found
        ]
        found |= {node.code: node for node in AccountNode.objects.bulk_create(fresh, batch_size=BATCH)}
    return found


def fill_stage(stage: Stage, rows: Iterable[tuple[SheetKey, int, ItemValues]]) -> int:
    """Add (form, account id, row) to a draft that does not hold these forms yet; gives the number of rows."""
    rows = list(rows)
    keys = list(dict.fromkeys(key for key, _account, _values in rows))
    sheets = dict(zip(keys, _sheets(stage, keys), strict=True))
    places = list(dict.fromkeys((key, account) for key, account, _values in rows))
    made = Line.objects.bulk_create(
        (Line(sheet=sheets[key], account_id=account) for key, account in places), batch_size=BATCH
    )
    lines = dict(zip(places, made, strict=True))
    amounts: Counter[int] = Counter()
    number = copy_rows(LineItem, ITEM_COLUMNS, _items(stage, rows, lines, amounts))
    span = NumericRange(stage.seq, None)
    copy_rows(LineAmount, ("line_id", "stages", "amount"), ((line.pk, span, amounts[line.pk]) for line in made))
    return number


def _items(
    stage: Stage,
    rows: Iterable[tuple[SheetKey, int, ItemValues]],
    lines: Mapping[tuple[SheetKey, int], Line],
    amounts: Counter[int],
) -> Iterator[list[Any]]:
    """The rows in the order of `ITEM_COLUMNS`; adds each to the sum of its line on the way."""
    numbers: Counter[int] = Counter()
    span = NumericRange(stage.seq, None)
    for key, account, values in rows:
        line = lines[key, account].pk
        numbers[line] += 1
        amounts[line] += values.amount
        row = row_of(values)
        row["coefficients"] = Jsonb(row["coefficients"])
        yield [line, numbers[line], span, 1, *(row[name] for name in WRITTEN)]


def _sheets(stage: Stage, keys: list[SheetKey]) -> list[RkaSheet]:
    return RkaSheet.objects.bulk_create(
        (
            RkaSheet(
                year=stage.year,
                owner_id=stage.owner_id,
                unit_id=key.unit_id,
                side=key.side,
                activity_id=key.activity_id,
                sequence=key.sequence,
                title=key.title,
            )
            for key in keys
        ),
        batch_size=BATCH,
    )
