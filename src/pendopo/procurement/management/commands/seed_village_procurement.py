"""`pendopo seed_village_procurement`: sample purchases of a village, one at each place of the road."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import services


class Command(BaseCommand):
    """Stores the sample purchases; the same every time, and once only."""

    help = "Fill the procurement of a village with sample purchases."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, default=2026)

    def handle(self, *args: Any, **options: Any) -> None:
        made = services.seed_village(year=options["year"], actor=SYSTEM, now=clock.now())
        self.stdout.write(str(made))
