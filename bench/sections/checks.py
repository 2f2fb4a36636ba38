"""All checks over 1,000,000 component rows: the engine by itself, and with reading and storing around it."""

import time
from typing import Any

from bench.instance import Instance, scratch_database
from bench.report import Figure, at_most, ratio
from bench.sections import budget_tree
from bench.timing import best

TITLE = "Checks over 1,000,000 component rows"


def _engine(rows: Any, limits: Any) -> tuple[float, int]:
    """Seconds of all checks over the columns, peers counted anew, and how many places they found."""
    from pendopo.budget.checks.whole import hits_in_rows, hits_in_units, norms_of

    def run() -> int:
        norms = norms_of(rows.columns, rows.activity, limits)
        found = hits_in_rows(rows.columns, rows.activity, limits, norms)
        _units, in_units = hits_in_units(rows.columns, limits)
        return sum(len(hit.rows) for hit in (*found, *in_units))

    return best(run, 3), run()


def _beside(stage: Any) -> list[Figure]:
    import numpy as np
    from django.db import connection

    from pendopo.budget import checking
    from pendopo.budget.queries.check_rows import read_rows

    def plain() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sum(amount), sum(volume), count(DISTINCT component) FROM budget_lineitem")
            cursor.fetchone()

    limits = {code: rule.value for code, rule in checking.rules_on(budget_tree.NOW.date()).items()}
    begun = time.perf_counter()
    rows = read_rows(stage, limits, budget_tree.NOW.date())
    reading = time.perf_counter() - begun
    seconds, found = _engine(rows, limits)
    sort = best(lambda: np.sort(rows.columns.component, kind="stable"), 3)
    whole = best(plain, 3)
    begun = time.perf_counter()
    checking.check_whole(stage, budget_tree.NOW)
    stored = time.perf_counter() - begun
    return [
        at_most("all checks over the whole budget, peers counted anew", seconds, 1, "s", f" ({found:,} found)"),
        ratio("the same / one numpy.sort of the components", seconds / sort),
        ratio("rows read as columns / SELECT sum, sum, count(DISTINCT component)", reading / whole,
              None, f" ({reading:.2f} s / {whole:.2f} s)"),
        Figure("read, checked, peers and findings stored", f"{stored:.1f} s"),
    ]  # fmt: skip


def _on_save(stage: Any) -> list[Figure]:
    """The check of one form, as every saved row runs it."""
    from pendopo.budget import checking
    from pendopo.budget.models import RkaSheet

    sheet = RkaSheet.objects.filter(year=stage.year).values_list("pk", flat=True)[7]
    seconds = best(lambda: checking.check_part(stage, budget_tree.NOW, sheet_id=sheet), 20)
    return [at_most("the check of one form of 400 rows, as each save runs it", seconds * 1000, 50, "ms")]


def measure(instance: Instance) -> list[Figure]:
    """Build, check, and check one form."""
    instance.open_django()
    with scratch_database():
        begun = time.perf_counter()
        stage, _lines = budget_tree.build()
        made = budget_tree.size(time.perf_counter() - begun)
        return [made, *_beside(stage), *_on_save(stage)]
