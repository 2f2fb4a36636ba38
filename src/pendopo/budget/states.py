"""Statuses of a budget stage and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.states import Machine


class StageStatus(models.TextChoices):
    """Where a stage of the budget stands."""

    DRAFT = "DRAFT", _("Draft")
    SUBMITTED = "SUBMITTED", _("Submitted")
    REVIEWED = "REVIEWED", _("Reviewed")
    AGREED = "AGREED", _("Agreed")
    SET = "SET", _("Set")
    PUBLISHED = "PUBLISHED", _("Published")
    RETURNED = "RETURNED", _("Returned")
    SUPERSEDED = "SUPERSEDED", _("Superseded")


EFFECTIVE = (StageStatus.SET, StageStatus.PUBLISHED)
"""Exactly one stage of a year may be in one of these; execution reads only that one."""

OPEN = (StageStatus.PUBLISHED, StageStatus.SUPERSEDED)
"""What the public sees."""

STAGE: Machine[StageStatus] = Machine(
    {
        (StageStatus.DRAFT, "submit"): StageStatus.SUBMITTED,
        (StageStatus.SUBMITTED, "review"): StageStatus.REVIEWED,
        (StageStatus.SUBMITTED, "return"): StageStatus.RETURNED,
        (StageStatus.REVIEWED, "agree"): StageStatus.AGREED,
        (StageStatus.REVIEWED, "return"): StageStatus.RETURNED,
        (StageStatus.RETURNED, "answer"): StageStatus.DRAFT,
        (StageStatus.AGREED, "set"): StageStatus.SET,
        (StageStatus.SET, "publish"): StageStatus.PUBLISHED,
        (StageStatus.SET, "supersede"): StageStatus.SUPERSEDED,
        (StageStatus.PUBLISHED, "supersede"): StageStatus.SUPERSEDED,
        # A budget that was set and published elsewhere (national systems) and is taken over as it stands.
        (StageStatus.DRAFT, "adopt"): StageStatus.PUBLISHED,
    }
)
