"""Critical contracts: the case, its letters, its meetings, each with the test that was agreed there."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.monitoring.models.plans import PERCENT
from pendopo.monitoring.models.projects import Project
from pendopo.monitoring.states_cases import CASE_LIVE, CaseCause, CaseStatus


class CriticalCase(models.Model):
    """A work that fell behind by more than its contract bears. The figures are those that opened it."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="cases")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=CaseStatus, default=CaseStatus.OPENED)
    period = models.CharField(max_length=3)
    figures_date = models.DateField()
    planned_percent = models.DecimalField(**PERCENT)
    realised_percent = models.DecimalField(**PERCENT)
    threshold = models.DecimalField(**PERCENT)
    cause = models.CharField(max_length=6, choices=CaseCause, blank=True)
    cause_note = models.CharField(max_length=1000, blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    outcome_note = models.CharField(max_length=1000, blank=True)
    opened_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="monitoring_case_once"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(status__in=CASE_LIVE), name="monitoring_case_live_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.number}"

    @property
    def deviation(self) -> Decimal:
        """Points behind when it was opened (negative)."""
        return self.realised_percent - self.planned_percent

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        if self.status == CaseStatus.CLOSED:
            return "done"
        return "wait" if self.status in (CaseStatus.TESTING, CaseStatus.ROUTED) else "late"


class WarningLetter(models.Model):
    """Surat teguran (level 0) or surat peringatan SP1 to SP3."""

    case = models.ForeignKey(CriticalCase, models.CASCADE, related_name="letters")
    level = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=120)
    date = models.DateField()
    text = models.TextField()
    written_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["case", "level"]
        constraints = [models.UniqueConstraint(fields=["case", "level"], name="monitoring_letter_once")]

    def __str__(self) -> str:
        return self.number


class ScmMeeting(models.Model):
    """A show cause meeting (SCM I to III) with what was said there."""

    case = models.ForeignKey(CriticalCase, models.CASCADE, related_name="meetings")
    level = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=120)
    date = models.DateField()
    minutes = models.TextField()
    held_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["case", "level"]
        constraints = [models.UniqueConstraint(fields=["case", "level"], name="monitoring_scm_once")]

    def __str__(self) -> str:
        return self.number


class CatchUpTest(models.Model):
    """Uji coba: what the supplier promised to reach by a day, and what was reached."""

    class Result(models.TextChoices):
        """How a test ended."""

        PENDING = "PENDING", _("Under way")
        PASSED = "PASSED", _("Passed")
        FAILED = "FAILED", _("Not passed")

    meeting = models.OneToOneField(ScmMeeting, models.CASCADE, related_name="test")
    from_date = models.DateField()
    to_date = models.DateField()
    target_percent = models.DecimalField(**PERCENT)
    reached_percent = models.DecimalField(**PERCENT, null=True, blank=True)
    result = models.CharField(max_length=7, choices=Result, default=Result.PENDING)
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_date__gt=models.F("from_date")), name="monitoring_test_dates")
        ]
        indexes = [models.Index(fields=["result", "to_date"], name="monitoring_test_due")]

    def __str__(self) -> str:
        return f"{self.meeting} {self.target_percent}"
