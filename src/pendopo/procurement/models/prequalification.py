"""Prequalification: papers that suppliers hand in before they may bid, the short list, objections to it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from pendopo.files.models import Document
from pendopo.procurement.models.objections import Answered
from pendopo.procurement.models.tenders import Participant, Tender
from pendopo.procurement.states import ShortlistStatus


class PrequalificationResult(models.Model):
    """The result of a run's prequalification: announced, open for objections until a moment.

    An accepted objection takes the announcement back (`number` counts the results); the next one opens new days.
    """

    tender = models.OneToOneField(Tender, models.CASCADE, related_name="prequalification")
    number = models.PositiveSmallIntegerField(default=1)
    announced_at = models.DateTimeField(null=True, blank=True)
    announced_label = models.CharField(max_length=200, blank=True)
    objections_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(announced_at__isnull=True) | Q(objections_until__gt=F("announced_at")),
                name="procurement_prequalification_window",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.number}"


class Qualification(models.Model):
    """What one participant handed in for the prequalification, and what came of it; a refusal has its reason."""

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="qualification")
    handed_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=ShortlistStatus, default=ShortlistStatus.WAITING)
    reason = models.CharField(max_length=1000, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_label = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(status="REFUSED") | ~Q(reason=""), name="procurement_qualification_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.status}"

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        return {"WAITING": "wait", "LISTED": "done"}.get(self.status, "closed")


class QualificationPaper(models.Model):
    """A file of the qualification. It is no sealed bid: the committee reads it once its time is over."""

    qualification = models.ForeignKey(Qualification, models.CASCADE, related_name="papers")
    title = models.CharField(max_length=200)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["qualification", "pk"]

    def __str__(self) -> str:
        return self.title


class QualificationObjection(Answered):
    """Sanggah prakualifikasi: one participant's objection to the short list; once for each result."""

    qualification = models.ForeignKey(Qualification, models.PROTECT, related_name="objections")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["qualification", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["qualification", "number"], name="procurement_qualification_objection_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.qualification_id} {self.number}"
