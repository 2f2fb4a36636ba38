"""The government's catalogue: what suppliers offer to offices, with its price and domestic content."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from pendopo.organisations.models import Supplier
from pendopo.procurement.kinds import Category, Kind
from pendopo.procurement.states import ItemStatus
from pendopo.regions.models import Kecamatan


class CatalogueItem(models.Model):
    """Something that a supplier sells to the government at a price, whole rupiah for one `measure`, VAT included.

    `tkdn_percent` is the domestic content (none: not measured), `is_pdn` a domestic product. No `stock` means that it
    is made to order. `kecamatan` is where it comes from.
    """

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    category = models.CharField(max_length=12, choices=Category)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.GOODS)
    description = models.TextField(blank=True)
    measure = models.CharField(max_length=30)
    price_amount = models.BigIntegerField()
    tkdn_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    is_pdn = models.BooleanField(default=False)
    stock = models.PositiveIntegerField(null=True, blank=True)
    least_order = models.PositiveIntegerField(default=1)
    delivery_days = models.PositiveSmallIntegerField(default=7)
    kecamatan = models.ForeignKey(Kecamatan, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=12, choices=ItemStatus, default=ItemStatus.DRAFT)
    status_note = models.CharField(max_length=500, blank=True)
    demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    listed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(price_amount__gt=0) & Q(least_order__gte=1), name="procurement_item_amounts"
            ),
            models.CheckConstraint(
                condition=Q(tkdn_percent__isnull=True) | Q(tkdn_percent__gte=0, tkdn_percent__lte=100),
                name="procurement_item_tkdn",
            ),
            models.UniqueConstraint(fields=["supplier", "name", "measure"], name="procurement_item_once"),
        ]
        indexes = [
            models.Index(
                fields=["category", "price_amount"], condition=Q(status="LISTED"), name="procurement_item_list"
            ),
            models.Index(fields=["supplier", "status"], name="procurement_item_supplier"),
            GinIndex(fields=["name"], name="procurement_item_name", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        return {"SUBMITTED": "wait", "LISTED": "done", "RETURNED": "late", "SUSPENDED": "late"}.get(
            self.status, "closed"
        )
