"""The life of an import."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.states import Machine


class ImportStatus(models.TextChoices):
    RECEIVED = "RECEIVED", _("Being checked")
    CHECKED = "CHECKED", _("Waiting for confirmation")
    RUNNING = "RUNNING", _("Running")
    FINISHED = "FINISHED", _("Finished")
    REFUSED = "REFUSED", _("Refused, nothing was taken over")
    CANCELLED = "CANCELLED", _("Cancelled, nothing was taken over")


MOVING = (ImportStatus.RECEIVED, ImportStatus.RUNNING)
"""The server is at work: the page asks again."""
OPEN = (*MOVING, ImportStatus.CHECKED)
"""The bytes are still needed."""

IMPORT: Machine[ImportStatus] = Machine(
    {
        (ImportStatus.RECEIVED, "pass"): ImportStatus.CHECKED,
        (ImportStatus.RECEIVED, "refuse"): ImportStatus.REFUSED,
        (ImportStatus.RECEIVED, "cancel"): ImportStatus.CANCELLED,
        (ImportStatus.CHECKED, "confirm"): ImportStatus.RUNNING,
        (ImportStatus.CHECKED, "cancel"): ImportStatus.CANCELLED,
        (ImportStatus.RUNNING, "finish"): ImportStatus.FINISHED,
        (ImportStatus.RUNNING, "refuse"): ImportStatus.REFUSED,
    }
)
