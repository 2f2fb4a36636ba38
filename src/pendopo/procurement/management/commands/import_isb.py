"""`pendopo import isb DIR`: takes over LKPP's ISB feeds from a folder of JSON files or a ZIP of them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pendopo.files.management.running import Outcome, add_errors_argument, existing_file, run_import
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import queries, services
from pendopo.procurement.isb.reading import read_isb


class Command(BaseCommand):
    """Reads the feeds, stores them in one transaction, and prints what they hold and what is strange in them."""

    help = "Import packages, selection runs and contracts from LKPP's ISB feeds (JSON); all or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=existing_file, help="a folder of JSON files, or a ZIP of them")
        add_errors_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["path"]
        result = run_import(format=services.ISB, file=path, errors=options["errors"], act=lambda: self._act(path))
        for name, number in result.counts.items():
            self.stdout.write(f"{number:>8,}  {name.replace('_', ' ')}")
        self.stdout.write(f"{result.new:>8,}  new, {result.changed:,} changed")
        for group in queries.isb_groups(SYSTEM, result.year):
            self.stdout.write(f"{group.number:>8,}  {group.label}")

    def _act(self, path: Path) -> Outcome[Any]:
        files = read_isb(path)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, disable=not self.stdout.isatty()) as bar:
            task = bar.add_task(path.name, total=None)
            result = services.import_isb(
                files=files,
                actor=SYSTEM,
                now=clock.now(),
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
        counts = {**result.counts, "defects": len(result.problems)}
        return Outcome(result, counts, queries.isb_as_problems(SYSTEM, result.year))
