"""Packages of the yearly procurement plan, and the budget lines that pay for them."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from pendopo.budget.models import Line
from pendopo.organisations.models import Unit
from pendopo.procurement.kinds import Kind, Method, Origin, SelfManagedType
from pendopo.procurement.states import PackageStatus
from pendopo.regions.models import Desa


class Package(models.Model):
    """Paket of the RUP (Rencana Umum Pengadaan): what is to be bought, how, when and from which budget lines.

    `ceiling_amount` (pagu) is whole rupiah and equals the sum of its shares before it is announced. `code` is its
    public number. Of another system's package, `external_codes` are that system's numbers and `stated_method` its word.
    `version` counts the announcements; what a revision would change stands in `pending` until it is announced.
    """

    code = models.CharField(max_length=40, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=12, choices=Kind, blank=True)
    method = models.CharField(max_length=20, choices=Method, blank=True)
    method_reason = models.CharField(max_length=500, blank=True)
    circumstance = models.CharField(max_length=60, blank=True)
    self_managed_type = models.CharField(max_length=3, choices=SelfManagedType, blank=True)
    volume = models.CharField(max_length=200, blank=True)
    place_note = models.CharField(max_length=300, blank=True)
    ceiling_amount = models.BigIntegerField(default=0)
    is_umk = models.BooleanField(default=False)
    is_pdn = models.BooleanField(default=False)
    tkdn_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    selection_from_date = models.DateField(null=True, blank=True)
    selection_to_date = models.DateField(null=True, blank=True)
    contract_from_date = models.DateField(null=True, blank=True)
    contract_to_date = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=PackageStatus, default=PackageStatus.DRAFT)
    version = models.PositiveSmallIntegerField(default=0)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.OWN)
    external_codes = models.JSONField(default=list)
    stated_method = models.CharField(max_length=60, blank=True)
    stated_status = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True, blank=True)
    pending = models.JSONField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=500, blank=True)
    pending_reason = models.CharField(max_length=500, blank=True)
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ceiling_amount__gte=0), name="procurement_package_not_negative"),
            models.CheckConstraint(condition=~Q(title=""), name="procurement_package_titled"),
            models.CheckConstraint(
                condition=Q(selection_to_date__isnull=True) | Q(selection_to_date__gte=F("selection_from_date")),
                name="procurement_package_selection_order",
            ),
            models.CheckConstraint(
                condition=Q(contract_to_date__isnull=True) | Q(contract_to_date__gte=F("contract_from_date")),
                name="procurement_package_contract_order",
            ),
        ]
        indexes = [
            models.Index(fields=["year", "unit", "method", "status"], name="procurement_package_list"),
            models.Index(fields=["year", "-ceiling_amount"], name="procurement_package_size"),
            models.Index(
                F("ceiling_amount").desc(), "id", condition=Q(version__gt=0), name="procurement_package_largest"
            ),
            GinIndex(fields=["title"], name="procurement_package_title", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["external_codes"], name="procurement_package_codes"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        return {"DRAFT": "wait", "REVISED": "wait", "REVIEWED": "info", "ANNOUNCED": "done"}.get(self.status, "closed")


class BudgetShare(models.Model):
    """What a package takes of one budget line, whole rupiah."""

    package = models.ForeignKey(Package, models.CASCADE, related_name="shares")
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["package", "line"], name="procurement_share_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="procurement_share_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.package_id} {self.amount}"


class PackagePlace(models.Model):
    """A village where a package is delivered or built."""

    package = models.ForeignKey(Package, models.CASCADE, related_name="places")
    desa = models.ForeignKey(Desa, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["package", "desa"], name="procurement_place_once")]

    def __str__(self) -> str:
        return self.desa_id


class PackageVersion(models.Model):
    """A package as it was announced: `data` holds its public fields and shares then; `reason` why it changed."""

    package = models.ForeignKey(Package, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    data = models.JSONField()
    reason = models.CharField(max_length=500, blank=True)
    actor_label = models.CharField(max_length=200)
    announced_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["package", "number"], name="procurement_version_once")]

    def __str__(self) -> str:
        return f"{self.package_id} {self.number}"
