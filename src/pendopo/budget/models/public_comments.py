"""What residents say about the published budget, and what the office answers."""

from django.db import models
from django.db.models import Q

from pendopo.budget.models.codes import ActivityNode
from pendopo.budget.models.stages import Stage
from pendopo.budget.states import PublicCommentStatus
from pendopo.organisations.models import Unit


class PublicComment(models.Model):
    """A resident's comment on a unit's budget or on one activity of it, shown with its answer and without a name.

    `author_pk` is the account as a plain value: it counts the comments of a day and finds whom to tell.
    """

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="public_comments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(ActivityNode, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=PublicCommentStatus, default=PublicCommentStatus.WAITING)
    text = models.TextField()
    author_pk = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["status", "-id"], name="budget_public_comments"),
            models.Index(fields=["author_pk", "written_at"], name="budget_comments_of_a_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=PublicCommentStatus.PUBLISHED) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="budget_public_comment_answered",
            ),
            models.CheckConstraint(
                condition=~Q(status=PublicCommentStatus.DECLINED) | ~Q(reason=""), name="budget_public_comment_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
