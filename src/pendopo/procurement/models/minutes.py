"""Signed minutes (berita acara) of the steps of a run."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.files.models import Document
from pendopo.procurement.models.tenders import Tender


class MinutesKind(models.TextChoices):
    """What minutes are of."""

    BRIEFING = "BRIEFING", _("Minutes of the briefing")
    OPENING = "OPENING", _("Minutes of the opening")
    EVALUATION = "EVALUATION", _("Minutes of the evaluation")
    NEGOTIATION = "NEGOTIATION", _("Minutes of the negotiation")
    DECISION = "DECISION", _("Minutes of the decision")


class Minutes(models.Model):
    """Berita acara of one step of a run: what was found (`facts`), when, and the paper that its makers sign.

    `sequence` counts the minutes of its kind in the run: after an accepted objection there is a second evaluation.
    """

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="minutes")
    kind = models.CharField(max_length=12, choices=MinutesKind)
    sequence = models.PositiveSmallIntegerField(default=1)
    number = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    held_at = models.DateTimeField()
    made_at = models.DateTimeField()
    paper = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["tender", "made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "kind", "sequence"], name="procurement_minutes_once"),
        ]

    def __str__(self) -> str:
        return self.number
