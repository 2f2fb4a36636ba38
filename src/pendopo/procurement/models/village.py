"""A village's own procurement: packages from rows of its budget, the team, sellers, papers and payments.

Apart from the regency's packages: a village's money is not the regency's, its officers are others, and its plan has
no place in the regency's list, targets and exports.
"""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.budget.models import Line
from pendopo.files.models import Document
from pendopo.organisations.models import Unit
from pendopo.procurement.kinds import Kind, Seat
from pendopo.procurement.states_village import VillageStatus


class VillageWay(models.TextChoices):
    """How a village gets what it needs (Peraturan LKPP 12/2019)."""

    SELF_MANAGED = "SELF_MANAGED", _("Self-managed with residents")
    DIRECT = "DIRECT", _("Direct buying")
    QUOTATION = "QUOTATION", _("Request for quotations")
    AUCTION = "AUCTION", _("Village auction")


class Nearness(models.TextChoices):
    """Where a seller lives: the own village comes first, then its neighbours."""

    OWN = "OWN", _("In this village")
    NEIGHBOUR = "NEIGHBOUR", _("In a neighbouring village")
    OTHER = "OTHER", _("Elsewhere")


class VillagePackage(models.Model):
    """Paket pengadaan desa: what a village buys or builds from one row of its budget (APBDes).

    `ceiling_amount` is whole rupiah and reserved in the row when the plan is announced; `price_amount` is what was
    agreed, `paid_amount` the sum of its payments; both rupiah with two places. `round` counts how often sellers were
    asked. `code` is its public number.
    """

    code = models.CharField(max_length=40, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=Kind)
    way = models.CharField(max_length=12, choices=VillageWay)
    way_reason = models.CharField(max_length=500, blank=True)
    cash_for_work = models.BooleanField(default=False)
    specification = models.TextField()
    volume = models.CharField(max_length=200)
    place_note = models.CharField(max_length=300, blank=True)
    ceiling_amount = models.BigIntegerField()
    status = models.CharField(max_length=10, choices=VillageStatus, default=VillageStatus.DRAFT)
    round = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    deadline_at = models.DateTimeField(null=True, blank=True)
    seller = models.ForeignKey("VillageSeller", models.PROTECT, null=True, blank=True, related_name="+")
    decision_reason = models.CharField(max_length=1000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    price_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    agreement_number = models.CharField(max_length=120, blank=True)
    agreement_date = models.DateField(null=True, blank=True)
    due_date = models.DateField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    report = models.CharField(max_length=2000, blank=True)
    workers = models.PositiveIntegerField(null=True, blank=True)
    work_days = models.PositiveIntegerField(null=True, blank=True)
    wages_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    paid_amount = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    settled_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=500, blank=True)
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ceiling_amount__gt=0), name="procurement_village_positive"),
            models.CheckConstraint(
                condition=Q(price_amount__isnull=True) | Q(price_amount__gt=0, price_amount__lte=F("ceiling_amount")),
                name="procurement_village_price_in_ceiling",
            ),
            models.CheckConstraint(
                condition=Q(paid_amount=0) | Q(price_amount__isnull=False, paid_amount__lte=F("price_amount")),
                name="procurement_village_paid_in_price",
            ),
        ]
        indexes = [models.Index(fields=["year", "unit", "status"], name="procurement_village_list")]

    def __str__(self) -> str:
        return self.title

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        return {"DRAFT": "wait", "SETTLED": "done", "ACCEPTED": "done", "CANCELLED": "closed"}.get(self.status, "info")

    @property
    def holder(self) -> str:
        """The package's name in the ledger of funds."""
        return f"procurement.village:{self.code}"


class ActivityTeam(models.Model):
    """Tim Pelaksana Kegiatan (TPK) of a package, named by the village head's decree."""

    package = models.OneToOneField(VillagePackage, models.CASCADE, related_name="team")
    decree_number = models.CharField(max_length=120)
    decree_date = models.DateField()
    named_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.decree_number


class ActivityTeamMember(models.Model):
    """A member of the team with the declaration of no conflict of interest; counts once declared without one."""

    team = models.ForeignKey(ActivityTeam, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seat = models.CharField(max_length=10, choices=Seat, default=Seat.MEMBER)
    declared_at = models.DateTimeField(null=True, blank=True)
    declaration = models.TextField(blank=True)
    interest = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "user"], name="procurement_team_member_once"),
            models.UniqueConstraint(
                fields=["team", "seat"],
                condition=Q(seat__in=["CHAIR", "SECRETARY"]),
                name="procurement_team_seat_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team_id} {self.user_id}"

    @property
    def counts(self) -> bool:
        """Whether the member may act: declared, and no interest."""
        return self.declared_at is not None and not self.interest


class VillageSeller(models.Model):
    """A seller whose price was looked at, or who was asked for a quotation; rupiah with two places.

    `agreed_amount` is the price after the talks; without it the quoted or looked-up one stands.
    """

    package = models.ForeignKey(VillagePackage, models.CASCADE, related_name="sellers")
    round = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    nearness = models.CharField(max_length=10, choices=Nearness)
    look_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    look_date = models.DateField(null=True, blank=True)
    offer_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    offer_date = models.DateField(null=True, blank=True)
    offer_paper = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    talk_note = models.CharField(max_length=1000, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["package", "round", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["package", "round", "name"], name="procurement_village_seller_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stated_amount(self) -> Decimal:
        """The price before the talks: quoted, else looked up; nothing counts as zero."""
        return (self.look_amount if self.offer_amount is None else self.offer_amount) or Decimal(0)

    @property
    def final_amount(self) -> Decimal:
        """The price that stands now."""
        return self.stated_amount if self.agreed_amount is None else self.agreed_amount


class VillagePaperKind(models.TextChoices):
    """What a paper of a village's package is."""

    DECISION = "DECISION", _("Minutes of the choice of a seller")
    AGREEMENT = "AGREEMENT", _("Village agreement (SPK)")
    RECEIPT = "RECEIPT", _("Receipt of the purchase")
    HANDOVER = "HANDOVER", _("Minutes of handing over to the village head")


class VillagePaper(models.Model):
    """A paper that this instance printed, or a receipt that was uploaded."""

    package = models.ForeignKey(VillagePackage, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=10, choices=VillagePaperKind)
    number = models.CharField(max_length=120)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["package", "made_at", "pk"]

    def __str__(self) -> str:
        return self.number


class VillagePayment(models.Model):
    """A payment noted against the package's row; rupiah with two places."""

    package = models.ForeignKey(VillagePackage, models.PROTECT, related_name="payments")
    number = models.CharField(max_length=120)
    date = models.DateField()
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    note = models.CharField(max_length=300, blank=True)
    paper = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    paid_at = models.DateTimeField()
    payer_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["package", "date", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="procurement_village_payment_positive"),
            models.UniqueConstraint(fields=["package", "number"], name="procurement_village_payment_once"),
        ]

    def __str__(self) -> str:
        return self.number
