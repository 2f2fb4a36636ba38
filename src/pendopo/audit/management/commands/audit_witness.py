"""`pendopo audit witness KEY`: name a witness by its verifier key; `--retire NAME` ends it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pendopo.audit import services
from pendopo.audit.signatures import NoteRefused
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM


class Command(BaseCommand):
    """Names or retires a witness of this log."""

    help = "Name a witness of this log by the verifier key that `pendopo witness` printed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", help="verifier key, or with --retire the witness's name")
        parser.add_argument("--retire", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["retire"]:
                witness = services.retire_witness(actor=SYSTEM, name=options["key"], now=clock.now())
            else:
                witness = services.add_witness(actor=SYSTEM, verifier_key=options["key"], now=clock.now())
        except (NoteRefused, services.UnknownWitness) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{witness.name}: {'active' if witness.active else 'retired'}")
