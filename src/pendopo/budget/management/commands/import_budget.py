"""`pendopo import budget DIR`: takes over a regency's ceilings from four tables."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pendopo.budget import queries, services, sources
from pendopo.files.management.running import Outcome, add_errors_argument, existing_file, run_import
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM


class Command(BaseCommand):
    """Reads the tables, checks and stores them in one transaction, and prints the number of each kind of defect."""

    help = "Import the ceilings of a regency's budget from a folder of CSV files, a workbook or a ZIP; all or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "path", type=existing_file, help="a folder, a workbook with four sheets, or a ZIP of four files"
        )
        parser.add_argument("--year", type=int, default=2025)
        parser.add_argument("--prefix", default=sources.PREFIX, help="beginning of the files' names in a folder")
        parser.add_argument("--source", default="LKPP, Informasi Standar Bersama")
        add_errors_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["path"]
        stage = run_import(
            format=services.CEILINGS, file=path, errors=options["errors"], act=lambda: self._act(path, options)
        )
        for row in queries.imported_sums(stage):
            self.stdout.write(f"{row['level']}: {row['rows']:,} = {row['sum']:,}")
        for group in queries.groups_of_defects(stage):
            self.stdout.write(f"{group.number:>6,}  {group.label}")

    def _act(self, path: Path, options: dict[str, Any]) -> Outcome[Any]:
        files = sources.read_path(path, options["prefix"])
        stage = self._store(files, options)
        counts = {row["level"].lower(): row["rows"] for row in queries.imported_sums(stage)}
        return Outcome(stage, counts, queries.defects_as_problems(stage))

    def _store(self, files: sources.CeilingFiles, options: dict[str, Any]) -> Any:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, disable=not self.stdout.isatty()) as bar:
            tables = {"program": files.program, "kegiatan": files.kegiatan, "sub_kegiatan": files.sub_kegiatan}
            tasks = {name: bar.add_task(name, total=len(rows)) for name, rows in tables.items()}
            return services.import_ceilings(
                files=files,
                year=options["year"],
                source=options["source"],
                actor=SYSTEM,
                now=clock.now(),
                progress=lambda name, rows: bar.advance(tasks[name], rows),
            )
