"""What sellers asked for an item when its price was surveyed."""

from django.db import models
from django.db.models import Q

from pendopo.budget.models.prices import PriceRevision


class PriceQuote(models.Model):
    """A seller's price for one `measure` of the item, whole rupiah, on a day: the evidence of a surveyed price."""

    revision = models.ForeignKey(PriceRevision, on_delete=models.CASCADE, related_name="quotes")
    seller = models.CharField(max_length=160)
    place = models.CharField(max_length=160, blank=True)
    quoted_date = models.DateField()
    price_amount = models.BigIntegerField()
    document = models.ForeignKey("files.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["price_amount", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(price_amount__gt=0), name="budget_quote_above_zero"),
            models.UniqueConstraint(fields=["revision", "seller", "quoted_date"], name="budget_quote_once"),
        ]

    def __str__(self) -> str:
        return f"{self.seller} {self.price_amount}"
