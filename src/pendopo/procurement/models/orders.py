"""Orders from the catalogue: a cart for one package and supplier, the talk about its price, the order letter."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.organisations.models import Supplier, Unit
from pendopo.procurement.models.catalogue import CatalogueItem
from pendopo.procurement.models.contracts import Contract
from pendopo.procurement.models.packages import Package
from pendopo.procurement.models.tenders import Tender
from pendopo.procurement.states import ORDER_OPEN, OrderStatus


class Side(models.TextChoices):
    """Who speaks in the talk about a price."""

    BUYER = "BUYER", _("Buyer")
    SUPPLIER = "SUPPLIER", _("Supplier")


class CatalogueOrder(models.Model):
    """What an office buys of one supplier for one package of its plan; rupiah with two places.

    One that a mini competition decided (`tender`) begins with its price agreed. Its letter is a `Contract` of the form
    ORDER, which binds the money.
    """

    key = models.UUIDField(unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    package = models.ForeignKey(Package, models.PROTECT, related_name="orders")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="+")
    tender = models.ForeignKey(Tender, models.PROTECT, null=True, blank=True, related_name="orders")
    status = models.CharField(max_length=12, choices=OrderStatus, default=OrderStatus.CART)
    place_note = models.CharField(max_length=300, blank=True)
    needed_date = models.DateField(null=True, blank=True)
    buyer_label = models.CharField(max_length=200, blank=True)
    contract = models.OneToOneField(Contract, models.PROTECT, null=True, blank=True, related_name="order")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    end_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["package", "supplier"],
                condition=Q(status__in=[str(status) for status in ORDER_OPEN], tender__isnull=True),
                name="procurement_one_open_order",
            ),
        ]
        indexes = [models.Index(fields=["supplier", "status"], name="procurement_order_supplier")]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        return {"CART": "wait", "NEGOTIATED": "info", "AGREED": "info", "ORDERED": "done"}.get(self.status, "closed")


class OrderLine(models.Model):
    """One item of an order: how many, the price in the catalogue when it was put in, the price now; rupiah each."""

    order = models.ForeignKey(CatalogueOrder, models.CASCADE, related_name="lines")
    item = models.ForeignKey(CatalogueItem, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    measure = models.CharField(max_length=30)
    quantity = models.PositiveIntegerField()
    list_amount = models.DecimalField(max_digits=20, decimal_places=2)
    price_amount = models.DecimalField(max_digits=20, decimal_places=2)
    is_pdn = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "item"], name="procurement_order_line_once"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0) & Q(price_amount__gt=0), name="procurement_order_line_amounts"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def total(self) -> object:
        """Quantity times price."""
        return self.quantity * self.price_amount


class OrderOffer(models.Model):
    """One step of the talk about an order's price: who offered which prices (line id -> rupiah), and said what."""

    order = models.ForeignKey(CatalogueOrder, models.CASCADE, related_name="offers")
    sequence = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=8, choices=Side)
    prices = models.JSONField()
    total_amount = models.DecimalField(max_digits=20, decimal_places=2)
    message = models.CharField(max_length=500, blank=True)
    by_label = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["order", "sequence"]
        constraints = [models.UniqueConstraint(fields=["order", "sequence"], name="procurement_order_offer_once")]

    def __str__(self) -> str:
        return f"{self.order} {self.sequence}"
