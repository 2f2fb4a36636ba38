"""Clauses of a contract, and the printed papers of appointments and contracts with who signed them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.files.models import Document
from pendopo.procurement.models.contracts import Addendum, Contract, Spmk, Sppbj
from pendopo.procurement.states import ContractPaperStatus


class ContractClause(models.Model):
    """One clause of a contract (pasal), from the templates of its form and changed while it is a draft."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="clauses")
    sequence = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        ordering = ["contract", "sequence"]
        constraints = [models.UniqueConstraint(fields=["contract", "sequence"], name="procurement_clause_once")]

    def __str__(self) -> str:
        return self.title


class ContractPaperKind(models.TextChoices):
    """Which paper it is."""

    SPPBJ = "SPPBJ", _("Letter of appointment (SPPBJ)")
    CONTRACT = "CONTRACT", _("Contract")
    SPMK = "SPMK", _("Order to start (SPMK)")
    ADDENDUM = "ADDENDUM", _("Amendment")


class ContractPaper(models.Model):
    """A paper printed by this system: of an appointment, a contract, an order to start or an amendment."""

    kind = models.CharField(max_length=10, choices=ContractPaperKind)
    sppbj = models.ForeignKey(Sppbj, models.CASCADE, null=True, blank=True, related_name="papers")
    contract = models.ForeignKey(Contract, models.CASCADE, null=True, blank=True, related_name="papers")
    spmk = models.ForeignKey(Spmk, models.CASCADE, null=True, blank=True, related_name="papers")
    addendum = models.ForeignKey(Addendum, models.CASCADE, null=True, blank=True, related_name="papers")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=ContractPaperStatus, default=ContractPaperStatus.DRAWN)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="SPPBJ", sppbj__isnull=False)
                | Q(kind="CONTRACT", contract__isnull=False)
                | Q(kind="SPMK", spmk__isnull=False, contract__isnull=False)
                | Q(kind="ADDENDUM", addendum__isnull=False, contract__isnull=False),
                name="procurement_paper_of",
            ),
            models.UniqueConstraint(
                fields=["kind", "sppbj", "contract", "spmk", "addendum"],
                condition=~Q(status="WITHDRAWN"),
                nulls_distinct=False,
                name="procurement_paper_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.document_id}"

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        return {"DRAWN": "wait", "HALF": "info", "SIGNED": "done"}.get(self.status, "closed")
