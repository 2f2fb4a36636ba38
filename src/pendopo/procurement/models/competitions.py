"""Mini competitions: suppliers of the catalogue quote for one need, nobody sees a quote before the deadline."""

from django.db import models
from django.db.models import Q

from pendopo.audit.models import Entry
from pendopo.procurement.kinds import Category
from pendopo.procurement.models.tenders import Participant, Tender


class MiniCompetition(models.Model):
    """The need that invited suppliers quote for: how many of what. With `by_auction` prices go down in rounds."""

    tender = models.OneToOneField(Tender, models.PROTECT, related_name="competition")
    need = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    category = models.CharField(max_length=12, choices=Category)
    quantity = models.PositiveIntegerField()
    measure = models.CharField(max_length=30)
    needed_date = models.DateField(null=True, blank=True)
    place_note = models.CharField(max_length=300, blank=True)
    by_auction = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="procurement_need_quantity")]

    def __str__(self) -> str:
        return self.need


class Quote(models.Model):
    """The price for the whole need that an invited supplier hands in; it may be replaced until the deadline."""

    participant = models.OneToOneField(Participant, models.PROTECT, related_name="quote")
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    tkdn_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    handed_at = models.DateTimeField()
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="procurement_quote_positive")]

    def __str__(self) -> str:
        return f"{self.participant}"
