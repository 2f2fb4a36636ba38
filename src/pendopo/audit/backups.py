"""`pendopo backup` is heard as a heartbeat; it runs outside of the worker, so it tells by itself."""

from django.utils.translation import gettext_lazy as _

from pendopo.audit import services
from pendopo.audit.beating import DAY
from pendopo.audit.beats import BEATS, Beat
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM

NAME = "audit.backup"
BACKUP = BEATS.register(NAME, Beat(_("Backup"), DAY, DAY))


def heard(*, failed: bool = False) -> None:
    """A backup was written, or it failed. Nobody waits for a backup before the first one."""
    services.hear(actor=SYSTEM, name=NAME, period=BACKUP.period, grace=BACKUP.grace, now=clock.now(), failed=failed)
