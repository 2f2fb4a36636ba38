"""Government bodies as one tree, and the posts in them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """What kind of government body a unit is."""

    OPD = "OPD", _("Regional apparatus (OPD)")
    UPTD = "UPTD", _("Technical unit (UPTD)")
    SATKER = "SATKER", _("Work unit")
    KECAMATAN = "KECAMATAN", _("Subdistrict")
    KELURAHAN = "KELURAHAN", _("Urban village")
    VILLAGE = "VILLAGE", _("Village government")
    BUMD = "BUMD", _("Regional enterprise (BUMD)")


class PositionKind(models.TextChoices):
    """The kind of a post, after the law on the state civil apparatus (UU 20/2023)."""

    STRUCTURAL = "STRUCTURAL", _("Managerial post")
    FUNCTIONAL = "FUNCTIONAL", _("Functional post")
    EXECUTIVE = "EXECUTIVE", _("Executive post")


class Unit(models.Model):
    """A government body: an Opd, a unit below it, a kecamatan, a village government or a regional enterprise.

    `path` holds the primary keys from the root to the unit itself, each followed by a slash ("4/17/"), so that all
    units below one share its path as prefix.
    """

    kind = models.CharField(max_length=12, choices=UnitKind)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    path = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(code=""), name="unit_code_given"),
            models.CheckConstraint(condition=~Q(name=""), name="unit_name_given"),
            models.CheckConstraint(condition=Q(kind__in=UnitKind.values), name="unit_kind_known"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["path"], name="unit_path_prefix", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def lineage(self) -> list[int]:
        """The primary keys of the unit's ancestors and of the unit itself, from the root."""
        return [int(part) for part in self.path.split("/") if part]


class Position(models.Model):
    """A post in a unit, whoever holds it."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=PositionKind, default=PositionKind.STRUCTURAL)

    class Meta:
        ordering: ClassVar[list[str]] = ["unit__code", "title"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "title"], name="position_once_per_unit"),
        ]

    def __str__(self) -> str:
        return self.title
