"""Statuses of the carrying out of works, and the moves between them. Each further subject adds its own machine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.states import Machine


class ExecutionStatus(models.TextChoices):
    """Where the carrying out of a contract stands (handbook of monitoring, section 3)."""

    SIGNED = "SIGNED", _("Signed, not started")
    RUNNING = "RUNNING", _("Running")
    CRITICAL = "CRITICAL", _("Critical")
    COMPLETE = "COMPLETE", _("Complete, to be handed over")
    PHO = "PHO", _("Handed over (PHO)")
    MAINTENANCE = "MAINTENANCE", _("In maintenance")
    FHO = "FHO", _("Finally handed over (FHO)")
    CLOSED = "CLOSED", _("Closed")
    TERMINATED = "TERMINATED", _("Terminated")


class SelfManagedStatus(models.TextChoices):
    """Where self-managed work stands."""

    PLANNED = "PLANNED", _("Planned")
    TEAM_APPOINTED = "TEAM_APPOINTED", _("Team appointed")
    AGREED = "AGREED", _("Agreed with who carries it out")
    RUNNING = "RUNNING", _("Running")
    REPORTED = "REPORTED", _("Reported complete")
    HANDED_OVER = "HANDED_OVER", _("Handed over")


class Phase(models.TextChoices):
    """The same for every kind of work, for boards: what comes, what runs, what is done."""

    PLANNED = "PLANNED", _("Not started")
    RUNNING = "RUNNING", _("Under way")
    DONE = "DONE", _("Handed over")
    STOPPED = "STOPPED", _("Stopped")


class Standing(models.TextChoices):
    """How the work stands against its plan; always shown with its word beside the colour."""

    UNKNOWN = "UNKNOWN", _("No agreed plan")
    UNREPORTED = "UNREPORTED", _("No report yet")
    ON_TRACK = "ON_TRACK", _("On track")
    WATCH = "WATCH", _("Behind, to be watched")
    CRITICAL = "CRITICAL", _("Critical")


EXECUTION: Machine[ExecutionStatus] = Machine(
    {
        (ExecutionStatus.SIGNED, "start"): ExecutionStatus.RUNNING,
        (ExecutionStatus.RUNNING, "become_critical"): ExecutionStatus.CRITICAL,
        (ExecutionStatus.CRITICAL, "recover"): ExecutionStatus.RUNNING,
        (ExecutionStatus.RUNNING, "complete"): ExecutionStatus.COMPLETE,
        (ExecutionStatus.CRITICAL, "complete"): ExecutionStatus.COMPLETE,
        (ExecutionStatus.COMPLETE, "hand_over"): ExecutionStatus.PHO,
        (ExecutionStatus.PHO, "maintain"): ExecutionStatus.MAINTENANCE,
        (ExecutionStatus.PHO, "hand_over_finally"): ExecutionStatus.FHO,
        (ExecutionStatus.MAINTENANCE, "hand_over_finally"): ExecutionStatus.FHO,
        (ExecutionStatus.FHO, "close"): ExecutionStatus.CLOSED,
        # A contract that needs no maintenance is closed with its one handover.
        (ExecutionStatus.PHO, "close"): ExecutionStatus.CLOSED,
        (ExecutionStatus.SIGNED, "terminate"): ExecutionStatus.TERMINATED,
        (ExecutionStatus.RUNNING, "terminate"): ExecutionStatus.TERMINATED,
        (ExecutionStatus.CRITICAL, "terminate"): ExecutionStatus.TERMINATED,
    }
)

SELF_MANAGED: Machine[SelfManagedStatus] = Machine(
    {
        (SelfManagedStatus.PLANNED, "appoint"): SelfManagedStatus.TEAM_APPOINTED,
        (SelfManagedStatus.TEAM_APPOINTED, "agree"): SelfManagedStatus.AGREED,
        # Type I needs no agreement: the office carries it out itself.
        (SelfManagedStatus.TEAM_APPOINTED, "start"): SelfManagedStatus.RUNNING,
        (SelfManagedStatus.AGREED, "start"): SelfManagedStatus.RUNNING,
        (SelfManagedStatus.RUNNING, "report"): SelfManagedStatus.REPORTED,
        (SelfManagedStatus.REPORTED, "hand_over"): SelfManagedStatus.HANDED_OVER,
    }
)


class PlanStatus(models.TextChoices):
    """How far a work plan is agreed."""

    DRAFT = "DRAFT", _("Draft")
    PROPOSED = "PROPOSED", _("Proposed")
    APPROVED = "APPROVED", _("Approved")
    REBASELINED = "REBASELINED", _("Replaced by an amendment")


PLAN: Machine[PlanStatus] = Machine(
    {
        (PlanStatus.DRAFT, "propose"): PlanStatus.PROPOSED,
        (PlanStatus.PROPOSED, "return"): PlanStatus.DRAFT,
        (PlanStatus.PROPOSED, "approve"): PlanStatus.APPROVED,
        (PlanStatus.APPROVED, "rebaseline"): PlanStatus.REBASELINED,
    }
)


class ReportStatus(models.TextChoices):
    """How far a progress report is accepted."""

    DRAFT = "DRAFT", _("Draft")
    SUBMITTED = "SUBMITTED", _("Handed in")
    MEASURED = "MEASURED", _("Measured")
    ACCEPTED = "ACCEPTED", _("Accepted")
    RETURNED = "RETURNED", _("Returned")


REPORT: Machine[ReportStatus] = Machine(
    {
        (ReportStatus.DRAFT, "submit"): ReportStatus.SUBMITTED,
        (ReportStatus.RETURNED, "submit"): ReportStatus.SUBMITTED,
        (ReportStatus.SUBMITTED, "measure"): ReportStatus.MEASURED,
        (ReportStatus.SUBMITTED, "return"): ReportStatus.RETURNED,
        (ReportStatus.MEASURED, "return"): ReportStatus.RETURNED,
        (ReportStatus.MEASURED, "accept"): ReportStatus.ACCEPTED,
    }
)
