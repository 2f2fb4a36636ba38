"""Price standards: lasting items, editions of the price book, what an item costs in an edition, and composed prices."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.budget.states import PriceStatus

CONFIGURATION = "indonesian"


class MeasureUnit(models.Model):
    """A unit of measure as it is written on forms. `factor` says how many of `base` one of it holds, where that is
    certain: a dozen holds 12 pieces, a box holds what its label says. One that ended stays for what is priced in it."""

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=60)
    base = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="multiples")
    factor = models.DecimalField(max_digits=16, decimal_places=6, default=1)
    ended_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(factor__gt=0), name="budget_measure_factor_positive")]

    def __str__(self) -> str:
        return self.code


class MeasureSpelling(models.Model):
    """Another spelling of a unit of measure, in lower case: `lbr` is `lembar`."""

    unit = models.ForeignKey(MeasureUnit, on_delete=models.CASCADE, related_name="spellings")
    text = models.CharField(max_length=30, unique=True)

    def __str__(self) -> str:
        return self.text


class PriceKind(models.TextChoices):
    """The four books of price standards (PP 12/2019)."""

    SSH = "SSH", _("Goods and services (SSH)")
    SBU = "SBU", _("Fees and travel (SBU)")
    HSPK = "HSPK", _("Composed work (HSPK)")
    ASB = "ASB", _("Fair cost of an activity (ASB)")


class CeilingKind(models.TextChoices):
    """How firm a standard price is (Perpres 33/2020, annexes I and II)."""

    HARD = "HARD", _("Highest price, never exceeded")
    ESTIMATE = "ESTIMATE", _("Estimate, exceeded only with a reason")


class PriceItem(models.Model):
    """An item of the price standards. Its id and code are lasting: an edition adds a price and renumbers nothing.

    `occurrence` tells items of one name and specification apart. `account_prefixes` are the beginnings of account
    codes that may use the item (`5.1.02.01`); none means any.
    """

    kind = models.CharField(max_length=4, choices=PriceKind)
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=300)
    specification = models.CharField(max_length=600, blank=True)
    occurrence = models.PositiveSmallIntegerField(default=1)
    group = models.CharField(max_length=200, blank=True)
    account_prefixes = ArrayField(models.CharField(max_length=17), default=list, blank=True)
    tsv = models.GeneratedField(
        expression=SearchVector("name", weight="A", config=CONFIGURATION)
        + SearchVector("specification", weight="B", config=CONFIGURATION)
        + SearchVector("group", weight="C", config=CONFIGURATION),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name", "specification", "occurrence"], name="budget_price_item_once"
            )
        ]
        indexes = [
            GinIndex(F("tsv"), name="budget_price_words"),
            GinIndex(OpClass("name", name="gin_trgm_ops"), name="budget_price_likeness"),
            GinIndex(F("account_prefixes"), name="budget_price_accounts"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def usable_with(self, account: str) -> bool:
        """Whether rows of that account may use the item: 5.1.02.01 holds 5.1.02.01.01.0024, not 5.1.02.011."""
        return not self.account_prefixes or any(f"{account}.".startswith(f"{one}.") for one in self.account_prefixes)


class PriceEdition(models.Model):
    """One edition of the price book: surveyed, proposed, approved by a Perkada, effective from a date, superseded."""

    title = models.CharField(max_length=200)
    base = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followers")
    status = models.CharField(max_length=12, choices=PriceStatus, default=PriceStatus.SURVEYED)
    legal_instrument = models.CharField(max_length=200, blank=True)
    legal_date = models.DateField(null=True, blank=True)
    valid_from_date = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    demo = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    proposer_pk = models.CharField(max_length=64, blank=True)
    proposer_label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["status"], condition=Q(status=PriceStatus.EFFECTIVE), name="budget_one_effective_prices"
            ),
            models.CheckConstraint(
                condition=Q(valid_from_date__isnull=False)
                | ~Q(status__in=[PriceStatus.APPROVED, PriceStatus.EFFECTIVE, PriceStatus.SUPERSEDED]),
                name="budget_prices_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PriceRevision(models.Model):
    """What an item costs in an edition: whole rupiah for one `measure` as printed, `unit` where it is a known one.

    For an ASB the price is the variable part for one of each driver. `evidence` is the survey behind the price.
    """

    item = models.ForeignKey(PriceItem, on_delete=models.PROTECT, related_name="revisions")
    edition = models.ForeignKey(PriceEdition, on_delete=models.CASCADE, related_name="revisions")
    price_amount = models.BigIntegerField()
    measure = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey(MeasureUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="prices")
    ceiling = models.CharField(max_length=8, choices=CeilingKind, default=CeilingKind.ESTIMATE)
    evidence = models.ForeignKey("files.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source_number = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "item"], name="budget_price_once_an_edition"),
            models.CheckConstraint(condition=Q(price_amount__gte=0), name="budget_price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.price_amount}"


class Hspk(models.Model):
    """Harga Satuan Pokok Kegiatan: an item composed of others, with overhead and profit in percent."""

    item = models.OneToOneField(PriceItem, on_delete=models.CASCADE, related_name="hspk")
    overhead_percent = models.DecimalField(max_digits=5, decimal_places=2, default=10)

    def __str__(self) -> str:
        return str(self.item)


class HspkPart(models.Model):
    """One component of a composed item: so much of it for one unit of work."""

    hspk = models.ForeignKey(Hspk, on_delete=models.CASCADE, related_name="parts")
    item = models.ForeignKey(PriceItem, on_delete=models.PROTECT, related_name="part_of")
    coefficient = models.DecimalField(max_digits=14, decimal_places=6)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["hspk", "item"], name="budget_hspk_part_once"),
            models.CheckConstraint(condition=Q(coefficient__gt=0), name="budget_hspk_part_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.coefficient} {self.item_id}"


class Asb(models.Model):
    """Analisis Standar Belanja: the fair cost of an activity, a fixed part and a variable part times its drivers."""

    revision = models.OneToOneField(PriceRevision, on_delete=models.CASCADE, related_name="asb")
    fixed_amount = models.BigIntegerField()
    variable_amount = models.BigIntegerField()
    drivers = ArrayField(models.CharField(max_length=60))

    def __str__(self) -> str:
        return f"{self.revision_id} {self.fixed_amount}"
