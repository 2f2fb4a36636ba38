"""`pendopo import indices FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.regions import services
from pendopo.regions.management.reading import refusal_text, regency_code, text_of
from pendopo.regions.problems import FileRefused


class Command(BaseCommand):
    """Replace one year of the village index."""

    help = "Import the village index from a CSV file (kode_kemendagri, idm_2024, iks, ike, ikl, status)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = services.import_indices(
                text=text_of(options["file"]), regency_code=regency_code(), actor=SYSTEM, now=clock.now()
            )
        except FileRefused as refusal:
            raise CommandError(refusal_text(refusal)) from refusal
        self.stdout.write(f"index {report.year}: {report.rows} desa")
        if report.contradictions:
            self.stdout.write(f"word and score differ: {', '.join(report.contradictions)}")
