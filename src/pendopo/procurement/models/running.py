"""What happens to a run between its announcement and its deadline: documents, amendments, questions and answers."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from pendopo.files.models import Document
from pendopo.procurement.kinds import RunPaper
from pendopo.procurement.models.tenders import Participant, Tender


class DocumentAmendment(models.Model):
    """Adendum dokumen pemilihan: a numbered change of what was announced. It may move the deadline, only later."""

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    summary = models.TextField()
    deadline_before_at = models.DateTimeField()
    deadline_at = models.DateTimeField()
    maker_label = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["tender", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tender", "number"], name="procurement_amendment_once"),
            models.CheckConstraint(
                condition=Q(deadline_at__gte=F("deadline_before_at")), name="procurement_amendment_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.number}"

    @property
    def moves_deadline(self) -> bool:
        """Whether the deadline is another one than before."""
        return self.deadline_at != self.deadline_before_at


class TenderDocument(models.Model):
    """A file of a run that everybody may read once it is announced; a later one came with an amendment."""

    tender = models.ForeignKey(Tender, models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=12, choices=RunPaper)
    title = models.CharField(max_length=200)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    amendment = models.ForeignKey(DocumentAmendment, models.PROTECT, null=True, blank=True, related_name="documents")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["tender", "pk"]

    def __str__(self) -> str:
        return self.title


class TenderQuestion(models.Model):
    """A question of a registered supplier. Everybody reads question and answer, nobody outside who asked."""

    tender = models.ForeignKey(Tender, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="questions")
    text = models.CharField(max_length=2000)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answerer_label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["tender", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tender", "number"], name="procurement_question_once"),
        ]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.number}"
