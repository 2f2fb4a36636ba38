"""Statuses of claims on a supplier's record and of sanctions, and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.states import Machine
from pendopo.procurement.states import ContractStatus

CONTRACT_RATED = (ContractStatus.FINISHED, ContractStatus.TERMINATED)
"""A supplier is rated once its contract has ended."""


class ClaimStatus(models.TextChoices):
    """Where a claim on an existing record stands."""

    WAITING = "WAITING", _("Waits for the procurement unit")
    CONFIRMED = "CONFIRMED", _("Confirmed")
    REFUSED = "REFUSED", _("Refused")


CLAIM: Machine[ClaimStatus] = Machine(
    {
        (ClaimStatus.WAITING, "confirm"): ClaimStatus.CONFIRMED,
        (ClaimStatus.WAITING, "refuse"): ClaimStatus.REFUSED,
    }
)


class SanctionStatus(models.TextChoices):
    """Where an entry on the blacklist stands (Peraturan LKPP 4/2021)."""

    PROPOSED = "PROPOSED", _("Proposed, waits for the supplier's answer")
    HEARD = "HEARD", _("Supplier was heard")
    DISMISSED = "DISMISSED", _("Not imposed")
    IMPOSED = "IMPOSED", _("Imposed, begins later")
    RUNNING = "RUNNING", _("In force")
    EXPIRED = "EXPIRED", _("Period is over")
    LIFTED = "LIFTED", _("Lifted")


SANCTION_BLOCKING = (SanctionStatus.IMPOSED, SanctionStatus.RUNNING, SanctionStatus.EXPIRED, SanctionStatus.LIFTED)
"""Once imposed it blocks on the days of its period, which a lifting cuts short; a job only renames it."""
SANCTION_OPEN = (SanctionStatus.PROPOSED, SanctionStatus.HEARD)

SANCTION: Machine[SanctionStatus] = Machine(
    {
        (SanctionStatus.PROPOSED, "hear"): SanctionStatus.HEARD,
        (SanctionStatus.HEARD, "impose"): SanctionStatus.IMPOSED,
        (SanctionStatus.PROPOSED, "dismiss"): SanctionStatus.DISMISSED,
        (SanctionStatus.HEARD, "dismiss"): SanctionStatus.DISMISSED,
        (SanctionStatus.IMPOSED, "begin"): SanctionStatus.RUNNING,
        (SanctionStatus.IMPOSED, "lift"): SanctionStatus.LIFTED,
        (SanctionStatus.RUNNING, "lift"): SanctionStatus.LIFTED,
        (SanctionStatus.RUNNING, "expire"): SanctionStatus.EXPIRED,
        # A worker that stood still for the whole period.
        (SanctionStatus.IMPOSED, "expire"): SanctionStatus.EXPIRED,
    }
)
