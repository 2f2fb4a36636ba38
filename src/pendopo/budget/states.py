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


EDITABLE = (StageStatus.DRAFT,)
"""Only these take changes of lines and ceilings; the database's triggers know the same word."""

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


VILLAGE: Machine[StageStatus] = Machine(
    {
        (StageStatus.DRAFT, "submit"): StageStatus.SUBMITTED,
        (StageStatus.SUBMITTED, "return"): StageStatus.RETURNED,
        (StageStatus.RETURNED, "answer"): StageStatus.DRAFT,
        (StageStatus.SUBMITTED, "review"): StageStatus.REVIEWED,
        # No evaluation within its days: the draft may become a Perdes all the same.
        (StageStatus.SUBMITTED, "lapse"): StageStatus.REVIEWED,
        (StageStatus.REVIEWED, "set"): StageStatus.SET,
        (StageStatus.SET, "publish"): StageStatus.PUBLISHED,
        (StageStatus.PUBLISHED, "supersede"): StageStatus.SUPERSEDED,
        (StageStatus.SET, "supersede"): StageStatus.SUPERSEDED,
    }
)
"""The way of a village's budget: the camat's evaluation stands where the regency's has its auditor and the DPRD."""


class RkaStatus(models.TextChoices):
    """Where the Rka of one unit stands in a stage."""

    DRAFT = "DRAFT", _("Being drafted")
    SUBMITTED = "SUBMITTED", _("Submitted for verification")
    VERIFIED = "VERIFIED", _("Verified by the budget team")
    RETURNED = "RETURNED", _("Returned with reasons")


RKA_EDITABLE = (RkaStatus.DRAFT, RkaStatus.RETURNED)
"""The unit may change its lines in these."""

RKA: Machine[RkaStatus] = Machine(
    {
        (RkaStatus.DRAFT, "submit"): RkaStatus.SUBMITTED,
        (RkaStatus.RETURNED, "submit"): RkaStatus.SUBMITTED,
        (RkaStatus.SUBMITTED, "return"): RkaStatus.RETURNED,
        (RkaStatus.SUBMITTED, "verify"): RkaStatus.VERIFIED,
        (RkaStatus.VERIFIED, "return"): RkaStatus.RETURNED,
    }
)


class PriceStatus(models.TextChoices):
    """Where an edition of the price standards stands."""

    SURVEYED = "SURVEYED", _("Surveyed")
    PROPOSED = "PROPOSED", _("Proposed")
    APPROVED = "APPROVED", _("Approved")
    EFFECTIVE = "EFFECTIVE", _("In force")
    SUPERSEDED = "SUPERSEDED", _("Replaced")


PRICE_OPEN = (PriceStatus.EFFECTIVE, PriceStatus.SUPERSEDED)
"""What the public sees, and what was or is in force."""

PRICE: Machine[PriceStatus] = Machine(
    {
        (PriceStatus.SURVEYED, "propose"): PriceStatus.PROPOSED,
        (PriceStatus.PROPOSED, "return"): PriceStatus.SURVEYED,
        (PriceStatus.PROPOSED, "approve"): PriceStatus.APPROVED,
        (PriceStatus.APPROVED, "enact"): PriceStatus.EFFECTIVE,
        (PriceStatus.EFFECTIVE, "supersede"): PriceStatus.SUPERSEDED,
    }
)


class PaperKind(models.TextChoices):
    """What a paper is (Permendagri 77/2020)."""

    RKA = "RKA", _("RKA")
    DPA = "DPA", _("DPA")
    DPPA = "DPPA", _("DPPA")
    SUMMARY = "SUMMARY", _("Summary of the APBD")
    ANNEX = "ANNEX", _("Annex by government affair")


