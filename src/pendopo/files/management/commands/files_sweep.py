"""`pendopo files sweep`: remove stored files that nothing names any more."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from pendopo.files import services
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM


class Command(BaseCommand):
    """Tells how many files and bytes were removed; files of the last day are left alone."""

    help = "Remove stored files that no document, rendition or import names (older than a day)."

    def handle(self, *args: Any, **options: Any) -> None:
        count, size = services.sweep_files(actor=SYSTEM, now=clock.now())
        self.stdout.write(_("Removed %(count)s files, %(size)s bytes.") % {"count": count, "size": size})
