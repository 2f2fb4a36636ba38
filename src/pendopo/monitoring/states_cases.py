"""The ladder of a critical contract: what comes after what (handbook of monitoring, sections 3 and 4.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.states import Machine


class CaseStatus(models.TextChoices):
    """Where a critical contract stands on its ladder."""

    OPENED = "OPENED", _("Opened, cause not named")
    CLASSIFIED = "CLASSIFIED", _("Supplier at fault, to be warned")
    ROUTED = "ROUTED", _("Not the supplier's fault")
    WARNED = "WARNED", _("Warned, meeting to be held")
    TESTING = "TESTING", _("Catching up")
    FAILED = "FAILED", _("Catch-up failed")
    FINAL = "FINAL", _("Warned for the last time")
    CLOSED = "CLOSED", _("Closed")
    TRIPARTY = "TRIPARTY", _("A third party finishes the work")
    TERMINATED = "TERMINATED", _("Contract ended by one side")


class CaseCause(models.TextChoices):
    """Who or what holds the work up; only the supplier's fault leads up the ladder."""

    VENDOR = "VENDOR", _("The supplier")
    OWNER = "OWNER", _("The government")
    KAHAR = "KAHAR", _("Force majeure")


CASE_LIVE = tuple(
    status for status in CaseStatus if status not in (CaseStatus.CLOSED, CaseStatus.TRIPARTY, CaseStatus.TERMINATED)
)
LAST_LEVEL = 3
"""So many meetings and tests there are."""

CASE: Machine[CaseStatus] = Machine(
    {
        (CaseStatus.OPENED, "classify"): CaseStatus.CLASSIFIED,
        (CaseStatus.OPENED, "route"): CaseStatus.ROUTED,
        (CaseStatus.ROUTED, "settle"): CaseStatus.CLOSED,
        (CaseStatus.CLASSIFIED, "warn"): CaseStatus.WARNED,
        (CaseStatus.WARNED, "meet"): CaseStatus.TESTING,
        (CaseStatus.TESTING, "pass"): CaseStatus.CLOSED,
        (CaseStatus.TESTING, "fail"): CaseStatus.FAILED,
        (CaseStatus.FAILED, "warn"): CaseStatus.WARNED,
        (CaseStatus.FAILED, "warn_last"): CaseStatus.FINAL,
        (CaseStatus.FINAL, "hand_to_third"): CaseStatus.TRIPARTY,
        (CaseStatus.FINAL, "terminate"): CaseStatus.TERMINATED,
    }
)
