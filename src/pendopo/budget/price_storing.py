"""How rows of a price book become an edition: items found again or added, prices by COPY, in the act's transaction."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from django.db import connection

from pendopo.budget.models import PriceEdition, PriceItem, PriceRevision
from pendopo.budget.price_matching import KnownItems, match_rows
from pendopo.budget.price_rows import PriceRow
from pendopo.budget.queries.prices import measures
from pendopo.budget.states import PriceStatus
from pendopo.kernel.copying import copy_rows

ITEM_COLUMNS = ("kind", "code", "name", "specification", "occurrence", "group", "account_prefixes")
PRICE_COLUMNS = ("item_id", "edition_id", "price_amount", "measure", "unit_id", "ceiling", "source_number")


class PricesClosed(Exception):
    """The edition takes no changes: it was handed in, approved or replaced."""


def held_edition(edition_id: int) -> PriceEdition:
    """The edition, locked. Raises PricesClosed."""
    edition = PriceEdition.objects.select_for_update().get(pk=edition_id)
    if edition.status != PriceStatus.SURVEYED:
        raise PricesClosed(edition.status)
    return edition


def _fresh(rows: Sequence[PriceRow], known: KnownItems, matched: dict[int, int]) -> list[tuple[int, tuple[Any, ...]]]:
    """(place, columns) of items that are new, with codes of their own where the file has none."""
    numbers, taken = count(len(known.by_code) + 1), known.by_code.keys() | {row.code for row in rows}
    found = []
    for row in rows:
        if row.place in matched:
            continue
        known.occurrences[row.key] += 1
        code = row.code or next(code for number in numbers if (code := f"{row.kind}-{number:06d}") not in taken)
        values = (row.kind, code, row.name, row.specification, known.occurrences[row.key], row.group)
        found.append((row.place, (*values, list(row.accounts))))
    return found


def _added(rows: Sequence[PriceRow], known: KnownItems, matched: dict[int, int]) -> dict[int, int]:
    """Add the items that no book held: place of the row -> item."""
    fresh = _fresh(rows, known, matched)
    copy_rows(PriceItem, ITEM_COLUMNS, (values for _place, values in fresh))
    codes = dict(PriceItem.objects.values_list("code", "pk")) if fresh else {}
    return {place: codes[values[1]] for place, values in fresh}


def store_items(rows: Sequence[PriceRow]) -> list[PriceItem]:
    """Add each row as an item of its own, also where the name stands already."""
    added = _added(rows, KnownItems(None), {})
    found = {item.pk: item for item in PriceItem.objects.filter(pk__in=added.values())}
    return [found[added[row.place]] for row in rows]


def carry_prices(base: PriceEdition, edition: PriceEdition) -> int:
    """Copy all prices of the base into the edition, with the fair costs of activities; gives their number."""
    with connection.cursor() as cursor:
        cursor.execute(_CARRY, [edition.pk, base.pk])
        number = cursor.rowcount
        cursor.execute(_CARRY_ASB, [edition.pk, base.pk])
    return number


_CARRY = """
    INSERT INTO budget_pricerevision (item_id, edition_id, price_amount, measure, unit_id, ceiling, evidence_id,
        source_number)
    SELECT item_id, %s, price_amount, measure, unit_id, ceiling, evidence_id, source_number
    FROM budget_pricerevision WHERE edition_id = %s ORDER BY id
"""
_CARRY_ASB = """
    INSERT INTO budget_asb (revision_id, fixed_amount, variable_amount, drivers)
    SELECT n.id, a.fixed_amount, a.variable_amount, a.drivers FROM budget_asb a
    JOIN budget_pricerevision o ON o.id = a.revision_id
    JOIN budget_pricerevision n ON n.item_id = o.item_id AND n.edition_id = %s
    WHERE o.edition_id = %s
"""


def store_prices(edition: PriceEdition, rows: Sequence[PriceRow]) -> dict[str, int]:
    """Write items and prices of the edition; gives counts: new, changed, unchanged, removed. Whole rupiah."""
    known = KnownItems(edition.base)
    matched = match_rows(rows, known)
    added = _added(rows, known, matched)
    items = matched | added
    _regroup(rows, matched)
    units = measures()
    copy_rows(
        PriceRevision,
        PRICE_COLUMNS,
        (
            (
                items[row.place],
                edition.pk,
                row.price_amount,
                row.measure,
                unit.pk if (unit := units.find(row.measure)) else None,
                row.ceiling,
                row.source_number,
            )
            for row in rows
        ),
    )
    return counts_of(edition, len(added))


def _regroup(rows: Sequence[PriceRow], matched: dict[int, int]) -> None:
    """Items found again take the group and the accounts that the new book says."""
    sent = {matched[row.place]: row for row in rows if row.place in matched}
    changed = []
    for item in PriceItem.objects.filter(pk__in=sent):
        row = sent[item.pk]
        accounts = list(row.accounts) or item.account_prefixes
        if (item.group, item.account_prefixes) != (row.group, accounts):
            item.group, item.account_prefixes = row.group, accounts
            changed.append(item)
    PriceItem.objects.bulk_update(changed, ["group", "account_prefixes"], batch_size=1_000)


def counts_of(edition: PriceEdition, new: int) -> dict[str, int]:
    """How the edition differs from its base: rows, new, changed, unchanged, removed. Two queries."""
    now = _prices(edition.pk)
    if edition.base_id is None:
        return {"rows": len(now), "new": new}
    before = _prices(edition.base_id)
    again = now.keys() & before.keys()
    same = sum(now[item] == before[item] for item in again)
    return {
        "rows": len(now),
        "new": len(now) - len(again),
        "changed": len(again) - same,
        "unchanged": same,
        "removed": len(before) - len(again),
    }


def _prices(edition_id: int) -> dict[int, tuple[int, str]]:
    """Item -> price and unit of measure."""
    rows = PriceRevision.objects.filter(edition_id=edition_id).values_list("item_id", "price_amount", "measure")
    return {item: (price, measure) for item, price, measure in rows}
