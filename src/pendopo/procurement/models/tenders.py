"""Selection runs: which packages, by which steps, who took part, what they offered."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from pendopo.organisations.models import Supplier, Unit
from pendopo.procurement.kinds import Evaluation, Kind, Method, Origin, Scheme
from pendopo.procurement.models.packages import Package
from pendopo.procurement.states import OfferStatus, TenderStatus


class Tender(models.Model):
    """One selection run of any method (`version` counts its re-runs; `previous` is the run it repeats).

    Rupiah with two places. `code` is its public number; `deadline_at` the last moment for bids, by the database's
    clock. Bids of a `sealed` run are encrypted envelopes that nobody opens alone. A `practice` run is for learning and
    never stands beside real ones; its schedule runs `time_factor` times faster (1440: a day a minute).
    """

    code = models.CharField(max_length=40, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=Kind, blank=True)
    method = models.CharField(max_length=20, choices=Method, blank=True)
    template = models.CharField(max_length=40, blank=True)
    scheme = models.CharField(max_length=10, choices=Scheme, default=Scheme.ONE_FILE)
    evaluation = models.CharField(max_length=16, choices=Evaluation, default=Evaluation.LOWEST_PRICE)
    payment_kind = models.CharField(max_length=60, blank=True)
    place_note = models.CharField(max_length=300, blank=True)
    ceiling_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    hps_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    status = models.CharField(max_length=12, choices=TenderStatus, default=TenderStatus.PREPARED)
    version = models.PositiveSmallIntegerField(default=1)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reruns")
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.OWN)
    external_code = models.CharField(max_length=40, blank=True)
    stated_method = models.CharField(max_length=100, blank=True)
    stated_status = models.CharField(max_length=60, blank=True)
    practice = models.BooleanField(default=False)
    time_factor = models.PositiveIntegerField(default=1)
    sealed = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True, blank=True)
    deadline_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "external_code"], condition=~Q(external_code=""), name="procurement_tender_external"
            ),
            models.CheckConstraint(
                condition=Q(hps_amount__isnull=True) | Q(hps_amount__gte=0), name="procurement_tender_hps"
            ),
            models.CheckConstraint(
                condition=Q(time_factor=1) | Q(practice=True, time_factor__gt=1), name="procurement_tender_clock"
            ),
        ]
        indexes = [
            models.Index(fields=["year", "unit", "method", "status"], name="procurement_tender_list"),
            models.Index(fields=["-announced_at"], name="procurement_tender_latest"),
            GinIndex(fields=["title"], name="procurement_tender_title", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        ended = {"CONTRACTED": "done", "FAILED": "late", "CANCELLED": "closed", "PREPARED": "wait"}
        return ended.get(self.status, "info")

    def get_status_display(self) -> str:  # type: ignore[no-redef]
        """The status in words. Nobody may object to a direct purchase: after its choice it waits for the letter."""
        if self.status == TenderStatus.STANDSTILL and self.method == Method.DIRECT:
            return str(_("Supplier chosen"))
        return str(TenderStatus(self.status).label)


class TenderPackage(models.Model):
    """A package that a selection run is for (a run may join several)."""

    tender = models.ForeignKey(Tender, models.CASCADE, related_name="packages")
    package = models.ForeignKey(Package, models.PROTECT, related_name="tenders")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tender", "package"], name="procurement_tender_package_once")]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.package_id}"


class TenderStep(models.Model):
    """One step of a run's schedule, as planned or as a later amendment moved it."""

    tender = models.ForeignKey(Tender, models.CASCADE, related_name="steps")
    sequence = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=64)
    name = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    changes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["tender", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "sequence"], name="procurement_step_once"),
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="procurement_step_order"),
        ]

    def __str__(self) -> str:
        return self.name or self.code


class Participant(models.Model):
    """A supplier that registered for a run, and its offer once it may be known.

    Amounts are rupiah with two places; none means not known (a missing price may be one that was not exported).
    `rank` stands after the evaluation.
    """

    tender = models.ForeignKey(Tender, models.CASCADE, related_name="participants")
    supplier = models.ForeignKey(Supplier, models.PROTECT, null=True, blank=True, related_name="+")
    external_code = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=12, choices=OfferStatus, default=OfferStatus.INVITED)
    registered_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    price_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    corrected_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    evaluated_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    negotiated_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    tkdn_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    technical_score = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    final_score = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    knock_out_reason = models.CharField(max_length=1000, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    is_winner = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "supplier"],
                condition=Q(external_code=""),
                name="procurement_participant_once",
            ),
            models.UniqueConstraint(
                fields=["tender", "external_code"],
                condition=~Q(external_code=""),
                name="procurement_participant_external",
            ),
            models.UniqueConstraint(fields=["tender"], condition=Q(is_winner=True), name="procurement_one_winner"),
            models.CheckConstraint(
                condition=Q(price_amount__isnull=True) | Q(price_amount__gte=0), name="procurement_price_not_negative"
            ),
        ]
        indexes = [models.Index(fields=["supplier", "tender"], name="procurement_participations")]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.supplier_id}"
