"""`pendopo seed_catalogue`: sample items of the catalogue, an order, a mini competition and repeated offers."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pendopo.accounts.management.commands.seed_people_demo import PASSWORD
from pendopo.instance.queries import current
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.sql import analyze
from pendopo.procurement import queries, services


class Command(BaseCommand):
    """Stores the sample items; the same every time, and once only."""

    help = "Fill the government's catalogue with sample items."

    def handle(self, *args: Any, **options: Any) -> None:
        regency = current()
        choices = queries.kecamatan_to_choose(regency.region_code if regency else "")
        now = clock.now()
        made = services.seed_catalogue(kecamatan=[code for code, _name in choices], actor=SYSTEM, now=now)
        services.seed_market(year=timezone.localdate(now).year, password=PASSWORD, actor=SYSTEM, now=now)
        analyze("procurement")
        self.stdout.write(str(made))
