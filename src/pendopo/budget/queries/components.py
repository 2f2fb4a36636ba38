"""The component rows of a place at the bottom of the tree, as they stand in a stage."""

from django.db.models import QuerySet

from pendopo.budget.models import LineItem, Side
from pendopo.budget.queries.explorer import PAGU, Place


def component_rows(place: Place) -> QuerySet[LineItem]:
    """The rows of a unit's sub kegiatan in the place's stage, by account and number; none at every other place."""
    if place.below != PAGU or place.unit is None:
        return LineItem.objects.none()
    own = {"line__sheet__year": place.stage.year, "line__sheet__owner": None, "line__sheet__side": Side.SPENDING}
    rows = LineItem.objects.filter(
        **own, line__sheet__unit=place.unit, line__sheet__activity=place.node, stages__contains=place.stage.seq
    )
    order = ("line__account__code", "line__sheet__sequence", "number")
    return rows.select_related("line__account").order_by(*order)
