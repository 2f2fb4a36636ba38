"""`pendopo import boundaries FILE`."""

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
    """Replace the boundaries of the regency's kecamatan and desa."""

    help = "Import boundaries from a GeoJSON or TopoJSON file (id or property kode = region code)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="", help="who drew the boundaries, shown with the maps")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = services.import_boundaries(
                text=text_of(options["file"]), regency_code=regency_code(), actor=SYSTEM, now=clock.now(),
                source=options["source"],
            )  # fmt: skip
        except FileRefused as refusal:
            raise CommandError(refusal_text(refusal)) from refusal
        self.stdout.write(f"{report.desa} desa, {report.kecamatan} kecamatan, {report.area_km2} km2")
        if report.without_shape:
            self.stdout.write(f"without a shape: {', '.join(report.without_shape)}")
