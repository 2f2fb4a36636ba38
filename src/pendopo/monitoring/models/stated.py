"""What another system reports of works: payments, handovers, spending of self-managed work. Never our own acts."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.monitoring.models.projects import Project
from pendopo.organisations.models import Unit


class StatedKind(models.TextChoices):
    """Which feed a stated payment came from."""

    HANDOVER = "HANDOVER", _("Payment and handover of a contract")
    SELF_MANAGED = "SELF_MANAGED", _("Spending of self-managed work")


class StatedPayment(models.Model):
    """One payment that another system states, each once however often it was delivered; rupiah with two places.

    Of a contract: the minutes of payment (BAP) of `paid_date` and of handover (BAST) of `handover_date`, and the
    percent that was written beside them. Of self-managed work: one receipt. `record` is the number of the contract or
    the work there, `rup` of its plan, `ceiling_amount` of its record; `project` is empty where the plan does not know
    it. `current` is false when the latest delivery no longer holds it.
    """

    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=StatedKind)
    project = models.ForeignKey(Project, models.CASCADE, null=True, related_name="stated_payments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    record = models.CharField(max_length=40)
    rup = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300, blank=True)
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    ceiling_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    paid_date = models.DateField(null=True)
    handover_date = models.DateField(null=True)
    progress_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    way = models.CharField(max_length=40, blank=True)
    stated_status = models.CharField(max_length=60, blank=True)
    digest = models.CharField(max_length=64)
    current = models.BooleanField(default=True)
    first_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "kind", "digest"], name="monitoring_stated_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="monitoring_stated_not_negative"),
        ]
        indexes = [
            models.Index(fields=["project", "paid_date"], name="monitoring_stated_project"),
            models.Index(fields=["year", "kind", "rup"], name="monitoring_stated_rup"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record} {self.paid_date}"


class StatedDefect(models.Model):
    """A row of a delivery that could not be stored as it is: where it stands, and what is wrong with it."""

    year = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=80)
    row = models.PositiveIntegerField()
    record = models.CharField(max_length=40)
    column = models.CharField(max_length=60)
    value = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=300, blank=True)
    amount = models.DecimalField(max_digits=20, decimal_places=2, default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "source", "record"], name="monitoring_defect_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.row}"
