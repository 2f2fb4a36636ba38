"""`pendopo import indices FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from pendopo.files.management.running import Outcome, add_errors_argument, existing_file, run_import
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.regions import indices, services
from pendopo.regions.management.reading import regency_code


class Command(BaseCommand):
    """Replace one year of the village index."""

    help = "Import the village index from a CSV or XLSX file (kode_kemendagri, idm_2024, iks, ike, ikl, status)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=existing_file)
        add_errors_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        path, code = options["file"], regency_code()
        report = run_import(
            format=services.INDICES, file=path, errors=options["errors"], act=lambda: self._act(path, code)
        )
        self.stdout.write(f"index {report.year}: {report.rows} desa")
        if report.contradictions:
            self.stdout.write(f"word and score differ: {', '.join(report.contradictions)}")

    def _act(self, path: Path, code: str) -> Outcome[indices.IndicesReport]:
        year, rows = indices.read_indices(path, limit=None)
        report = services.import_indices(year=year, rows=rows, regency_code=code, actor=SYSTEM, now=clock.now())
        return Outcome(report, {"year": report.year, "desa": report.rows}, report.defects)
