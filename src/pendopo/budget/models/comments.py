"""What people at work say about an Rka, a form or one of its rows, until it is settled."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pendopo.budget.models.agreement import RkaMove
from pendopo.budget.models.lines import Line
from pendopo.budget.models.sheets import RkaSheet
from pendopo.budget.models.stages import Stage
from pendopo.budget.states import CommentStatus
from pendopo.organisations.models import Unit


class RkaComment(models.Model):
    """A remark about a unit's Rka in a stage, or an answer to one (`parent`). People as plain values.

    `sheet` narrows it to a form, `line` and `number` to a row of it (`row_label` is what the row said then). `role` is
    the duty in which it was written; `returned` is the return of the Rka that pointed to it.
    """

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="comments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    sheet = models.ForeignKey(RkaSheet, null=True, blank=True, on_delete=models.PROTECT, related_name="comments")
    line = models.ForeignKey(Line, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(null=True, blank=True)
    row_label = models.CharField(max_length=300, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="answers")
    returned = models.ForeignKey(RkaMove, null=True, blank=True, on_delete=models.PROTECT, related_name="comments")
    status = models.CharField(max_length=10, choices=CommentStatus, default=CommentStatus.OPEN)
    text = models.TextField()
    mentioned = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    author_pk = models.CharField(max_length=64, blank=True)
    author_label = models.CharField(max_length=200)
    role = models.CharField(max_length=20)
    written_at = models.DateTimeField()
    closed_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["stage", "unit", "status"], name="budget_comments")]
        constraints = [
            models.CheckConstraint(
                condition=Q(line__isnull=True, number__isnull=True)
                | Q(line__isnull=False, number__isnull=False, sheet__isnull=False),
                name="budget_comment_of_row",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="budget_comment_said"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
