"""`pendopo import budget DIR`: takes over a regency's ceilings from four CSV files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pendopo.budget import queries, services, sources
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM


class Command(BaseCommand):
    """Reads the folder, checks it, stores it in one transaction, and prints every kind of defect with its number."""

    help = "Import the ceilings of a regency's budget from a folder of CSV files; all or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path)
        parser.add_argument("--year", type=int, default=2025)
        parser.add_argument("--prefix", default=sources.PREFIX)
        parser.add_argument("--source", default="LKPP, Informasi Standar Bersama")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            files = sources.read_directory(options["directory"], options["prefix"])
        except sources.SourceRefused as refusal:
            raise CommandError(_("Nothing was imported.") + "\n" + str(refusal)) from refusal
        try:
            stage = self._store(files, options)
        except services.AlreadyImported as refusal:
            message = _("The year %(year)s already has a budget; nothing was imported.") % {"year": options["year"]}
            raise CommandError(message) from refusal
        except services.ImportRunning as refusal:
            raise CommandError(_("Another import is running; nothing was imported.")) from refusal
        for row in queries.imported_sums(stage):
            self.stdout.write(f"{row['level']}: {row['rows']:,} = {row['sum']:,}")
        for group in queries.groups_of_defects(stage):
            self.stdout.write(f"{group.number:>6,}  {group.label}")

    def _store(self, files: sources.CeilingFiles, options: dict[str, Any]) -> Any:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, disable=not self.stdout.isatty()) as bar:
            tasks = {
                name: bar.add_task(name, total=len(rows))
                for name, rows in (
                    ("program", files.program),
                    ("kegiatan", files.kegiatan),
                    ("sub_kegiatan", files.sub_kegiatan),
                )
            }
            return services.import_ceilings(
                files=files,
                year=options["year"],
                source=options["source"],
                actor=SYSTEM,
                now=clock.now(),
                progress=lambda name, rows: bar.advance(tasks[name], rows),
            )
