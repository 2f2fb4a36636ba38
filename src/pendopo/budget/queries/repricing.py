"""Rows of open stages whose price standard changed in an edition: what they cost, and what they would cost."""

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    DecimalField,
    ExpressionWrapper,
    F,
    FilteredRelation,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Lower, Round

from pendopo.budget.models import LineItem, PriceEdition, Stage
from pendopo.budget.repricing import CAN_FOLLOW, RowFate
from pendopo.budget.states import EDITABLE
from pendopo.kernel.access import Actor, permits

EXACT = DecimalField(max_digits=40, decimal_places=10)


def may_see_impact(actor: Actor) -> bool:
    """Whether the actor may see what an edition would do to the drafts of all units."""
    return permits(actor, "budget.see_price_impact")


def editions_with_impact(actor: Actor) -> QuerySet[PriceEdition]:
    """All editions for those who may see their impact, the newest first; none for others."""
    found = PriceEdition.objects.order_by("-pk")
    return found if may_see_impact(actor) else found.none()


def draft_stages_to_reprice() -> QuerySet[Stage]:
    """The regency's stages that still take changes, the newest first."""
    return Stage.objects.filter(owner=None, status__in=EDITABLE).order_by("-year", "-seq")


def rows_to_reprice(stage: Stage, edition: PriceEdition) -> Any:
    """A queryset of rows of the stage whose standard costs something else in the edition, by unit, form and account.

    Each has `new_id`, `new_price`, `new_measure` (None: the item is gone), `fate` (RowFate), `new_amount` (what the row
    comes to at the new price, where it can take it) and `difference`, whole rupiah. One query.
    """
    own = {"line__sheet__year": stage.year, "line__sheet__owner": stage.owner_id, "stages__contains": stage.seq}
    new = FilteredRelation("price__item__revisions", condition=Q(price__item__revisions__edition=edition))
    rows = LineItem.objects.filter(price__isnull=False, **own).exclude(price__edition=edition).annotate(new=new)
    named = rows.annotate(new_id=F("new__id"), new_price=F("new__price_amount"), new_measure=F("new__measure")).exclude(
        new_id__isnull=False, new_price=F("price__price_amount"), new_measure=F("price__measure")
    )
    return _reckoned(named).order_by("line__sheet__unit__code", "line__sheet_id", "line__account__code", "number")


def _reckoned(rows: Any) -> Any:
    fate = Case(
        When(new_id__isnull=True, then=Value(RowFate.GONE)),
        When(~Q(old_word=F("new_word")) | Q(new_price=0), then=Value(RowFate.UNIT)),
        When(unit_price_amount=F("price__price_amount"), then=Value(RowFate.FOLLOWS)),
        default=Value(RowFate.OWN),
    )
    product = F("volume") * F("new_price") * (100 + F("tax_percent")) / 100
    whole = Round(ExpressionWrapper(product, output_field=EXACT), output_field=EXACT)
    return rows.annotate(
        old_word=Lower("price__measure"),
        new_word=Lower("new_measure"),
        fate=fate,
        new_amount=Cast(
            Case(When(fate__in=CAN_FOLLOW, then=whole), default=F("amount"), output_field=EXACT), BigIntegerField()
        ),
        difference=F("new_amount") - F("amount"),
    ).select_related("line__sheet__unit", "line__account", "price__item")


@dataclass(frozen=True)
class UnitImpact:
    """What an edition does to the draft of one unit: rows touched, those of them at the standard, whole rupiah."""

    code: str
    name: str
    rows: int
    following: int
    old_amount: int
    new_amount: int

    @property
    def difference(self) -> int:
        return self.new_amount - self.old_amount


def impact_by_unit(stage: Stage, edition: PriceEdition) -> list[UnitImpact]:
    """The impact for each unit that has such rows, by code. One query."""
    unit = {"code": F("line__sheet__unit__code"), "unit_name": F("line__sheet__unit__name")}
    found = (
        rows_to_reprice(stage, edition)
        .order_by()
        .values(**unit)
        .annotate(
            rows=Count("pk"),
            following=Count("pk", filter=Q(fate=RowFate.FOLLOWS)),
            old_total=Sum("amount"),
            new_total=Sum("new_amount"),
        )
        .order_by("code")
    )
    return [
        UnitImpact(
            row["code"], row["unit_name"], row["rows"], row["following"], row["old_total"], int(row["new_total"])
        )
        for row in found
    ]
