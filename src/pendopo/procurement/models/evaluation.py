"""Evaluation of a run: its criteria, the sheets of those who evaluate, knock-outs, prices in their parts."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.procurement.models.tenders import Participant, Tender


class CriterionPart(models.TextChoices):
    """Which part of an offer a criterion looks at."""

    ADMINISTRATION = "ADMINISTRATION", _("Administration")
    QUALIFICATION = "QUALIFICATION", _("Qualification")
    TECHNICAL = "TECHNICAL", _("Technical")


class EvaluationTie(models.TextChoices):
    """What decides between equal offers of equal domestic content; the document names it."""

    TECHNICAL = "TECHNICAL", _("The higher technical score")
    EARLIER = "EARLIER", _("The offer that was handed in first")


class EvaluationPlan(models.Model):
    """How a run is evaluated, as its document says.

    `technical_weight` is the share of the technical score in quality and cost (0.60 to 0.80), `least_technical_score`
    what an offer needs in it. With `unit_prices` the sum of unit price times volume wins over a stated total.
    `standstill_until` ends the window for objections; `concluded_at` is set while the sheets are merged.
    """

    tender = models.OneToOneField(Tender, models.CASCADE, related_name="evaluation_plan")
    technical_weight = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    least_technical_score = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    tie_rule = models.CharField(max_length=10, choices=EvaluationTie, default=EvaluationTie.EARLIER)
    unit_prices = models.BooleanField(default=True)
    standard = models.BooleanField(default=False)
    concluded_at = models.DateTimeField(null=True, blank=True)
    standstill_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(technical_weight__isnull=True) | Q(technical_weight__gt=0, technical_weight__lt=1),
                name="procurement_technical_weight",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tender_id}"


class Criterion(models.Model):
    """One criterion of the document. With a `weight` (percent) it is scored from 0 to 100, else passed or not."""

    tender = models.ForeignKey(Tender, models.CASCADE, related_name="criteria")
    part = models.CharField(max_length=16, choices=CriterionPart)
    sequence = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    requirement = models.CharField(max_length=1000, blank=True)
    weight = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)

    class Meta:
        ordering = ["tender", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "sequence"], name="procurement_criterion_once"),
            models.CheckConstraint(
                condition=Q(weight__isnull=True) | Q(weight__gt=0, weight__lte=100), name="procurement_criterion_weight"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EvaluationSheet(models.Model):
    """What one who evaluates says of one participant; handed in it is signed, and seen by the others."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="sheets")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "user"], name="procurement_sheet_once")]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.user_id}"


class SheetScore(models.Model):
    """One criterion on a sheet: passed or not, or a score from 0 to 100; a note says why."""

    sheet = models.ForeignKey(EvaluationSheet, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    passed = models.BooleanField(null=True)
    score = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="procurement_score_once"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=100), name="procurement_score_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.criterion_id}"


class KnockOutGround(models.TextChoices):
    """Why an offer is out; the document knows no others."""

    CRITERION = "CRITERION", _("A criterion of the document is not met")
    THRESHOLD = "THRESHOLD", _("The technical score is below the least")
    ABOVE_HPS = "ABOVE_HPS", _("The price is above the owner's estimate (HPS)")
    LOW_PRICE = "LOW_PRICE", _("The unusually low price was not explained")
    NO_PRICE = "NO_PRICE", _("There is no price")
    SANCTIONED = "SANCTIONED", _("The supplier is on the blacklist")
    RELATED = "RELATED", _("The supplier shares an owner or director with another offer")


class KnockOut(models.Model):
    """An offer is out (gugur): on which ground of the document, and what was found. A later look may lift it."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="knock_outs")
    ground = models.CharField(max_length=10, choices=KnockOutGround)
    criterion = models.ForeignKey(Criterion, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["participant", "pk"]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.ground}"


class PriceLine(models.Model):
    """One line of a participant's price: volume, unit price, and the amount as the participant wrote it."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="price_lines")
    sequence = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    unit = models.CharField(max_length=40, blank=True)
    volume = models.DecimalField(max_digits=18, decimal_places=4)
    unit_amount = models.DecimalField(max_digits=20, decimal_places=2)
    stated_amount = models.DecimalField(max_digits=20, decimal_places=2)

    class Meta:
        ordering = ["participant", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "sequence"], name="procurement_price_line_once"),
            models.CheckConstraint(
                condition=Q(volume__gt=0, unit_amount__gte=0, stated_amount__gte=0), name="procurement_price_line_sane"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PriceClarification(models.Model):
    """What a participant said of its unusually low price, and whether the committee took it."""

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="clarification")
    explanation = models.CharField(max_length=1000)
    is_accepted = models.BooleanField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.participant_id}"