class PaperStatus(models.TextChoices):
    """Where a printed paper stands."""

    MADE = "MADE", _("Made, waits for its signature")
    SIGNED = "SIGNED", _("Signed")
    VALIDATED = "VALIDATED", _("Validated by the finance officer")
    APPROVED = "APPROVED", _("Approved by the regional secretary")
    WITHDRAWN = "WITHDRAWN", _("Paper withdrawn")


class PrintStatus(models.TextChoices):
    """Where a print of all units stands."""

    RUNNING = "RUNNING", _("Being printed")
    FINISHED = "FINISHED", _("Printed")
    FAILED = "FAILED", _("Stopped by a fault")


PRINT: Machine[PrintStatus] = Machine(
    {
        (PrintStatus.RUNNING, "finish"): PrintStatus.FINISHED,
        (PrintStatus.RUNNING, "fail"): PrintStatus.FAILED,
    }
)

PAPER: Machine[PaperStatus] = Machine(
    {
        (PaperStatus.MADE, "sign"): PaperStatus.SIGNED,
        (PaperStatus.SIGNED, "validate"): PaperStatus.VALIDATED,
        (PaperStatus.VALIDATED, "approve"): PaperStatus.APPROVED,
        (PaperStatus.MADE, "withdraw"): PaperStatus.WITHDRAWN,
        (PaperStatus.SIGNED, "withdraw"): PaperStatus.WITHDRAWN,
        (PaperStatus.VALIDATED, "withdraw"): PaperStatus.WITHDRAWN,
        (PaperStatus.APPROVED, "withdraw"): PaperStatus.WITHDRAWN,
    }
)


class CommentStatus(models.TextChoices):
    """Whether what a comment asks is settled."""

    OPEN = "OPEN", _("Still open")
    RESOLVED = "RESOLVED", _("Settled")


COMMENT: Machine[CommentStatus] = Machine(
    {
        (CommentStatus.OPEN, "resolve"): CommentStatus.RESOLVED,
        (CommentStatus.RESOLVED, "reopen"): CommentStatus.OPEN,
    }
)


class PublicCommentStatus(models.TextChoices):
    """Where a resident's comment stands."""

    WAITING = "WAITING", _("Waits for a look")
    ADMITTED = "ADMITTED", _("Waits for the office's answer")
    PUBLISHED = "PUBLISHED", _("Published with its answer")
    DECLINED = "DECLINED", _("Not published")


PUBLIC_COMMENT: Machine[PublicCommentStatus] = Machine(
    {
        (PublicCommentStatus.WAITING, "admit"): PublicCommentStatus.ADMITTED,
        (PublicCommentStatus.ADMITTED, "answer"): PublicCommentStatus.PUBLISHED,
        (PublicCommentStatus.WAITING, "decline"): PublicCommentStatus.DECLINED,
        (PublicCommentStatus.ADMITTED, "decline"): PublicCommentStatus.DECLINED,
        (PublicCommentStatus.PUBLISHED, "decline"): PublicCommentStatus.DECLINED,
    }
)


class ProposalStatus(models.TextChoices):
    """What became of something that was asked of the budget."""

    PROPOSED = "PROPOSED", _("Proposed")
    ACCEPTED = "ACCEPTED", _("Taken up, not funded yet")
    FUNDED = "FUNDED", _("In the budget")
    REFUSED = "REFUSED", _("Not taken up")


PROPOSAL: Machine[ProposalStatus] = Machine(
    {
        (ProposalStatus.PROPOSED, "accept"): ProposalStatus.ACCEPTED,
        (ProposalStatus.PROPOSED, "refuse"): ProposalStatus.REFUSED,
        (ProposalStatus.ACCEPTED, "refuse"): ProposalStatus.REFUSED,
        (ProposalStatus.ACCEPTED, "fund"): ProposalStatus.FUNDED,
        (ProposalStatus.FUNDED, "unfund"): ProposalStatus.ACCEPTED,
        (ProposalStatus.REFUSED, "look_again"): ProposalStatus.PROPOSED,
    }
)
