"""`pendopo audit verify`: recompute the whole log."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pendopo.audit import queries


class Command(BaseCommand):
    """Recomputes every leaf and root; names what is wrong and ends with code 1."""

    help = "Recompute the log of acts and compare it with its checkpoints."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(queries.problems())
        if found:
            raise CommandError("\n".join(found), returncode=1)
        last = queries.latest_checkpoint()
        signed = last.size if last else 0
        self.stdout.write(f"The log is whole: {queries.size()} entries, {signed} of them signed.")
