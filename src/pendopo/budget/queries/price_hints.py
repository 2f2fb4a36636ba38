"""What a person should look at before a price is saved: a slip of the keys, an item that stands already."""

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity

from pendopo.budget.models import PriceEdition, PriceItem, PriceRevision
from pendopo.budget.price_report import PriceFinding, compared
from pendopo.budget.price_rows import PriceRow
from pendopo.budget.queries.prices import measures

LEAST_LIKENESS = 0.45
MOST_NEAR = 5


@dataclass(frozen=True)
class PriceHints:
    """What is strange about a price that is being written; `near` are items that may be the same one."""

    finding: PriceFinding | None
    near: list[PriceRevision]

    def __bool__(self) -> bool:
        return self.finding is not None or bool(self.near)


def hints_for(edition: PriceEdition, row: PriceRow, item: PriceItem | None = None) -> PriceHints:
    """The hints about a row: a known item is compared with its price in the base edition, a new one with its likes.

    At most four queries.
    """
    if item is None:
        return PriceHints(None, _near(edition, row))
    before = edition.base.revisions.filter(item=item).first() if edition.base else None
    return PriceHints(_beside(before, item, row) if before else None, [])


def _beside(before: PriceRevision, item: PriceItem, row: PriceRow) -> PriceFinding | None:
    old = PriceRow(0, item.name, item.specification, before.measure, before.price_amount, kind=item.kind)
    return compared(old, row, measures().factor)


def _near(edition: PriceEdition, row: PriceRow) -> list[PriceRevision]:
    """Items of the same book whose name looks like the row's, the likest first. One query."""
    rows = edition.revisions.filter(item__kind=row.kind).select_related("item")
    alike = rows.annotate(score=TrigramSimilarity("item__name", row.name)).filter(score__gte=LEAST_LIKENESS)
    return list(alike.order_by("-score", "item__code")[:MOST_NEAR])
