"""`pendopo seed_procurement_demo`: fills the procurement plan with sample packages, marked as such."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.sql import analyze
from pendopo.procurement import services


class Command(BaseCommand):
    """Stores the sample packages; the same every time, and once only."""

    help = "Fill the procurement plan of a year with sample packages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, default=2026)

    def handle(self, *args: Any, **options: Any) -> None:
        made = services.seed_packages_demo(year=options["year"], actor=SYSTEM, now=clock.now())
        services.seed_evaluation(year=options["year"], actor=SYSTEM, now=clock.now())
        services.seed_suppliers(actor=SYSTEM, now=clock.now())
        services.seed_runs(year=options["year"], actor=SYSTEM, now=clock.now())
        services.seed_awards(year=options["year"], actor=SYSTEM, now=clock.now())
        call_command("seed_catalogue", stdout=self.stdout)
        services.seed_sealing_demo(year=options["year"], actor=SYSTEM, now=clock.now())
        call_command("seed_village_procurement", year=options["year"], stdout=self.stdout)
        services.seed_flags(year=options["year"], actor=SYSTEM, now=clock.now())
        analyze("procurement")
        self.stdout.write(str(made))
