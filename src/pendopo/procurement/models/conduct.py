"""How a supplier behaved: ratings after a contract, and sanctions (blacklist)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.organisations.models import Supplier, Unit
from pendopo.procurement.models.contracts import Contract
from pendopo.procurement.states_suppliers import SANCTION_BLOCKING, SANCTION_OPEN, SanctionStatus


class SupplierRating(models.Model):
    """What the Ppk found of a contract that ended: four aspects, weighed by the rule of its day.

    `weights` and `source` are kept as they were, so that a later rule changes no score; the supplier may reply once.
    """

    contract = models.OneToOneField(Contract, models.PROTECT, related_name="rating")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="+")
    quality = models.PositiveSmallIntegerField()
    cost = models.PositiveSmallIntegerField()
    time = models.PositiveSmallIntegerField()
    service = models.PositiveSmallIntegerField()
    score = models.DecimalField(max_digits=3, decimal_places=2)
    note = models.CharField(max_length=1000, blank=True)
    weights = models.JSONField()
    source = models.CharField(max_length=300)
    rated_by = models.CharField(max_length=200)
    rated_at = models.DateTimeField()
    reply = models.CharField(max_length=1000, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(score__gte=0) & Q(score__lte=3), name="procurement_rating_score"),
        ]
        indexes = [models.Index(fields=["supplier", "-rated_at"], name="procurement_rating_supplier")]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.score}"


class SanctionKind(models.TextChoices):
    """What a supplier did (Perpres 16/2018 Pasal 78 with its amendments); the rule BLACKLIST gives the years."""

    FALSE_DOCUMENTS = "FALSE_DOCUMENTS", _("False documents or statements")
    COLLUSION = "COLLUSION", _("Collusion with other bidders")
    CORRUPTION = "CORRUPTION", _("Corruption, collusion or nepotism in the selection")
    WITHDRAWAL = "WITHDRAWAL", _("Withdrew without a good reason")
    TKDN_FRAUD = "TKDN_FRAUD", _("False domestic content (TKDN)")
    ABANDONMENT = "ABANDONMENT", _("Did not finish the work")


class SupplierSanction(models.Model):
    """Sanksi daftar hitam: proposed with its facts, the supplier heard, imposed by decree of the PA for a period.

    It blocks from `from_date` to `to_date`, both included, unless it was lifted before (`lifted_date`).
    """

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, models.PROTECT, null=True, blank=True, related_name="sanctions")
    kind = models.CharField(max_length=20, choices=SanctionKind)
    basis = models.CharField(max_length=2000)
    status = models.CharField(max_length=10, choices=SanctionStatus, default=SanctionStatus.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=200)
    answer_until_date = models.DateField()
    statement = models.CharField(max_length=4000, blank=True)
    stated_at = models.DateTimeField(null=True, blank=True)
    hearing_note = models.CharField(max_length=2000, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    decree_number = models.CharField(max_length=120, blank=True)
    decree_date = models.DateField(null=True, blank=True)
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)
    rule_source = models.CharField(max_length=300, blank=True)
    imposed_by = models.CharField(max_length=200, blank=True)
    imposed_at = models.DateTimeField(null=True, blank=True)
    lifted_date = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=1000, blank=True)
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=[str(one) for one in SANCTION_BLOCKING])
                | (Q(to_date__gte=F("from_date")) & ~Q(decree_number="")),
                name="procurement_sanction_period",
            ),
            models.UniqueConstraint(
                fields=["supplier", "kind", "contract"],
                condition=Q(status__in=[str(one) for one in SANCTION_OPEN]),
                nulls_distinct=False,
                name="procurement_sanction_once",
            ),
        ]
        indexes = [models.Index(fields=["supplier", "from_date", "to_date"], name="procurement_sanction_block")]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.kind}"

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        return {"RUNNING": "late", "IMPOSED": "late", "PROPOSED": "wait", "HEARD": "wait"}.get(self.status, "closed")
