"""The agreed plan of a work: its items with their weights, and how far each has to be at the end of each period."""

from typing import Any

from django.db import models
from django.db.models import Q

from pendopo.monitoring.models.projects import Project
from pendopo.monitoring.states import PlanStatus
from pendopo.procurement.models import Addendum

PERCENT: dict[str, Any] = {"max_digits": 5, "decimal_places": 2}


class WorkPlan(models.Model):
    """A version of the plan. The one in force is APPROVED; those before it stay, with their curves."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="plans")
    version = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=PlanStatus, default=PlanStatus.DRAFT)
    addendum = models.ForeignKey(Addendum, models.PROTECT, null=True, blank=True, related_name="+")
    returned_reason = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["project", "version"]
        constraints = [
            models.UniqueConstraint(fields=["project", "version"], name="monitoring_plan_once"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(status=PlanStatus.APPROVED), name="monitoring_plan_in_force_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} v{self.version}"

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        return {"DRAFT": "wait", "PROPOSED": "wait", "APPROVED": "done", "REBASELINED": "info"}[self.status]


class WorkItem(models.Model):
    """One item of the bill of quantities; `weight` is its share of the whole in percent, all together 100.

    `before_quantity` is what was accepted under the version that this one replaced.
    """

    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="items")
    sequence = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=300)
    measure = models.CharField(max_length=40)
    quantity = models.DecimalField(max_digits=18, decimal_places=4)
    unit_price = models.DecimalField(max_digits=20, decimal_places=2)
    value_amount = models.DecimalField(max_digits=20, decimal_places=2)
    weight = models.DecimalField(max_digits=7, decimal_places=4)
    before_quantity = models.DecimalField(max_digits=18, decimal_places=4, default=0)

    class Meta:
        ordering = ["plan", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "sequence"], name="monitoring_item_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="monitoring_item_positive"),
        ]

    def __str__(self) -> str:
        return self.name


class WorkItemPlan(models.Model):
    """How many percent of an item have to be done by the end of a period (cumulative)."""

    item = models.ForeignKey(WorkItem, models.CASCADE, related_name="periods")
    period = models.PositiveSmallIntegerField()
    percent = models.DecimalField(**PERCENT)

    class Meta:
        ordering = ["item", "period"]
        constraints = [
            models.UniqueConstraint(fields=["item", "period"], name="monitoring_item_plan_once"),
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="monitoring_item_plan_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.period}"


class PlanPoint(models.Model):
    """A period of a plan with the planned cumulative percent of the whole at its end: the curve."""

    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="points")
    period = models.PositiveSmallIntegerField()
    starts_date = models.DateField()
    ends_date = models.DateField()
    planned_percent = models.DecimalField(**PERCENT)

    class Meta:
        ordering = ["plan", "period"]
        constraints = [models.UniqueConstraint(fields=["plan", "period"], name="monitoring_point_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.period}"
