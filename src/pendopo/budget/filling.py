"""Writing many forms, lines and rows at once into a draft: for the demo and for imports, in the act's transaction."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pendopo.budget.desk import row_of
from pendopo.budget.items import ItemValues
from pendopo.budget.models import AccountNode, CodeList, Line, LineAmount, LineItem, RkaSheet, Stage

BATCH = 2_000


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
    numbers: Counter[int] = Counter()
    amounts: Counter[int] = Counter()
    items = []
    for key, account, values in rows:
        line = lines[key, account]
        numbers[line.pk] += 1
        amounts[line.pk] += values.amount
        items.append(LineItem(line=line, number=numbers[line.pk], stages=(stage.seq, None), **row_of(values)))
    LineItem.objects.bulk_create(items, batch_size=BATCH)
    LineAmount.objects.bulk_create(
        (LineAmount(line=line, stages=(stage.seq, None), amount=amounts[line.pk]) for line in made), batch_size=BATCH
    )
    return len(items)


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
