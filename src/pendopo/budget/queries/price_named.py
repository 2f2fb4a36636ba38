"""Items of an edition by what a person writes of them: a code, a code with the name behind it, or the name alone."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from pendopo.budget.models import PriceEdition, PriceKind, PriceRevision
from pendopo.budget.queries.price_search import PriceAsked, find_prices

MOST_LIKE = 8
PART_KINDS = (PriceKind.SSH, PriceKind.SBU)


def _parts(edition: PriceEdition) -> QuerySet[PriceRevision]:
    return edition.revisions.filter(item__kind__in=PART_KINDS).select_related("item")


def prices_named(edition: PriceEdition, texts: Iterable[str]) -> dict[str, PriceRevision]:
    """Text -> the price of the plain item (SSH, SBU) that it names; texts that name none or several are missing.

    One query.
    """
    asked = {text: text.strip().lower() for text in texts if text.strip()}
    codes = {text: words.split(" ", 1)[0] for text, words in asked.items()}
    rows = _parts(edition).annotate(low_code=Lower("item__code"), low_name=Lower("item__name"))
    found = list(rows.filter(Q(low_code__in=codes.values()) | Q(low_name__in=asked.values())))
    by_code = {row.item.code.lower(): row for row in found}
    named: dict[str, PriceRevision] = {}
    for text, words in asked.items():
        same = [row for row in found if row.item.name.lower() == words]
        one = by_code.get(codes[text]) or (same[0] if len(same) == 1 else None)
        if one is not None:
            named[text] = one
    return named


def prices_like(edition: PriceEdition, text: str) -> list[PriceRevision]:
    """A few plain items that fit what was typed, the best first. At most two queries."""
    if not text.strip():
        return []
    return list(find_prices(edition, PriceAsked(text=text)).rows.filter(item__kind__in=PART_KINDS)[:MOST_LIKE])
