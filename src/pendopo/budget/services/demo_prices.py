"""The act that gives the sample its price standards: one edition replaced, one in force."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction

from pendopo.budget import demo_prices
from pendopo.budget.models import PriceEdition, PriceItem, PriceKind, PriceQuote, PriceRevision
from pendopo.budget.price_storing import store_prices
from pendopo.budget.services.price_items import put_asb, put_hspk
from pendopo.budget.states import PRICE
from pendopo.kernel.access import Actor, require


@transaction.atomic
def seed_prices_demo(*, year: int, actor: Actor, now: dt.datetime) -> list[PriceEdition]:
    """Store two sample editions, in force from January and from July of the year; none where any edition exists."""
    require(actor, "budget.seed_demo")
    if PriceEdition.objects.exists():
        return []
    first = _edition(dt.date(year, 1, 1), 0, None, actor, now)
    second = _edition(dt.date(year, 7, 1), 5, first, actor, now)
    PRICE.move(first, "supersede")
    first.save(update_fields=["status"])
    PRICE.move(second, "enact")
    second.save(update_fields=["status"])
    return [first, second]


def _edition(day: dt.date, percent: int, base: PriceEdition | None, actor: Actor, now: dt.datetime) -> PriceEdition:
    edition = PriceEdition.objects.create(
        title=f"Standar harga satuan {day.year}" + (" perubahan" if base else ""),
        base=base,
        demo=True,
        legal_instrument=f"Perkada contoh {day.month}/{day.year}",
        legal_date=day,
        valid_from_date=day,
        source="Contoh",
        opened_at=now,
    )
    store_prices(edition, demo_prices.price_rows(percent))
    _compose(edition, actor, now)
    _survey(edition, day)
    for action in ("propose", "approve") if base else ("propose", "approve", "enact"):
        PRICE.move(edition, action)
    edition.save(update_fields=["status"])
    return edition


def _survey(edition: PriceEdition, day: dt.date) -> None:
    """Three sellers for each plain item, around its price."""
    found = PriceRevision.objects.filter(edition=edition, item__kind=PriceKind.SSH, price_amount__gt=0)
    PriceQuote.objects.bulk_create(
        PriceQuote(
            revision=price,
            seller=seller,
            place=place,
            quoted_date=day - dt.timedelta(days=back),
            price_amount=max(1, price.price_amount * percent // 100),
        )
        for price in found
        for seller, place, back, percent in demo_prices.SELLERS
    )


def _compose(edition: PriceEdition, actor: Actor, now: dt.datetime) -> None:
    """Price the composed items from their parts, as the price officer does."""
    names = [*demo_prices.PART_COEFFICIENTS, demo_prices.CONCRETE, demo_prices.TRAINING]
    items = dict(PriceItem.objects.filter(name__in=names, specification="").values_list("name", "pk"))
    own: dict[str, Any] = {"edition_id": edition.pk, "actor": actor, "now": now}
    parts = {items[name]: coefficient for name, coefficient in demo_prices.PART_COEFFICIENTS.items()}
    put_hspk(item_id=items[demo_prices.CONCRETE], parts=parts, overhead_percent=Decimal(10), measure="m3", **own)
    fixed, variable, drivers = demo_prices.TRAINING_COST
    put_asb(item_id=items[demo_prices.TRAINING], fixed_amount=fixed, variable_amount=variable, drivers=drivers, **own)
