"""The report of an edition beside the one before it."""

from dataclasses import dataclass

from pendopo.budget.models import PriceEdition, PriceRevision
from pendopo.budget.price_report import PriceFinding, median_ratio, pairs, report
from pendopo.budget.price_rows import PriceRow
from pendopo.budget.queries.prices import measures


@dataclass(frozen=True)
class PriceReport:
    """Strange prices, how many rows could be compared, and the middle of new price / old price (0: none)."""

    findings: list[PriceFinding]
    compared: int
    median: float

    def count(self, kind: str) -> int:
        return sum(finding.kind == kind for finding in self.findings)


def rows_of_edition(edition: PriceEdition | None) -> list[PriceRow]:
    """The prices of an edition as rows; `place` is the order in which they were taken over. One query."""
    if edition is None:
        return []
    columns = ("item__name", "item__specification", "measure", "price_amount", "item__kind", "ceiling", "item__group")
    rows = PriceRevision.objects.filter(edition=edition).order_by("pk").values_list("pk", *columns, "item__code")
    return [
        PriceRow(pk, name, spec, measure, price, kind=kind, ceiling=ceiling, group=group, code=code)
        for pk, name, spec, measure, price, kind, ceiling, group, code in rows
    ]


def price_report(rows: list[PriceRow], base: PriceEdition | None) -> PriceReport:
    """What is strange in the rows beside the base edition. Three queries."""
    old = rows_of_edition(base)
    found = report(old, rows, measures().factor)
    return PriceReport(found, sum(1 for _pair in pairs(old, rows)), median_ratio(old, rows))
