"""Statuses of a village's package, and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.states import Machine


class VillageStatus(models.TextChoices):
    """Where a village's package stands."""

    DRAFT = "DRAFT", _("Draft")
    ANNOUNCED = "ANNOUNCED", _("Plan announced")
    ASKED = "ASKED", _("Sellers are asked")
    DECIDED = "DECIDED", _("Seller chosen")
    AGREED = "AGREED", _("Agreed, being carried out")
    REPORTED = "REPORTED", _("Finished, to be accepted")
    ACCEPTED = "ACCEPTED", _("Handed over")
    SETTLED = "SETTLED", _("Paid and closed")
    CANCELLED = "CANCELLED", _("Cancelled")


VILLAGE_PUBLIC = tuple(status for status in VillageStatus if status != VillageStatus.DRAFT)
VILLAGE_ENDED = (VillageStatus.SETTLED, VillageStatus.CANCELLED)
VILLAGE_CHOSEN = (
    VillageStatus.DECIDED, VillageStatus.AGREED, VillageStatus.REPORTED, VillageStatus.ACCEPTED, VillageStatus.SETTLED,
)  # fmt: skip
"""From here on everybody sees who was asked and at which price."""

VILLAGE: Machine[VillageStatus] = Machine(
    {
        (VillageStatus.DRAFT, "announce"): VillageStatus.ANNOUNCED,
        (VillageStatus.ANNOUNCED, "ask"): VillageStatus.ASKED,
        (VillageStatus.ANNOUNCED, "decide"): VillageStatus.DECIDED,
        (VillageStatus.ANNOUNCED, "begin"): VillageStatus.AGREED,
        (VillageStatus.ASKED, "decide"): VillageStatus.DECIDED,
        # Too few sellers answered: the team asks again.
        (VillageStatus.ASKED, "fail"): VillageStatus.ANNOUNCED,
        (VillageStatus.DECIDED, "agree"): VillageStatus.AGREED,
        (VillageStatus.AGREED, "report"): VillageStatus.REPORTED,
        # The village head found something missing.
        (VillageStatus.REPORTED, "send_back"): VillageStatus.AGREED,
        (VillageStatus.REPORTED, "accept"): VillageStatus.ACCEPTED,
        (VillageStatus.ACCEPTED, "settle"): VillageStatus.SETTLED,
    }
    | {
        (status, "cancel"): VillageStatus.CANCELLED
        for status in (VillageStatus.DRAFT, VillageStatus.ANNOUNCED, VillageStatus.ASKED, VillageStatus.DECIDED)
    }
)
