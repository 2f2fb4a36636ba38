"""`pendopo import stage-pair FILE`: takes over a year's budget by account in two stages from one table."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from pendopo.budget import pair_source, queries, services
from pendopo.files.management.running import Outcome, add_errors_argument, existing_file, run_import
from pendopo.files.tabular import read_table
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM


class Command(BaseCommand):
    """Reads the table, stores both stages in one transaction, and prints what differs and which sums are wrong."""

    help = "Import a year's budget by account in two stages (apbd_murni, apbd_perubahan); all or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=existing_file, help="a CSV, XLSX or ODS table")
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--unit", required=True, help="code of the unit that keeps the budget (PPKD)")
        parser.add_argument("--source", required=True, help="where the figures come from")
        add_errors_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["path"]
        before, after = run_import(
            format=services.PAIR, file=path, errors=options["errors"], act=lambda: self._act(path, options)
        )
        summary = queries.diff_summary(before, after, queries.DiffAsked())
        self.stdout.write(f"{summary.rows:,} rows differ: {summary.changed:,} changed, {summary.removed:,} removed")
        for stage in (before, after):
            for group in queries.groups_of_defects(stage):
                self.stdout.write(f"{stage.kind}: {group.number:,}  {group.label}")

    def _act(self, path: Path, options: dict[str, Any]) -> Outcome[Any]:
        rows = pair_source.pair_rows(read_table(path, pair_source.COLUMNS, name=path.name, limit=None))
        pair = services.import_stage_pair(
            rows=rows,
            year=options["year"],
            unit=options["unit"],
            source=options["source"],
            file_name=path.name,
            actor=SYSTEM,
            now=clock.now(),
        )
        defects = [problem for stage in pair for problem in queries.defects_as_problems(stage)]
        return Outcome(pair, pair_source.counts_of(rows) | {"defects": len(defects)}, defects)
