"""Statuses of evidence photos: never overwritten, never deleted, only judged."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.states import Machine


class PhotoStatus(models.TextChoices):
    """How far a photo is believed."""

    RECEIVED = "RECEIVED", _("Received")
    SUSPECT = "SUSPECT", _("To be looked at closely")
    ACCEPTED = "ACCEPTED", _("Accepted")
    REJECTED = "REJECTED", _("Rejected")


PHOTO: Machine[PhotoStatus] = Machine(
    {
        (PhotoStatus.RECEIVED, "suspect"): PhotoStatus.SUSPECT,
        (PhotoStatus.RECEIVED, "accept"): PhotoStatus.ACCEPTED,
        (PhotoStatus.SUSPECT, "accept"): PhotoStatus.ACCEPTED,
        (PhotoStatus.RECEIVED, "reject"): PhotoStatus.REJECTED,
        (PhotoStatus.SUSPECT, "reject"): PhotoStatus.REJECTED,
    }
)
