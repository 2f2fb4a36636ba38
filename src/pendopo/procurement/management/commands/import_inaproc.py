"""`pendopo import inaproc DIR`: takes over INAPROC's list of packages from a folder of CSV files."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from pendopo.files.management.running import Outcome, add_errors_argument, existing_file, run_import
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import services
from pendopo.procurement.isb.inaproc import read_inaproc


class Command(BaseCommand):
    """Reads the files, stores the packages in one transaction, and prints what is strange in them."""

    help = "Import packages from INAPROC's lists (CSV); all or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=existing_file, help="a folder of CSV files")
        add_errors_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["path"]

        def act() -> Outcome[Any]:
            result = services.import_inaproc(rows=read_inaproc(path), actor=SYSTEM, now=clock.now())
            return Outcome(result, {**result.counts, "new": result.new, "defects": len(result.problems)})

        result = run_import(format=services.INAPROC, file=path, errors=options["errors"], act=act)
        for name, number in {**result.counts, "new": result.new, "changed": result.changed}.items():
            self.stdout.write(f"{number:>8,}  {name}")
        self.stdout.write(f"{len(result.problems):>8,}  findings")
