"""Objections of participants to the result of a run, and appeals against their answers."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone

from pendopo.files.models import Document
from pendopo.procurement.models.tenders import Participant, Tender
from pendopo.procurement.states import SanggahStatus


class Answered(models.Model):
    """What objections and appeals have in common: when they came, by when and when they were answered, by whom.

    `answer_due_at` stands in practice runs alone: on their fast clock a day is too coarse.
    """

    filed_at = models.DateTimeField()
    filed_label = models.CharField(max_length=200)
    answer_due_date = models.DateField()
    answer_due_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=SanggahStatus, default=SanggahStatus.FILED)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_label = models.CharField(max_length=200, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        return {"FILED": "wait", "ACCEPTED": "done"}.get(self.status, "closed")

    @property
    def kept_deadline(self) -> bool | None:
        """Whether the answer came in time; None while there is none."""
        if self.answered_at is None:
            return None
        if self.answer_due_at is not None:
            return self.answered_at <= self.answer_due_at
        return timezone.localdate(self.answered_at) <= self.answer_due_date

    def is_late(self, today: dt.date) -> bool:
        """Whether the answer is overdue on the day."""
        return self.answered_at is None and today > self.answer_due_date


class Sanggah(Answered):
    """Sanggah: one participant's objection to the result, point by point, filed in the days that the law gives."""

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="objections")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="objections")
    sequence = models.PositiveSmallIntegerField()
    appeal_until_date = models.DateField(null=True, blank=True)
    appeal_until_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["tender", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "sequence"], name="procurement_sanggah_once"),
            models.UniqueConstraint(
                fields=["participant"], condition=Q(status="FILED"), name="procurement_sanggah_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.sequence}"

    def may_be_appealed_at(self, now: dt.datetime) -> bool:
        """Whether the days for an appeal against a refused objection still run."""
        if self.appeal_until_at is not None:
            return now < self.appeal_until_at
        return self.appeal_until_date is not None and timezone.localdate(now) <= self.appeal_until_date


class SanggahPoint(models.Model):
    """One point of an objection, with the committee's answer to it."""

    sanggah = models.ForeignKey(Sanggah, models.CASCADE, related_name="points")
    sequence = models.PositiveSmallIntegerField()
    text = models.TextField()
    accepted = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["sanggah", "sequence"]
        constraints = [models.UniqueConstraint(fields=["sanggah", "sequence"], name="procurement_point_once")]

    def __str__(self) -> str:
        return f"{self.sanggah_id} {self.sequence}"


class SanggahBanding(Answered):
    """Sanggah banding: the appeal to the PA or KPA against a refused objection, with its guarantee (rupiah)."""

    sanggah = models.OneToOneField(Sanggah, models.PROTECT, related_name="appeal")
    text = models.TextField()
    guarantee_issuer = models.CharField(max_length=200, blank=True)
    guarantee_number = models.CharField(max_length=120, blank=True)
    guarantee_amount = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    guarantee_until_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(guarantee_amount__gte=0), name="procurement_appeal_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.sanggah_id}"
