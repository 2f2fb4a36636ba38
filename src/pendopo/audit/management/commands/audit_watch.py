"""`pendopo audit watch NAME --period 6h`: expect something outside of this instance, and print where it reports."""

import datetime as dt
import re
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from pendopo.audit import services
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM

UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def span(text: str) -> dt.timedelta:
    """`15m`, `6h`, `7d`. Raises CommandError."""
    found = re.fullmatch(r"([1-9]\d{0,4})([mhd])", text)
    if found is None:
        raise CommandError(f"not a span: {text} (write 15m, 6h or 7d)")
    return dt.timedelta(**{UNITS[found[2]]: int(found[1])})


class Command(BaseCommand):
    """Makes or changes a heartbeat of the outside and prints its secret address."""

    help = "Expect something outside of this instance, and print the address that it must call."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--period", required=True, help="how often: 15m, 6h, 7d")
        parser.add_argument("--grace", default="1h", help="how late it may be")
        parser.add_argument("--owner", default="", help="who looks after it")

    def handle(self, *args: Any, **options: Any) -> None:
        beat = services.watch_heartbeat(
            actor=SYSTEM,
            name=options["name"],
            period=span(options["period"]),
            grace=span(options["grace"]),
            owner=options["owner"],
            now=clock.now(),
        )
        address = settings.SITE_URL + reverse("audit-machine:ping", kwargs={"key": beat.key})
        self.stdout.write(f"Success: {address}\nBegin: {address}start/\nFailure: {address}fail/")
