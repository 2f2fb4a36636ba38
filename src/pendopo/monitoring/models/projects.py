"""What is followed: one project for each contract that is carried out and for each self-managed work.

Boards, maps and lists read `Project` alone: its figures are kept with every act, so that no page counts reports.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.monitoring.states import ExecutionStatus, Phase, SelfManagedStatus, Standing
from pendopo.organisations.models import Unit
from pendopo.procurement.kinds import Kind
from pendopo.procurement.models import Contract, Package
from pendopo.regions.models import Desa


class Project(models.Model):
    """A work that people follow, whoever carries it out; `code` is its public number.

    Percentages are cumulative, 0.00 to 100.00; `deviation` is realised minus planned, in points. All three are of
    `figures_date`, the end of the last period with an accepted report, and empty while there is none.
    """

    code = models.CharField(max_length=24, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=Kind, blank=True)
    package = models.ForeignKey(Package, models.PROTECT, null=True, blank=True, related_name="+")
    carried_out_by = models.CharField(max_length=300)
    value_amount = models.DecimalField(max_digits=20, decimal_places=2)
    starts_date = models.DateField(null=True, blank=True)
    ends_date = models.DateField(null=True, blank=True)
    phase = models.CharField(max_length=8, choices=Phase, default=Phase.PLANNED)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.UNKNOWN)
    planned_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    realised_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    deviation = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    figures_date = models.DateField(null=True, blank=True)
    paid_amount = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    desa = models.ForeignKey(Desa, models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField(max_length=300, blank=True)
    demo = models.BooleanField(default=False)
    taken_up_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(value_amount__gte=0), name="monitoring_project_not_negative"),
            models.CheckConstraint(
                condition=Q(ends_date__isnull=True) | Q(starts_date__isnull=True) | Q(ends_date__gte=F("starts_date")),
                name="monitoring_project_dates",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="monitoring_project_place",
            ),
        ]
        indexes = [
            models.Index(fields=["year", "unit", "standing"], name="monitoring_project_list"),
            models.Index(fields=["year", "phase", "-value_amount"], name="monitoring_project_largest"),
            models.Index(fields=["desa", "year"], name="monitoring_project_desa"),
            GinIndex(fields=["title"], name="monitoring_project_title", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def tag(self) -> str:
        """The kind of tag that shows the standing."""
        kinds = {Standing.ON_TRACK: "done", Standing.WATCH: "wait", Standing.CRITICAL: "late"}
        return kinds.get(Standing(self.standing), "info")


class ContractExecution(models.Model):
    """The carrying out of one contract. `first_day_counts`: the day of the order to start is day 1 of its time."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="execution")
    contract = models.OneToOneField(Contract, models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=ExecutionStatus, default=ExecutionStatus.SIGNED)
    first_day_counts = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.contract} {self.status}"


class SelfManagedWork(models.Model):
    """Swakelola of one package: carried out by the office itself, another body, an organisation or a group."""

    class Type(models.IntegerChoices):
        """Who carries it out (Perpres 16/2018)."""

        ONE = 1, _("Type I: the office itself")
        TWO = 2, _("Type II: another government body")
        THREE = 3, _("Type III: a civil organisation")
        FOUR = 4, _("Type IV: a community group")

    project = models.OneToOneField(Project, models.CASCADE, related_name="self_managed")
    package = models.OneToOneField(Package, models.PROTECT, related_name="+")
    type = models.PositiveSmallIntegerField(choices=Type)
    status = models.CharField(max_length=16, choices=SelfManagedStatus, default=SelfManagedStatus.PLANNED)

    def __str__(self) -> str:
        return f"{self.package} {self.status}"
