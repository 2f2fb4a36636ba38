"""`pendopo seed_monitoring_demo`: takes up the sample contracts as works, marked as such."""

from typing import Any

from django.core.management.base import BaseCommand

from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.sql import analyze
from pendopo.monitoring import services


class Command(BaseCommand):
    """Follows what the sample contracts promise; may be repeated."""

    help = "Take up the sample contracts as works that are followed."

    def handle(self, *args: Any, **options: Any) -> None:
        made = services.take_up_contracts(actor=SYSTEM, now=clock.now())
        analyze("monitoring")
        self.stdout.write(str(made))
