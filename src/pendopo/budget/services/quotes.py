"""The acts on the survey of a price: what a seller asked is noted, or taken out again."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from pendopo.audit.services import record
from pendopo.budget.models import PriceQuote, PriceRevision
from pendopo.budget.price_storing import held_edition
from pendopo.budget.services.price_items import PriceProblem
from pendopo.files.services import store_document
from pendopo.kernel.access import Actor, require
from pendopo.kernel.money import MAX_BIGINT


@dataclass(frozen=True)
class QuoteValues:
    """What a seller asked, whole rupiah for one unit of measure; `paper` is a photo or PDF as (name, bytes)."""

    seller: str
    place: str
    quoted_date: dt.date
    price_amount: int
    paper: tuple[str, bytes] | None = None


def _checked(values: QuoteValues, price: PriceRevision, now: dt.datetime) -> None:
    if not values.seller.strip():
        raise PriceProblem("seller", "required")
    if not 0 < values.price_amount <= MAX_BIGINT:
        raise PriceProblem("price_amount", "range")
    if values.quoted_date > timezone.localdate(now):
        raise PriceProblem("quoted_date", "future")
    if price.quotes.filter(seller=values.seller.strip(), quoted_date=values.quoted_date).exists():
        raise PriceProblem("seller", "twice")


@transaction.atomic
def add_quote(*, edition_id: int, item_id: int, values: QuoteValues, actor: Actor, now: dt.datetime) -> PriceQuote:
    """Note what a seller asked for an item of a surveyed edition.

    Raises PriceProblem, PricesClosed, FileRefused, PermissionDenied, PriceRevision.DoesNotExist.
    """
    require(actor, "budget.edit_prices")
    edition = held_edition(edition_id)
    price = PriceRevision.objects.select_related("item").get(edition=edition, item_id=item_id)
    _checked(values, price, now)
    label = f"{price.item.name}: {values.seller.strip()}"
    paper = values.paper and store_document(
        data=values.paper[1], file_name=values.paper[0], label=label, actor=actor, now=now
    )
    made = PriceQuote.objects.create(
        revision=price,
        seller=values.seller.strip(),
        place=values.place.strip(),
        quoted_date=values.quoted_date,
        price_amount=values.price_amount,
        document=paper or None,
    )
    _tell("added", made, price, actor, now)
    return made


@transaction.atomic
def remove_quote(*, edition_id: int, quote_id: int, actor: Actor, now: dt.datetime) -> None:
    """Take what a seller asked out of the survey. Raises PricesClosed, PermissionDenied, PriceQuote.DoesNotExist."""
    require(actor, "budget.edit_prices")
    edition = held_edition(edition_id)
    quote = PriceQuote.objects.select_related("revision__item").get(pk=quote_id, revision__edition=edition)
    _tell("removed", quote, quote.revision, actor, now)
    quote.delete()


def _tell(what: str, quote: PriceQuote, price: PriceRevision, actor: Actor, now: dt.datetime) -> None:
    data = {"item": price.item.name, "seller": quote.seller, "amount": quote.price_amount}
    record(actor=actor, event=f"budget.price_quote.{what}", subject=price.edition, now=now, data=data)
