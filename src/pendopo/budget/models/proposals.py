"""What is asked of the budget before it is one: proposals with their origin, down to the line that funds them."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.budget.models.lines import Line
from pendopo.budget.states import ProposalStatus
from pendopo.organisations.models import Unit
from pendopo.regions.models import Desa


class ProposalOrigin(models.TextChoices):
    """Who asks (UU 25/2004; Permendagri 86/2017)."""

    MUSRENBANG = "MUSRENBANG", _("Musrenbang")
    POKIR = "POKIR", _("Thoughts of the council (Pokir)")
    OPD = "OPD", _("Unit of the regency")
    BUPATI = "BUPATI", _("Regent")
    DESA = "DESA", _("Village")


class Proposal(models.Model):
    """Something asked of a year's budget: what, where, how much of it, an estimate in whole rupiah.

    `unit` answers for it; `line` is what funds it. The proposer is kept as a plain value; `behind` names the meeting
    or the council's group, never a resident.
    """

    code = models.CharField(max_length=20, unique=True)
    year = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=12, choices=ProposalOrigin)
    behind = models.CharField(max_length=160, blank=True)
    title = models.CharField(max_length=200)
    reason = models.CharField(max_length=1000, blank=True)
    desa = models.ForeignKey(Desa, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    volume = models.CharField(max_length=80, blank=True)
    estimate_amount = models.BigIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=ProposalStatus, default=ProposalStatus.PROPOSED)
    answer = models.CharField(max_length=1000, blank=True)
    line = models.ForeignKey(Line, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")
    proposer_pk = models.CharField(max_length=64, blank=True)
    proposer_label = models.CharField(max_length=200)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(estimate_amount__gt=0), name="budget_proposal_above_zero"),
            models.CheckConstraint(
                condition=Q(line__isnull=True) | Q(status=ProposalStatus.FUNDED), name="budget_proposal_funded"
            ),
        ]
        indexes = [
            models.Index(fields=["year", "unit", "status"], name="budget_proposal_list"),
            GinIndex(fields=["title"], name="budget_proposal_title", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.title
