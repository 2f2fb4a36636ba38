"""Priorities and themes that a form serves, each with the share of its money."""

from django.contrib.postgres.fields import IntegerRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.budget.models.lines import STILL
from pendopo.budget.models.sheets import RkaSheet


class TagFamily(models.TextChoices):
    """Kinds of tags; the shares of one form add up to at most 100 percent within a family."""

    RPJMD = "RPJMD", _("Priorities of the region (RPJMD)")
    STUNTING = "STUNTING", _("Stunting")
    GENDER = "GENDER", _("Gender")
    POVERTY = "POVERTY", _("Poverty")
    CLIMATE = "CLIMATE", _("Climate")
    SDG = "SDG", _("Sustainable development goals (SDGs)")


class BudgetTag(models.Model):
    """A priority or theme, such as SDG 3 or the lowering of stunting."""

    family = models.CharField(max_length=10, choices=TagFamily)
    code = models.SlugField(max_length=30, unique=True)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["family", "number"]

    def __str__(self) -> str:
        return self.name


class SheetTag(models.Model):
    """A form serves a tag with a share of its money; kept by stage and frozen with it (migration `tags`)."""

    sheet = models.ForeignKey(RkaSheet, on_delete=models.PROTECT, related_name="tags")
    tag = models.ForeignKey(BudgetTag, on_delete=models.PROTECT, related_name="forms")
    stages = IntegerRangeField()
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    evidence = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "tag"], condition=STILL, name="budget_sheet_tag_once"),
            models.CheckConstraint(condition=Q(percent__gt=0, percent__lte=100), name="budget_tag_percent"),
            models.CheckConstraint(condition=~Q(evidence=""), name="budget_tag_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.tag_id} {self.percent}"
