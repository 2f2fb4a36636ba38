"""The three sides of a stage: revenue, spending, financing; how they balance, and the forms of the outer two."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from pendopo.budget.models import RkaSheet, Side, Stage
from pendopo.budget.states import EDITABLE, RKA_EDITABLE
from pendopo.kernel.access import Actor, permits
from pendopo.organisations.models import Unit


@dataclass(frozen=True)
class StageBalance:
    """What the sides of a stage hold, whole rupiah (Permendagri 77/2020)."""

    revenue_amount: int
    spending_amount: int
    received_amount: int
    paid_amount: int

    @property
    def surplus_amount(self) -> int:
        """Revenue less spending; below zero is a deficit."""
        return self.revenue_amount - self.spending_amount

    @property
    def financing_amount(self) -> int:
        """Financing received less financing paid."""
        return self.received_amount - self.paid_amount

    @property
    def short_amount(self) -> int:
        """What is lacking, zero when nothing is."""
        return max(-self.rest_amount, 0)

    @property
    def rest_amount(self) -> int:
        """What is left of all (SiLPA of the year); a budget plans zero."""
        return self.surplus_amount + self.financing_amount


def stage_balance(stage: Stage) -> StageBalance:
    """The sides of the stage as its totals stand. One query."""
    at = Q(unit=None, activity=None, account__code__in=["4", "5", "6.1", "6.2"])
    found = dict(stage.totals.filter(at).values_list("account__code", "amount"))
    return StageBalance(found.get("4", 0), found.get("5", 0), found.get("6.1", 0), found.get("6.2", 0))


@dataclass(frozen=True)
class SideForm:
    """A revenue or financing form of a unit: how many rows it has and what they come to, whole rupiah."""

    sheet: RkaSheet
    rows: int
    amount: int


def side_forms_visible_to(actor: Actor, stage: Stage) -> list[SideForm]:
    """The revenue and financing forms that the actor may see, by side and unit. One query."""
    at = Q(lines__items__stages__contains=stage.seq)
    sheets = RkaSheet.objects.filter(year=stage.year, owner=stage.owner_id, activity=None).select_related("unit")
    # One join gives both: count and sum are over the same rows.
    counted = sheets.annotate(
        rows=Count("lines__items", filter=at), amount=Sum("lines__items__amount", filter=at, default=0)
    )
    return [
        SideForm(sheet, sheet.rows, sheet.amount)
        for sheet in counted.order_by("-side", "unit__code")
        if permits(actor, "budget.see_rka", sheet.unit)
    ]


def sides_to_begin(actor: Actor, stage: Stage, unit: Unit) -> list[str]:
    """The sides (of revenue and financing) that the actor may begin a form for in the unit. At most three queries."""
    if stage.status not in EDITABLE or not permits(actor, "budget.compose_rka", unit):
        return []
    status = stage.rka.filter(unit=unit).values_list("status", flat=True).first()
    if status is not None and status not in RKA_EDITABLE:
        return []
    begun = RkaSheet.objects.filter(year=stage.year, owner=stage.owner_id, unit=unit, activity=None)
    there = set(begun.values_list("side", flat=True))
    return [side for side in (Side.REVENUE, Side.FINANCING) if side not in there]
