"""What people read of ceilings: the envelope of a stage, the pool of each unit, its sub kegiatan, and how they came."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from pendopo.budget.models import ActivityLevel, ActivityNode, CeilingEdit, LineAmount, Pagu, Stage, StageEnvelope
from pendopo.budget.pool import Place, ceilings_by_unit, given_by_unit
from pendopo.budget.states import EDITABLE
from pendopo.kernel.access import Actor, permits
from pendopo.organisations.models import Unit, UnitKind

WITH_CEILING = (UnitKind.OPD, UnitKind.KECAMATAN)
"""Kinds of units that stand in the list before they have a ceiling (Permendagri 77/2020: SKPD)."""


@dataclass(frozen=True)
class Pool:
    """What may be spread, and what is given from it; whole rupiah."""

    amount: int
    given_amount: int

    @property
    def rest_amount(self) -> int:
        """What is still free."""
        return self.amount - self.given_amount


@dataclass(frozen=True)
class UnitPool(Pool):
    """The ceiling of a unit, what its sub kegiatan took of it, and what its rows hold; whole rupiah."""

    unit: Unit
    used_amount: int


def envelope_of(stage: Stage) -> Pool:
    """What all units may spend and what they were given; as given where nobody has set it. Three queries."""
    given = sum(ceilings_by_unit(stage).values())
    amount = StageEnvelope.objects.filter(stage=stage).values_list("amount", flat=True).first()
    return Pool(given if amount is None else amount, given)


def unit_pools_visible_to(actor: Actor, stage: Stage) -> list[UnitPool]:
    """Each unit that the actor may see: those with a ceiling; every office for who spreads. By code, five queries."""
    ceilings = ceilings_by_unit(stage)
    given = given_by_unit(stage)
    top = Q(account__level=1, account__code="5", activity=None)
    used = dict(stage.totals.filter(top, unit__isnull=False).values_list("unit_id", "amount"))
    wanted = Q(pk__in=ceilings)
    if stage.owner_id is None and permits(actor, "budget.set_ceiling"):
        wanted |= Q(kind__in=WITH_CEILING, is_active=True)
    return [
        UnitPool(ceilings.get(unit.pk, 0), given.get(unit.pk, 0), unit, used.get(unit.pk, 0))
        for unit in Unit.objects.filter(wanted).order_by("code")
        if permits(actor, "budget.see_rka", unit)
    ]


def unit_pool(stage: Stage, unit: Unit) -> UnitPool:
    """The ceiling of one unit with what was given and used of it. Four queries."""
    ceiling = ceilings_by_unit(stage).get(unit.pk, 0)
    top = Q(account__level=1, account__code="5", activity=None)
    used = stage.totals.filter(top, unit=unit).values_list("amount", flat=True).first()
    return UnitPool(ceiling, given_by_unit(stage).get(unit.pk, 0), unit, used or 0)


@dataclass(frozen=True)
class SpreadRow:
    """The ceiling of one occurrence of a sub kegiatan and what its rows hold; whole rupiah."""

    activity_id: int
    code: str
    name: str
    sequence: int
    amount: int
    used_amount: int

    @property
    def key(self) -> str:
        """`activity-occurrence`, as the grid names its cells."""
        return f"{self.activity_id}-{self.sequence}"

    @property
    def place(self) -> Place:
        return self.activity_id, self.sequence

    @property
    def rest_amount(self) -> int:
        return self.amount - self.used_amount


def spread_of(stage: Stage, unit: Unit) -> list[SpreadRow]:
    """The ceilings of a unit's sub kegiatan by code and occurrence. Two queries."""
    used = _used(stage, unit)
    rows = Pagu.objects.filter(stage=stage, unit=unit).select_related("activity")
    return [
        SpreadRow(
            row.activity_id,
            row.activity.code,
            row.stated_name or row.activity.name,
            row.sequence,
            row.amount,
            used.get((row.activity_id, row.sequence), 0),
        )
        for row in rows.order_by("activity__code", "sequence")
    ]


def _used(stage: Stage, unit: Unit) -> dict[Place, int]:
    own = {"line__sheet__year": stage.year, "line__sheet__owner": stage.owner_id, "line__sheet__unit": unit}
    lines = LineAmount.objects.filter(stages__contains=stage.seq, line__sheet__activity__isnull=False, **own)
    places = lines.values_list("line__sheet__activity_id", "line__sheet__sequence").annotate(total=Sum("amount"))
    return {(activity, sequence): total for activity, sequence, total in places}


def ceilings_editable(actor: Actor, stage: Stage) -> bool:
    """Whether the actor may change ceilings of the stage now."""
    return stage.status in EDITABLE and permits(actor, "budget.set_ceiling")


def ceiling_edits_visible_to(actor: Actor, stage: Stage, unit: Unit | None = None) -> QuerySet[CeilingEdit]:
    """How the ceilings of the stage came to be, newest first: of one unit, or of all that the actor may see."""
    edits = CeilingEdit.objects.filter(stage=stage).select_related("unit", "activity").order_by("-id")
    if unit is not None:
        return edits.filter(unit=unit) if permits(actor, "budget.see_rka", unit) else edits.none()
    if permits(actor, "budget.see_rka"):
        touched = Unit.objects.filter(pk__in=edits.values("unit_id").distinct())
        seen = [one.pk for one in touched if permits(actor, "budget.see_rka", one)]
        return edits.filter(Q(unit__isnull=True) | Q(unit__in=seen))
    return edits.none()


def spending_activity(stage: Stage, code: str) -> ActivityNode | None:
    """The sub kegiatan of that code in the stage's list."""
    own = ActivityNode.objects.filter(code_list_id=stage.code_list_id, level=ActivityLevel.SUB_KEGIATAN)
    return own.filter(code=code).first()


def unit_ids_by_code() -> dict[str, int]:
    """Code -> id of every active unit. One query."""
    return dict(Unit.objects.filter(is_active=True).values_list("code", "pk"))


def sub_kegiatan_ids(stage: Stage) -> dict[str, int]:
    """Code -> id of the sub kegiatan of the stage's list. One query."""
    own = ActivityNode.objects.filter(code_list_id=stage.code_list_id, level=ActivityLevel.SUB_KEGIATAN)
    return dict(own.values_list("code", "pk"))
