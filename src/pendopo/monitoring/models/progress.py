"""Reports of progress: what was done of each item by the end of a period, as claimed, measured and accepted."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from pendopo.monitoring.models.plans import PERCENT, WorkItem
from pendopo.monitoring.models.projects import Project
from pendopo.monitoring.states import ReportStatus


class ProgressReport(models.Model):
    """One report of a period. `key` is made by the phone that wrote it: sent twice, it is stored once.

    `claimed_percent` is what who works says, `measured_percent` what the supervisor measured, `accepted_percent` what
    the PPK took: cumulative percent of the whole at `ends_date`; `planned_percent` is the plan's then.
    """

    key = models.UUIDField(unique=True)
    project = models.ForeignKey(Project, models.PROTECT, related_name="reports")
    period = models.PositiveSmallIntegerField()
    starts_date = models.DateField()
    ends_date = models.DateField()
    status = models.CharField(max_length=9, choices=ReportStatus, default=ReportStatus.DRAFT)
    planned_percent = models.DecimalField(**PERCENT, null=True, blank=True)
    claimed_percent = models.DecimalField(**PERCENT, null=True, blank=True)
    measured_percent = models.DecimalField(**PERCENT, null=True, blank=True)
    accepted_percent = models.DecimalField(**PERCENT, null=True, blank=True)
    workers = models.PositiveSmallIntegerField(null=True, blank=True)
    weather = models.CharField(max_length=40, blank=True)
    problems = models.TextField(blank=True)
    disagreement = models.CharField(max_length=1000, blank=True)
    correction_reason = models.CharField(max_length=1000, blank=True)
    returned_reason = models.CharField(max_length=1000, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    author_label = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    received_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    measured_at = models.DateTimeField(null=True, blank=True)
    measured_label = models.CharField(max_length=200, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["project", "period", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "period"],
                condition=Q(status=ReportStatus.ACCEPTED),
                name="monitoring_report_accepted_once",
            )
        ]
        indexes = [models.Index(fields=["project", "-ends_date"], name="monitoring_report_latest")]

    def __str__(self) -> str:
        return f"{self.project} {self.period}"

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        kinds = {ReportStatus.ACCEPTED: "done", ReportStatus.RETURNED: "late"}
        return kinds.get(ReportStatus(self.status), "wait")


class ItemProgress(models.Model):
    """What a report says of one item: cumulative quantities."""

    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="items")
    item = models.ForeignKey(WorkItem, models.PROTECT, related_name="+")
    claimed_quantity = models.DecimalField(max_digits=18, decimal_places=4)
    measured_quantity = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)

    class Meta:
        ordering = ["report", "item__sequence"]
        constraints = [
            models.UniqueConstraint(fields=["report", "item"], name="monitoring_item_progress_once"),
            models.CheckConstraint(condition=Q(claimed_quantity__gte=0), name="monitoring_progress_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.item_id}"
