"""The acts on single prices of a surveyed edition: by hand, composed, closed; and a new edition begun from the last."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.composing import compose
from pendopo.budget.models import Asb, Hspk, HspkPart, PriceEdition, PriceItem, PriceRevision
from pendopo.budget.price_rows import PriceRow
from pendopo.budget.price_storing import carry_prices, held_edition, store_items
from pendopo.budget.queries.prices import base_edition, measures
from pendopo.kernel.access import Actor, require
from pendopo.kernel.money import MAX_BIGINT


class PriceProblem(ValueError):
    """A value that cannot be kept: `field` names it, `code` the fault."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


@dataclass(frozen=True)
class PriceValues:
    """What a person writes about a price: whole rupiah for one `measure`; `accounts` none means any."""

    price_amount: int
    measure: str
    ceiling: str = "ESTIMATE"
    accounts: tuple[str, ...] = ()
    evidence_id: int | None = None


def _checked(values: PriceValues) -> None:
    if not 0 <= values.price_amount <= MAX_BIGINT:
        raise PriceProblem("price_amount", "range")
    if not values.measure.strip():
        raise PriceProblem("measure", "required")


def _price(edition: PriceEdition, item: PriceItem, values: PriceValues) -> PriceRevision:
    unit = measures().find(values.measure)
    if unit is not None and unit.ended_date is not None:
        raise PriceProblem("measure", "ended")
    columns = {
        "price_amount": values.price_amount,
        "measure": values.measure.strip()[:60],
        "unit": unit,
        "ceiling": values.ceiling,
        "evidence_id": values.evidence_id,
    }
    made, _new = PriceRevision.objects.update_or_create(edition=edition, item=item, defaults=columns)
    return made


@transaction.atomic
def begin_edition(*, title: str, actor: Actor, now: dt.datetime) -> PriceEdition:
    """Begin a surveyed edition with all prices of the one before, to be revised one by one. Raises PriceProblem."""
    require(actor, "budget.edit_prices")
    if not title.strip():
        raise PriceProblem("title", "required")
    base = base_edition()
    own = {"proposer_pk": str(actor.pk or ""), "proposer_label": actor.label}
    edition = PriceEdition.objects.create(
        title=title.strip()[:200], base=base, source=base.source if base else "", opened_at=now, **own
    )
    rows = carry_prices(base, edition) if base else 0
    data = {"title": edition.title, "rows": rows}
    record(actor=actor, event="budget.prices.begun", subject=edition, now=now, data=data)
    return edition


@transaction.atomic
def add_price(*, edition_id: int, row: PriceRow, actor: Actor, now: dt.datetime) -> PriceRevision:
    """Add an item that no book held, with its price. Raises PricesClosed, PriceProblem, PermissionDenied."""
    require(actor, "budget.edit_prices")
    edition = held_edition(edition_id)
    if not row.name.strip():
        raise PriceProblem("name", "required")
    values = PriceValues(row.price_amount, row.measure, row.ceiling, row.accounts)
    _checked(values)
    made = _price(edition, store_items([row])[0], values)
    _noted(made, actor, now)
    return made


@transaction.atomic
def put_price(*, edition_id: int, item_id: int, values: PriceValues, actor: Actor, now: dt.datetime) -> PriceRevision:
    """Set or revise the price of an item in a surveyed edition, with the survey behind it.

    Composed prices that hold the item are computed anew. Raises PricesClosed, PriceProblem, PermissionDenied.
    """
    require(actor, "budget.edit_prices")
    edition = held_edition(edition_id)
    _checked(values)
    item = PriceItem.objects.select_for_update().get(pk=item_id)
    if list(values.accounts) != item.account_prefixes:
        PriceItem.objects.filter(pk=item_id).update(account_prefixes=list(values.accounts))
    made = _price(edition, item, values)
    _recompose(edition, [item_id])
    _noted(made, actor, now)
    return made


