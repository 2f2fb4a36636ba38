"""`pendopo import handover DIR`: payments, handovers and self-managed works as another system states them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from pendopo.files.management.running import Outcome, add_errors_argument, existing_file, run_import
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.sql import analyze
from pendopo.monitoring import services
from pendopo.monitoring.handover_files import PREFIX, read_handover


class Command(BaseCommand):
    """Reads the tables, stores them in one transaction, counts the flags, and prints what was found."""

    help = "Import payments, handovers and self-managed works from a folder of CSV files, a ZIP or a workbook."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=existing_file, help="a folder, a ZIP of the files, or a workbook with sheets")
        parser.add_argument("--year", type=int, default=2025)
        parser.add_argument("--prefix", default=PREFIX, help="beginning of the files' names in a folder")
        add_errors_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["path"]
        result = run_import(
            format=services.HANDOVERS, file=path, errors=options["errors"], act=lambda: self._act(path, options)
        )
        analyze("monitoring")
        for name, number in result.counts.items():
            self.stdout.write(f"{number:>8,}  {name.replace('_', ' ')}")
        self.stdout.write(f"{result.new:>8,}  new, {result.changed:,} changed, {len(result.defects):,} defects")

    def _act(self, path: Path, options: dict[str, Any]) -> Outcome[Any]:
        files = read_handover(path, prefix=options["prefix"], limit=None)
        result = services.import_handovers(files=files, year=options["year"], actor=SYSTEM, now=clock.now())
        return Outcome(result, {**result.counts, "defects": len(result.defects)}, result.defects)
