"""`pendopo seed_monitoring_demo`: sample works some weeks on their way, marked as such."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.sql import analyze
from pendopo.monitoring import services


class Command(BaseCommand):
    """Stores the sample works once; may be repeated."""

    help = "Sample works of a year, and every contract that is not followed yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, default=2026)

    def handle(self, *args: Any, **options: Any) -> None:
        made = services.seed_works(year=options["year"], actor=SYSTEM, now=clock.now())
        services.take_up_contracts(actor=SYSTEM, now=clock.now())
        services.seed_payments(actor=SYSTEM, now=clock.now())
        analyze("monitoring")
        self.stdout.write(str(made))
