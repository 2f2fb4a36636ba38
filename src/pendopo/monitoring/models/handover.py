"""Handover of works: BAST-1 (PHO) and BAST-2 (FHO), defects, and the assets that come of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.monitoring.models.projects import Project
from pendopo.monitoring.states_handover import AssetStatus, Card
from pendopo.regions.models import Desa


class Bast(models.Model):
    """Berita acara serah terima. `fine_amount` is for `late_days`, whole rupiah, on the value without VAT."""

    class Kind(models.TextChoices):
        """First, or final after the maintenance."""

        PHO = "PHO", _("First handover (PHO)")
        FHO = "FHO", _("Final handover (FHO)")

    project = models.ForeignKey(Project, models.PROTECT, related_name="handovers")
    kind = models.CharField(max_length=3, choices=Kind)
    number = models.CharField(max_length=120)
    date = models.DateField()
    late_days = models.PositiveSmallIntegerField(default=0)
    fine_amount = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    maintenance_until_date = models.DateField(null=True, blank=True)
    signed_at = models.DateTimeField()
    signed_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["project", "date"]
        constraints = [models.UniqueConstraint(fields=["project", "kind"], name="monitoring_bast_once")]

    def __str__(self) -> str:
        return self.number


class Defect(models.Model):
    """What was not right at the handover, to be mended by a day."""

    bast = models.ForeignKey(Bast, models.CASCADE, related_name="defects")
    text = models.CharField(max_length=500)
    due_date = models.DateField()
    mended_at = models.DateTimeField(null=True, blank=True)
    mended_note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["bast", "due_date", "pk"]

    def __str__(self) -> str:
        return self.text


class Asset(models.Model):
    """A thing of lasting value that a work left behind; `code` is its public number, `asset_code` the register's."""

    code = models.CharField(max_length=24, unique=True)
    bast = models.ForeignKey(Bast, models.PROTECT, related_name="assets")
    card = models.CharField(max_length=1, choices=Card)
    account = models.CharField(max_length=32)
    name = models.CharField(max_length=300)
    value_amount = models.DecimalField(max_digits=20, decimal_places=2)
    status = models.CharField(max_length=10, choices=AssetStatus, default=AssetStatus.DRAFT)
    asset_code = models.CharField(max_length=60, blank=True)
    condition = models.CharField(max_length=200, blank=True)
    desa = models.ForeignKey(Desa, models.PROTECT, null=True, blank=True, related_name="+")
    registered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bast", "account"], name="monitoring_asset_once"),
            models.CheckConstraint(condition=Q(value_amount__gte=0), name="monitoring_asset_not_negative"),
        ]
        indexes = [models.Index(fields=["status", "card"], name="monitoring_asset_list")]

    def __str__(self) -> str:
        return self.code

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        return "wait" if self.status == AssetStatus.DRAFT else "done"
