"""`pendopo audit verify`: recompute the whole log."""

from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pendopo.audit import queries

MOST = 100


class Command(BaseCommand):
    """Recomputes every leaf and root; names what is wrong and ends with code 1."""

    help = "Recompute the log of acts and compare it with its checkpoints."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(islice(queries.problems(), MOST + 1))
        if found:
            found[MOST:] = ["... and more: only the first faults are listed."] if len(found) > MOST else []
            raise CommandError("\n".join(found), returncode=1)
        last = queries.latest_checkpoint()
        signed = last.size if last else 0
        self.stdout.write(f"The log is whole: {queries.size()} entries, {signed} of them signed.")
