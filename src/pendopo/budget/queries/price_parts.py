"""What a composed item is made of in an edition, and where an item is a part."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F

from pendopo.budget.composing import Composed, compose
from pendopo.budget.models import Hspk, HspkPart, PriceEdition, PriceItem, PriceRevision
from pendopo.budget.writing import write_volume

MOST_USES = 25


@dataclass(frozen=True)
class PartPriced:
    """One part: so much of an item, its price (None: not in this edition) and what that comes to in whole rupiah."""

    code: str
    name: str
    measure: str
    coefficient: Decimal
    price_amount: int | None

    @property
    def written(self) -> str:
        """`0,4986`, as people write it."""
        return write_volume(self.coefficient)

    @property
    def amount(self) -> Decimal:
        return self.coefficient * (self.price_amount or 0)


@dataclass(frozen=True)
class Composition:
    """The parts of a composed item and what they come to with overhead and profit, in one edition."""

    parts: list[PartPriced]
    overhead_percent: Decimal
    sums: Composed

    @property
    def complete(self) -> bool:
        return all(part.price_amount is not None for part in self.parts)


def composition_of(item: PriceItem, edition: PriceEdition) -> Composition | None:
    """The composition of the item at the prices of the edition; none where it is not composed. Three queries."""
    hspk = Hspk.objects.filter(item=item).first()
    if hspk is None:
        return None
    rows = list(hspk.parts.select_related("item"))
    prices = {
        row.item_id: row for row in PriceRevision.objects.filter(edition=edition, item__in=[r.item_id for r in rows])
    }
    parts = []
    for row in rows:
        price = prices.get(row.item_id)
        parts.append(
            PartPriced(
                row.item.code,
                row.item.name,
                price.measure if price else "",
                row.coefficient,
                price.price_amount if price else None,
            )
        )
    sums = compose([(part.coefficient, part.price_amount or 0) for part in parts], hspk.overhead_percent)
    return Composition(parts, hspk.overhead_percent, sums)


def used_in(item: PriceItem, edition: PriceEdition) -> list[dict[str, object]]:
    """Composed items of the edition that hold this one: code, name, coefficient. One query."""
    rows = HspkPart.objects.filter(item=item, hspk__item__revisions__edition=edition)
    values = {"code": F("hspk__item__code"), "name": F("hspk__item__name")}
    found = rows.order_by("hspk__item__name").values("coefficient", **values)[:MOST_USES]
    return [row | {"written": write_volume(row["coefficient"])} for row in found]
