"""The life of a notice."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.states import Machine


class NoticeStatus(models.TextChoices):
    QUEUED = "QUEUED", _("Waiting")
    SENT = "SENT", _("Sent")
    FAILED = "FAILED", _("Failed, will be tried again")
    DEAD = "DEAD", _("Given up")


NOTICE: Machine[NoticeStatus] = Machine(
    {
        (NoticeStatus.QUEUED, "send"): NoticeStatus.SENT,
        (NoticeStatus.QUEUED, "fail"): NoticeStatus.FAILED,
        (NoticeStatus.QUEUED, "give_up"): NoticeStatus.DEAD,
        (NoticeStatus.FAILED, "send"): NoticeStatus.SENT,
        (NoticeStatus.FAILED, "fail"): NoticeStatus.FAILED,
        (NoticeStatus.FAILED, "give_up"): NoticeStatus.DEAD,
        (NoticeStatus.DEAD, "requeue"): NoticeStatus.QUEUED,
    }
)
WAITING = (NoticeStatus.QUEUED, NoticeStatus.FAILED)
