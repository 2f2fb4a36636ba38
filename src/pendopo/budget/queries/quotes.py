"""Reading the survey of a price."""

from dataclasses import dataclass
from statistics import median

from pendopo.budget.models import PriceQuote, PriceRevision

ENOUGH = 3
"""From so many sellers on, a price can be compared with what they ask."""


@dataclass(frozen=True)
class Survey:
    """What sellers asked, the cheapest first, and the middle of it; whole rupiah, 0 where nobody was asked."""

    quotes: list[PriceQuote]
    middle: int

    @property
    def lowest(self) -> int:
        """The cheapest, 0 where nobody was asked."""
        return self.quotes[0].price_amount if self.quotes else 0

    @property
    def highest(self) -> int:
        """The dearest, 0 where nobody was asked."""
        return self.quotes[-1].price_amount if self.quotes else 0

    @property
    def thin(self) -> bool:
        """Whether fewer sellers were asked than make a comparison."""
        return len(self.quotes) < ENOUGH

    def above(self, amount: int) -> bool:
        """Whether the amount is more than what the dearest asked."""
        return bool(self.quotes) and amount > self.highest


def survey_of(price: PriceRevision) -> Survey:
    """The survey behind a price. One query."""
    found = list(price.quotes.select_related("document"))
    return Survey(found, int(median(quote.price_amount for quote in found)) if found else 0)