@transaction.atomic
def close_price(*, edition_id: int, item_id: int, actor: Actor, now: dt.datetime) -> None:
    """Take an item out of a surveyed edition; earlier editions and rows written from it keep it.

    Raises PricesClosed, PriceProblem (it is a part of composed items), PermissionDenied.
    """
    require(actor, "budget.edit_prices")
    edition = held_edition(edition_id)
    if HspkPart.objects.filter(item_id=item_id, hspk__item__revisions__edition=edition).exists():
        raise PriceProblem("item", "part")
    row = PriceRevision.objects.select_related("item").get(edition=edition, item_id=item_id)
    data = {"item": row.item.name, "title": edition.title}
    record(actor=actor, event="budget.price.closed", subject=edition, now=now, data=data)
    row.delete()


@transaction.atomic
def put_hspk(
    *,
    edition_id: int,
    item_id: int,
    parts: Mapping[int, Decimal],
    overhead_percent: Decimal,
    measure: str,
    actor: Actor,
    now: dt.datetime,
    ceiling: str = "ESTIMATE",
) -> PriceRevision:
    """Compose an item from others (item id -> coefficient) and price it: sum x (1 + overhead and profit).

    Raises PriceProblem (no part, a part without a price, itself a part), PricesClosed, PermissionDenied.
    """
    require(actor, "budget.edit_prices")
    edition = held_edition(edition_id)
    item = PriceItem.objects.select_for_update().get(pk=item_id)
    if not parts or item_id in parts or any(coefficient <= 0 for coefficient in parts.values()):
        raise PriceProblem("parts", "required")
    if Hspk.objects.filter(item__in=parts).exists():
        raise PriceProblem("parts", "composed")
    hspk, _new = Hspk.objects.update_or_create(item=item, defaults={"overhead_percent": overhead_percent})
    hspk.parts.all().delete()
    HspkPart.objects.bulk_create(HspkPart(hspk=hspk, item_id=pk, coefficient=c) for pk, c in parts.items())
    made = _price(edition, item, PriceValues(_composed(edition, hspk), measure, ceiling))
    _noted(made, actor, now)
    return made


def _composed(edition: PriceEdition, hspk: Hspk) -> int:
    """The price of the composed item at the edition's prices. Raises PriceProblem."""
    rows = list(hspk.parts.values_list("item_id", "coefficient"))
    found = PriceRevision.objects.filter(edition=edition, item__in=[pk for pk, _coefficient in rows])
    prices = dict(found.values_list("item_id", "price_amount"))
    if missing := [pk for pk, _coefficient in rows if pk not in prices]:
        raise PriceProblem("parts", f"no_price {missing[0]}")
    return compose([(coefficient, prices[pk]) for pk, coefficient in rows], hspk.overhead_percent).price_amount


def _recompose(edition: PriceEdition, item_ids: Sequence[int]) -> int:
    """Compute anew the composed prices of the edition that hold any of the items; gives how many there are."""
    found = Hspk.objects.filter(parts__item__in=item_ids, item__revisions__edition=edition).distinct()
    for hspk in found:
        PriceRevision.objects.filter(edition=edition, item=hspk.item_id).update(price_amount=_composed(edition, hspk))
    return len(found)


@transaction.atomic
def put_asb(
    *,
    edition_id: int,
    item_id: int,
    fixed_amount: int,
    variable_amount: int,
    drivers: Sequence[str],
    actor: Actor,
    now: dt.datetime,
) -> Asb:
    """Say what an activity fairly costs: a fixed part and a variable part for one of each driver, whole rupiah.

    Raises PriceProblem, PricesClosed, PermissionDenied.
    """
    require(actor, "budget.edit_prices")
    edition = held_edition(edition_id)
    if fixed_amount < 0 or variable_amount < 0 or not drivers:
        raise PriceProblem("drivers", "required")
    item = PriceItem.objects.get(pk=item_id)
    price = _price(edition, item, PriceValues(variable_amount, " ".join(drivers)))
    amounts = {"fixed_amount": fixed_amount, "variable_amount": variable_amount, "drivers": list(drivers)}
    made, _new = Asb.objects.update_or_create(revision=price, defaults=amounts)
    _noted(price, actor, now)
    return made


def _noted(price: PriceRevision, actor: Actor, now: dt.datetime) -> None:
    data = {"item": price.item.name, "amount": price.price_amount, "measure": price.measure}
    record(actor=actor, event="budget.price.put", subject=price.edition, now=now, data=data)
