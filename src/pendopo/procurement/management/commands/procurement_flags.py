"""`pendopo procurement flags YEAR`: counts the flags of a year and prints how many each rule found."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import services


class Command(BaseCommand):
    """One statement for each rule; answers stay."""

    help = "Count the flags of procurement of a year anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        for one in services.count_flags(year=options["year"], actor=SYSTEM, now=clock.now()):
            self.stdout.write(f"{one.found:>8,}  {one.code}  ({one.kept:,} new or changed, {one.gone:,} gone)")
