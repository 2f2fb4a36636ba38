"""Reading price standards: what is in force on a date, one item with its history."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from pendopo.budget.measuring import spelling_of
from pendopo.budget.models import MeasureSpelling, MeasureUnit, PriceEdition, PriceRevision
from pendopo.budget.states import PRICE_OPEN, PriceStatus


def effective_edition(on: dt.date) -> PriceEdition | None:
    """The edition in force on the date: the latest one that was in force by then. One query."""
    found = PriceEdition.objects.filter(status__in=PRICE_OPEN, valid_from_date__lte=on)
    return found.order_by("-valid_from_date", "-pk").first()


def base_edition() -> PriceEdition | None:
    """The edition that a new one is compared with: the one in force, else the latest. At most two queries."""
    in_force = PriceEdition.objects.filter(status=PriceStatus.EFFECTIVE).first()
    return in_force or PriceEdition.objects.order_by("-pk").first()


def effective_prices(on: dt.date) -> QuerySet[PriceRevision]:
    """The prices in force on the date, one for each item, with item, edition and unit; none before the first edition.

    One query. `price_amount` is whole rupiah for one `measure`; `ceiling` says how firm it is.
    """
    latest = PriceEdition.objects.filter(status__in=PRICE_OPEN, valid_from_date__lte=on)
    edition = latest.order_by("-valid_from_date", "-pk").values("pk")[:1]
    found = PriceRevision.objects.filter(edition__in=edition)
    return found.select_related("item", "edition", "unit").order_by("item__name", "item__specification", "item_id")


@dataclass(frozen=True)
class Measures:
    """Units of measure by any spelling, lower case; conversion where it is certain."""

    by_spelling: dict[str, MeasureUnit]

    def find(self, text: str) -> MeasureUnit | None:
        """The unit of that spelling, or None."""
        return self.by_spelling.get(spelling_of(text))

    def factor(self, old: str, new: str) -> Decimal | None:
        """How many of the new unit one of the old holds: `lusin` to `buah` is 12; None where nobody can say."""
        if spelling_of(old) == spelling_of(new):
            return Decimal(1)
        before, after = self.find(old), self.find(new)
        if before is None or after is None:
            return None
        if (before.base_id or before.pk) != (after.base_id or after.pk):
            return None
        return before.factor / after.factor


def measures() -> Measures:
    """All units of measure. Two queries."""
    found = {unit.pk: unit for unit in MeasureUnit.objects.all()}
    names = {unit.code.lower(): unit for unit in found.values()} | {unit.name.lower(): unit for unit in found.values()}
    spelt = {row.text: found[row.unit_id] for row in MeasureSpelling.objects.all()}
    return Measures(spelt | names)
