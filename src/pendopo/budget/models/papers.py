"""Printed papers of the budget, each with its stored document and its way through the signatures."""

from django.db import models

from pendopo.budget.models.codes import ActivityNode
from pendopo.budget.models.sheets import RkaSheet
from pendopo.budget.models.stages import Stage
from pendopo.budget.states import PaperKind, PaperStatus, PrintStatus
from pendopo.files.models import Document
from pendopo.organisations.models import Unit


class BudgetPaper(models.Model):
    """A paper of a frozen stage: of a unit, of one of its forms, or (no unit) of the whole regency.

    `activity` is the urusan of an annex. Who signed it, and when, stands with the document. A withdrawn paper makes
    room for the next `version`.
    """

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="papers")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sheet = models.ForeignKey(RkaSheet, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    activity = models.ForeignKey(ActivityNode, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=PaperKind)
    status = models.CharField(max_length=10, choices=PaperStatus, default=PaperStatus.MADE)
    version = models.PositiveSmallIntegerField(default=1)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "unit", "sheet", "activity", "kind"],
                condition=~models.Q(status=PaperStatus.WITHDRAWN),
                nulls_distinct=False,
                name="budget_paper_once",
            ),
            models.UniqueConstraint(
                fields=["stage", "unit", "sheet", "activity", "kind", "version"],
                nulls_distinct=False,
                name="budget_paper_version_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.stage_id}"

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        return {"MADE": "wait", "APPROVED": "done", "WITHDRAWN": "late"}.get(self.status, "info")


class PrintRun(models.Model):
    """One print of the papers of all units of a stage into a ZIP file, by the worker; `done` of `total` units."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="prints")
    kind = models.CharField(max_length=10, choices=PaperKind)
    status = models.CharField(max_length=10, choices=PrintStatus, default=PrintStatus.RUNNING)
    document = models.OneToOneField(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    actor_pk = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    told_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "kind"],
                condition=models.Q(status=PrintStatus.RUNNING),
                name="budget_one_print_at_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.done}/{self.total}"
