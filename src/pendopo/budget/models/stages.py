"""Stages: the numbered versions of one year's budget."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.budget.models.codes import CodeList
from pendopo.budget.states import EFFECTIVE, StageStatus
from pendopo.organisations.models import Unit


class StageKind(models.TextChoices):
    """What a stage is, from the first plan of offices to the amended budget."""

    RENJA = "RENJA", _("Renja")
    RKPD = "RKPD", _("RKPD")
    KUA_PPAS = "KUA_PPAS", _("KUA-PPAS")
    RKA = "RKA", _("RKA")
    RAPBD = "RAPBD", _("RAPBD")
    EVALUATION_FIX = "EVALUATION_FIX", _("Correction after evaluation")
    APBD = "APBD", _("APBD")
    SHIFT = "SHIFT", _("Budget shift")
    APBD_P = "APBD_P", _("Amended APBD")
    APBDES = "APBDES", _("Village budget (APBDes)")
    APBDES_P = "APBDES_P", _("Amended village budget (APBDes Perubahan)")


class Stage(models.Model):
    """One numbered version of a year's budget. It holds all amounts; exactly one stage of a year is effective.

    `owner` is the village government whose budget it is, none for the regency's own.
    """

    owner = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    seq = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=StageKind.choices)
    status = models.CharField(max_length=16, choices=StageStatus.choices, default=StageStatus.DRAFT)
    code_list = models.ForeignKey(CodeList, on_delete=models.PROTECT, related_name="stages")
    account_list = models.ForeignKey(CodeList, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    base = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next_stages")
    legal_instrument = models.CharField(max_length=200, blank=True)
    effective_from_date = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    source_date = models.DateField(null=True, blank=True)
    demo = models.BooleanField(default=False)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["year", "seq"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "year", "seq"], nulls_distinct=False, name="budget_stage_number_once"
            ),
            models.UniqueConstraint(
                fields=["owner", "year"],
                nulls_distinct=False,
                condition=models.Q(status__in=[str(status) for status in EFFECTIVE]),
                name="budget_one_effective_stage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year} ({self.seq})"
