"""The one shape of findings and flags: how heavy one is, and how it is answered. Each package keeps its own table."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.states import Machine


class FlagSeverity(models.TextChoices):
    """How heavy a finding is."""

    BLOCK = "BLOCK", _("Has to be solved first")
    ANSWER = "ANSWER", _("Has to be answered")
    INFO = "INFO", _("For information")


class FlagStatus(models.TextChoices):
    """How far a finding is answered."""

    OPEN = "OPEN", _("Open")
    ANSWERED = "ANSWERED", _("Answered")
    ACCEPTED = "ACCEPTED", _("Answer accepted")
    REJECTED = "REJECTED", _("Answer refused")
    REOPENED = "REOPENED", _("Opened again")


class FlagClears(models.TextChoices):
    """What lets a blocking finding pass; a written override by its named role always does."""

    FIX = "FIX", _("Only when its cause is gone")
    ACCEPT = "ACCEPT", _("When its answer is accepted")
    ANSWER = "ANSWER", _("When it is answered")


UNSETTLED = (FlagStatus.OPEN, FlagStatus.REJECTED, FlagStatus.REOPENED)
"""Waiting for the one whose finding it is."""

FLAG: Machine[FlagStatus] = Machine(
    {
        (FlagStatus.OPEN, "answer"): FlagStatus.ANSWERED,
        (FlagStatus.REJECTED, "answer"): FlagStatus.ANSWERED,
        (FlagStatus.REOPENED, "answer"): FlagStatus.ANSWERED,
        (FlagStatus.ANSWERED, "accept"): FlagStatus.ACCEPTED,
        (FlagStatus.ANSWERED, "reject"): FlagStatus.REJECTED,
        (FlagStatus.OPEN, "override"): FlagStatus.ACCEPTED,
        (FlagStatus.ANSWERED, "override"): FlagStatus.ACCEPTED,
        (FlagStatus.REJECTED, "override"): FlagStatus.ACCEPTED,
        (FlagStatus.REOPENED, "override"): FlagStatus.ACCEPTED,
        (FlagStatus.ANSWERED, "reopen"): FlagStatus.REOPENED,
        (FlagStatus.ACCEPTED, "reopen"): FlagStatus.REOPENED,
    }
)


HOLD_SUBMISSION = (FlagSeverity.BLOCK,)
"""Weights that keep a document with its author."""
HOLD_VERIFICATION = (FlagSeverity.BLOCK, FlagSeverity.ANSWER)
"""Weights that keep a document from being verified: what only asks for an answer has to have one by then."""


def still_holds(clears: str, status: str) -> bool:
    """Whether a finding whose cause is still there waits for more: for its answer, or for the answer's acceptance.

    An override is an ACCEPTED finding whatever it takes to clear.
    """
    if status == FlagStatus.ACCEPTED:
        return False
    return not (clears == FlagClears.ANSWER and status == FlagStatus.ANSWERED)


def still_blocks(severity: str, clears: str, status: str) -> bool:
    """Whether a finding whose cause is still there holds back the submission of a document."""
    return severity in HOLD_SUBMISSION and still_holds(clears, status)


def still_unverifiable(severity: str, clears: str, status: str) -> bool:
    """Whether a finding whose cause is still there holds back the verification of a document."""
    return severity in HOLD_VERIFICATION and still_holds(clears, status)
