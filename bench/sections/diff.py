"""What differs between two stages of 1,000,000 component rows each, beside DuckDB's full outer join of them."""

import tempfile
import time
from pathlib import Path
from typing import Any

from bench.instance import Instance, scratch_database
from bench.report import Figure, at_most, ratio
from bench.sections import budget_tree
from bench.timing import best

TITLE = "What differs between two stages of 1,000,000 component rows"
CHANGED, EVERY = 10, 100
"""Rows of number CHANGED get dearer in every line; all rows of a line whose key EVERY divides are taken out."""
COLUMNS = "line_id, number, component, specification, volume, measure, unit_price_amount, tax_percent, amount, note"


def _second(first: Any) -> Any:
    """The next stage: one row in twenty dearer, the rows of one line in a hundred taken out."""
    from django.db import connection, transaction

    from pendopo.budget import services
    from pendopo.budget.models import Stage
    from pendopo.kernel.access import SYSTEM

    Stage.objects.filter(pk=first.pk).update(status="PUBLISHED")
    second = services.open_stage(year=first.year, kind="SHIFT", actor=SYSTEM, now=budget_tree.NOW)
    kept = "kind, component, specification, coefficients, volume, measure, tax_percent, package_label, note"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE budget_lineitem DISABLE TRIGGER USER")  # reads are measured here, not edits
        cursor.execute(
            f"UPDATE budget_lineitem SET stages = '[1,2)' WHERE line_id %% {EVERY} = 0 OR number = {CHANGED}", []
        )
        cursor.execute(
            f"INSERT INTO budget_lineitem (line_id, number, stages, {kept}, unit_price_amount, amount, revision)"
            f" SELECT line_id, number, '[2,)', {kept}, unit_price_amount + 1000, amount + 1000, 2 FROM budget_lineitem"
            f" WHERE number = {CHANGED} AND line_id %% {EVERY} <> 0",
            [],
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE budget_lineitem")
    return second


def _in_duckdb(folder: Path) -> Any:
    """Both stages whole, as two tables of DuckDB in memory."""
    import duckdb
    from django.db import connection

    judge = duckdb.connect()
    for name, seq in (("a", 1), ("b", 2)):
        path = folder / f"{name}.csv"
        with connection.cursor() as cursor, path.open("wb") as target:
            query = f"COPY (SELECT {COLUMNS} FROM budget_lineitem WHERE stages @> {seq}) TO STDOUT CSV HEADER"
            with cursor.copy(query) as copy:
                for part in copy:
                    target.write(part)
        judge.execute(f"CREATE TABLE {name} AS SELECT * FROM read_csv('{path}')")
    return judge


JOIN = """
SELECT count(*), count(*) FILTER (WHERE a.line_id IS NULL), count(*) FILTER (WHERE b.line_id IS NULL),
    sum(coalesce(b.amount, 0)) - sum(coalesce(a.amount, 0))
FROM a FULL OUTER JOIN b ON a.line_id = b.line_id AND a.number = b.number
WHERE a.line_id IS NULL OR b.line_id IS NULL
    OR (a.component, a.specification, a.volume, a.measure, a.unit_price_amount, a.tax_percent, a.note)
        IS DISTINCT FROM (b.component, b.specification, b.volume, b.measure, b.unit_price_amount, b.tax_percent, b.note)
"""


def _compared(first: Any, second: Any, judge: Any) -> list[Figure]:
    from pendopo.budget import queries

    asked = queries.DiffAsked()
    summary = queries.diff_summary(first, second, asked)
    found = (summary.rows, summary.added, summary.removed, summary.after_amount - summary.before_amount)
    if found != tuple(map(int, judge.execute(JOIN).fetchone())):
        raise SystemExit(f"DuckDB finds something else than {found}")
    engine = best(lambda: queries.diff_summary(first, second, asked), 5)
    page = best(lambda: queries.diff_rows(first, second, asked, limit=25), 5)
    level = best(lambda: queries.level_changes(first, second, "sub-kegiatan", asked), 5)
    join = best(lambda: judge.execute(JOIN).fetchone(), 5)
    note = f" ({summary.rows:,} rows differ)"
    return [
        at_most("the whole difference, counted and summed", engine, 0.5, "s", note),
        ratio("the same / DuckDB's full outer join of both stages in memory", engine / join, None,
              f" ({engine * 1000:.0f} ms / {join * 1000:.0f} ms)"),
        at_most("the 25 largest changes with both contents", page, 0.5, "s"),
        Figure("all sub kegiatan with both amounts", f"{level * 1000:.1f} ms"),
    ]  # fmt: skip


def measure(instance: Instance) -> list[Figure]:
    """Build both stages, then compare them in both engines."""
    instance.open_django()
    with scratch_database(), tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        first, _lines = budget_tree.build()
        second = _second(first)
        judge = _in_duckdb(Path(folder))
        return [budget_tree.size(time.perf_counter() - begun), *_compared(first, second, judge)]
