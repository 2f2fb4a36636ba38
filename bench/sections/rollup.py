"""Totals of a budget with 1,000,000 component rows: read after an edit, and counted again in two ways."""

import itertools
import random
import time
from typing import Any

from bench.instance import Instance, scratch_database
from bench.report import Figure, at_most, ratio
from bench.sections import budget_tree
from bench.sections.budget_tree import ACCOUNT_WIDTHS, ACCOUNTS, ITEMS
from bench.timing import best, percentile, spans

TITLE = "Totals over 1,000,000 component rows"
EDITS, MANY = 200, 60_000
NEXT_PRICE = itertools.count(2_000_000)


def _edit(stage: Any, line: Any, number: int) -> None:
    from decimal import Decimal

    from pendopo.budget import services
    from pendopo.budget.items import ItemValues
    from pendopo.kernel.access import SYSTEM

    values = ItemValues("Kertas HVS", next(NEXT_PRICE), ((Decimal(1), "rim"),))
    services.put_item(
        stage_id=stage.pk, sheet_id=line.sheet_id, account_id=line.account_id, values=values, number=number,
        actor=SYSTEM, now=budget_tree.NOW,
    )  # fmt: skip


def _nothing() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def _nodes(stage: Any, line: Any) -> list[dict[str, int]]:
    """The nodes above a line on both trees, of its unit and of all."""
    from pendopo.budget.models import AccountNode, ActivityNode

    places: list[dict[str, int]] = []
    for name, model, leaf in (
        ("activity_id", ActivityNode, line.sheet.activity_id), ("account_id", AccountNode, line.account_id),
    ):  # fmt: skip
        node: Any = model.objects.get(pk=leaf)
        while node is not None:
            places += [{name: node.pk}, {name: node.pk, "unit_id": line.sheet.unit_id}]
            node = node.parent
    return places


def _after_edits(stage: Any, lines: list[int]) -> list[Figure]:
    """Change a row, then read a total above it; every total is checked against its sum before the edit."""
    from pendopo.budget.models import Line
    from pendopo.budget.queries import total_at

    chance = random.Random(7)
    edits, reads, empty = [], [], []
    for _ in range(EDITS):
        line = Line.objects.select_related("sheet").get(pk=chance.choice(lines))
        place = chance.choice(_nodes(stage, line))
        old = total_at(stage.pk, **place)
        begun = time.perf_counter()
        _edit(stage, line, chance.randint(1, ITEMS))
        edited = time.perf_counter()
        new = total_at(stage.pk, **place)
        reads.append(time.perf_counter() - edited)
        edits.append(edited - begun)
        empty += spans(_nothing, 1)
        if new == old:
            raise SystemExit("a total did not follow an edit")
    return [
        at_most("total at a random node right after an edit, p95", percentile(reads, 95) * 1000, 5, "ms",
                f" (p50 {percentile(reads, 50) * 1000:.2f})"),
        ratio("the same / SELECT 1 at the same moment, p50", percentile(reads, 50) / percentile(empty, 50)),
        Figure("the edit itself, with locks, audit entry and all totals above",
               f"p50 {percentile(edits, 50) * 1000:.1f} ms, p95 {percentile(edits, 95) * 1000:.1f} ms"),
    ]  # fmt: skip


def _at_once() -> list[Figure]:
    """Many rows of the draft changed by one statement, after a change of one that the triggers planned for."""
    from django.db import connection

    with connection.cursor() as cursor:
        for number in (1, MANY):
            cursor.execute("SELECT id FROM budget_lineitem ORDER BY id OFFSET %s LIMIT 1", [number])
            begun = time.perf_counter()
            cursor.execute("UPDATE budget_lineitem SET revision = revision + 1 WHERE id < %s", cursor.fetchone())
    seconds = time.perf_counter() - begun
    return [Figure("rows changed by one statement, each compared with what it was", f"{MANY:,} in {seconds:.1f} s")]


def _arrays() -> list[Figure]:
    """Six levels of the account tree from int64 arrays beside numpy.sum over the same array."""
    import numpy as np

    from pendopo.budget import rollup

    number = 1_000_000
    rows = np.full(len(ACCOUNTS), number // len(ACCOUNTS))
    rows[: number - int(rows.sum())] += 1
    amounts = np.arange(number, dtype=np.int64) * 7_919 % 999_983
    widths = tuple(reversed(ACCOUNT_WIDTHS.values()))
    tree = rollup.tree_of(sorted(ACCOUNTS), rows, widths)
    if int(rollup.levels_of(amounts, tree)[-1].sum()) != int(amounts.sum()):
        raise SystemExit("the levels do not add up")
    plain, levels = best(amounts.sum, 50), best(lambda: rollup.levels_of(amounts, tree), 50)
    return [ratio("six levels from int64 arrays / numpy.sum", levels / plain, 50,
                  f" ({levels * 1000:.2f} ms / {plain * 1000:.2f} ms)")]  # fmt: skip


def _from_database(stage: Any) -> list[Figure]:
    """All totals counted again by the database beside SELECT sum() over the component rows."""
    from django.db import connection

    from pendopo.budget.queries import wrong_totals

    def plain() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sum(amount) FROM budget_lineitem WHERE stages @> 1")
            cursor.fetchone()

    if wrong := wrong_totals(stage):
        raise SystemExit(f"{len(wrong)} totals are wrong")
    whole, counted = best(plain, 5), best(lambda: wrong_totals(stage), 3)
    return [ratio("all nodes counted again in PostgreSQL / SELECT sum()", counted / whole, 10,
                  f" ({counted * 1000:.0f} ms / {whole * 1000:.0f} ms)")]  # fmt: skip


def measure(instance: Instance) -> list[Figure]:
    """Build, then edit and count."""
    instance.open_django()
    with scratch_database():
        begun = time.perf_counter()
        stage, lines = budget_tree.build()
        made = budget_tree.size(time.perf_counter() - begun)
        return [made, *_after_edits(stage, lines), *_at_once(), *_arrays(), *_from_database(stage)]
