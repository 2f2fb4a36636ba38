"""Which standard prices the sample's rows were written from."""

from pendopo.budget.models import PriceEdition, PriceRevision
from pendopo.budget.states import PriceStatus

Prices = dict[tuple[str, str], int]
"""(name, specification) -> id of the price."""


def prices_of(edition: PriceEdition | None) -> Prices:
    """The prices of a sample edition by name and specification. One query."""
    if edition is None:
        return {}
    rows = PriceRevision.objects.filter(edition=edition).values_list("item__name", "item__specification", "pk")
    return {(name, specification): pk for name, specification, pk in rows}


def sample_prices(stage_kind: str) -> Prices:
    """The prices that the rows of a sample stage were written from: a draft's from the edition in force."""
    status = PriceStatus.EFFECTIVE if stage_kind == "RKA" else PriceStatus.SUPERSEDED
    return prices_of(PriceEdition.objects.filter(status=status, demo=True).first())
