"""The life of an import."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.states import Machine


class ImportStatus(models.TextChoices):
    RUNNING = "RUNNING", _("Running")
    FINISHED = "FINISHED", _("Finished")
    REFUSED = "REFUSED", _("Refused, nothing was taken over")


IMPORT: Machine[ImportStatus] = Machine(
    {
        (ImportStatus.RUNNING, "finish"): ImportStatus.FINISHED,
        (ImportStatus.RUNNING, "refuse"): ImportStatus.REFUSED,
    }
)
