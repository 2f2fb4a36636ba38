"""`pendopo import boundaries FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from pendopo.files.management.running import Outcome, add_errors_argument, existing_file, run_import
from pendopo.files.tabular import read_text
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.regions import services, shapes
from pendopo.regions.boundaries import BoundariesReport
from pendopo.regions.management.reading import regency_code


class Command(BaseCommand):
    """Replace the boundaries of the regency's kecamatan and desa."""

    help = "Import boundaries from a GeoJSON or TopoJSON file (id or property kode = region code)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=existing_file)
        parser.add_argument("--source", default="", help="who drew the boundaries, shown with the maps")
        add_errors_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        path, code = options["file"], regency_code()
        report = run_import(
            format=services.BOUNDARIES,
            file=path,
            errors=options["errors"],
            act=lambda: self._act(path, code, options["source"]),
        )
        self.stdout.write(f"{report.desa} desa, {report.kecamatan} kecamatan, {report.area_km2} km2")
        if report.without_shape:
            self.stdout.write(f"without a shape: {', '.join(report.without_shape)}")

    def _act(self, path: Path, code: str, source: str) -> Outcome[BoundariesReport]:
        found = shapes.read_shapes(read_text(path, limit=None))
        report = services.import_boundaries(
            found=found, regency_code=code, actor=SYSTEM, now=clock.now(), source=source
        )
        return Outcome(report, {"desa": report.desa, "kecamatan": report.kecamatan}, report.defects)
