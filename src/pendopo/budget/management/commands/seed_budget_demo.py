"""`pendopo seed_budget_demo`: fills the budget with sample figures, marked as such."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from pendopo.budget import services
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.sql import analyze


class Command(BaseCommand):
    """Stores the sample budget; the same figures every time."""

    help = "Fill the budget of a year with sample figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, default=2026)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            stage = services.seed_demo(year=options["year"], actor=SYSTEM, now=clock.now())
            services.seed_papers_demo(stage_id=stage.pk, actor=SYSTEM, now=clock.now())
            services.seed_shift_demo(stage_id=stage.pk, actor=SYSTEM, now=clock.now())
            services.seed_rpjmd_demo(year=options["year"], actor=SYSTEM, now=clock.now())
            services.seed_villages_demo(year=options["year"], actor=SYSTEM, now=clock.now())
            services.seed_draft_demo(year=options["year"] + 1, actor=SYSTEM, now=clock.now())
            services.seed_proposals_demo(year=options["year"] + 1, actor=SYSTEM, now=clock.now())
        except services.AlreadyImported as refusal:
            message = _("The year %(year)s already has a budget.") % {"year": options["year"]}
            raise CommandError(message) from refusal
        analyze("budget")
        self.stdout.write(str(stage))
