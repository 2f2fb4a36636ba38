"""The plan of the region for five years (RPJMD): vision, missions, goals, objectives, programmes, yearly targets."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Rpjmd(models.Model):
    """The plan of a term of office. One for the year it begins in: a changed plan keeps what budgets refer to."""

    title = models.CharField(max_length=200)
    year_from = models.PositiveSmallIntegerField(unique=True)
    year_to = models.PositiveSmallIntegerField()
    vision = models.CharField(max_length=500)
    legal_instrument = models.CharField(max_length=200, blank=True)
    demo = models.BooleanField(default=False)
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["-year_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year_to__gte=F("year_from"), year_to__lte=F("year_from") + 5), name="budget_rpjmd_years"
            )
        ]

    def __str__(self) -> str:
        return self.title


class RpjmdLevel(models.TextChoices):
    """What stands above a programme (Permendagri 86/2017)."""

    MISSION = "MISSION", _("Mission")
    GOAL = "GOAL", _("Goal")
    OBJECTIVE = "OBJECTIVE", _("Objective")


class RpjmdNode(models.Model):
    """A mission `1`, a goal `1.1` or an objective `1.1.1` of a plan."""

    rpjmd = models.ForeignKey(Rpjmd, on_delete=models.CASCADE, related_name="nodes")
    level = models.CharField(max_length=9, choices=RpjmdLevel)
    code = models.CharField(max_length=12)
    text = models.CharField(max_length=500)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="children")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rpjmd", "code"], name="budget_rpjmd_node_once"),
            models.CheckConstraint(
                condition=Q(level=RpjmdLevel.MISSION, parent=None)
                | (~Q(level=RpjmdLevel.MISSION) & Q(parent__isnull=False)),
                name="budget_rpjmd_no_orphan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class RpjmdProgram(models.Model):
    """A programme of the plan, `1.1.1.1`. Its id stays when the plan is sent again: others may refer to it."""

    rpjmd = models.ForeignKey(Rpjmd, on_delete=models.CASCADE, related_name="programs")
    objective = models.ForeignKey(RpjmdNode, on_delete=models.CASCADE, related_name="programs")
    code = models.CharField(max_length=16)
    name = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rpjmd", "code"], name="budget_rpjmd_program_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class RpjmdLink(models.Model):
    """A programme of the budget, `1.03.10`, that carries one of the plan; `X.XX.01` is the support of every office.

    A programme of the budget serves one programme of a plan, so that no rupiah counts twice.
    """

    rpjmd = models.ForeignKey(Rpjmd, on_delete=models.CASCADE, related_name="links")
    program = models.ForeignKey(RpjmdProgram, on_delete=models.CASCADE, related_name="links")
    code = models.CharField(max_length=7)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rpjmd", "code"], name="budget_rpjmd_link_once")]

    def __str__(self) -> str:
        return self.code


class RpjmdTarget(models.Model):
    """What an indicator is to reach in a year; the year before the plan is where it begins."""

    node = models.ForeignKey(RpjmdNode, null=True, on_delete=models.CASCADE, related_name="targets")
    program = models.ForeignKey(RpjmdProgram, null=True, on_delete=models.CASCADE, related_name="targets")
    number = models.PositiveSmallIntegerField()
    indicator = models.CharField(max_length=300)
    measure = models.CharField(max_length=60, blank=True)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=4)

    class Meta:
        ordering = ["number", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["node", "program", "number", "year"], nulls_distinct=False, name="budget_rpjmd_target_once"
            ),
            models.CheckConstraint(
                condition=Q(node__isnull=True, program__isnull=False) | Q(node__isnull=False, program__isnull=True),
                name="budget_rpjmd_target_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"
