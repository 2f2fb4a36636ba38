"""Law has dates: rule rows with validity, source and certainty. One table per package, seeded from its rules.csv."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Certainty(models.TextChoices):
    CONFIRMED = "CONFIRMED", _("Confirmed")
    TO_CONFIRM = "TO_CONFIRM", _("To be confirmed")


class DatedRule(models.Model):
    """One value that a law or a decree sets for a time."""

    code = models.CharField(max_length=64)
    value = models.JSONField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.TextField()
    certainty = models.CharField(max_length=16, choices=Certainty.choices)

    class Meta:
        abstract = True
