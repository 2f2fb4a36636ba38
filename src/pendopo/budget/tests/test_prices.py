"""Price standards: which prices are in force on a date, and what units of measure hold."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from pendopo.budget import queries
from pendopo.budget.models import PriceEdition, PriceItem, PriceRevision
from pendopo.budget.tests.factories import NOON


def edition(status: str, valid_from: dt.date | None, price: int, item: PriceItem) -> PriceEdition:
    made = PriceEdition.objects.create(title=status, status=status, valid_from_date=valid_from, opened_at=NOON)
    PriceRevision.objects.create(item=item, edition=made, price_amount=price, measure="rim", ceiling="HARD")
    return made


@pytest.fixture
def paper(db):
    return PriceItem.objects.create(kind="SSH", code="SSH-1", name="Kertas HVS A4 70 gram")


def test_only_what_was_in_force_on_the_date_is_given(paper):
    edition("SUPERSEDED", dt.date(2026, 1, 1), 52_000, paper)
    edition("EFFECTIVE", dt.date(2026, 7, 1), 54_000, paper)
    edition("SURVEYED", None, 99_000, paper)
    edition("APPROVED", dt.date(2026, 8, 1), 60_000, paper)
    prices = {day: [row.price_amount for row in queries.effective_prices(day)] for day in DAYS}
    assert prices == {DAYS[0]: [], DAYS[1]: [52_000], DAYS[2]: [54_000], DAYS[3]: [54_000]}


DAYS = (dt.date(2025, 12, 31), dt.date(2026, 6, 30), dt.date(2026, 7, 1), dt.date(2026, 9, 1))


def test_two_editions_are_never_in_force_at_once(paper):
    edition("EFFECTIVE", dt.date(2026, 1, 1), 52_000, paper)
    with pytest.raises(IntegrityError), transaction.atomic():
        edition("EFFECTIVE", dt.date(2026, 7, 1), 54_000, paper)
    assert PriceRevision.objects.get().price_amount == 52_000


def test_units_are_known_by_their_spellings_and_convert_only_where_it_is_certain(db):
    known = queries.measures()
    assert known.factor("dozen", "buah") == Decimal(12)
    assert known.factor("lembar", "lbr") == Decimal(1)
    assert known.factor("dos", "buah") is None
    assert known.factor("3", "buah") is None
    assert round(Decimal(1_340) / (Decimal(15_300) / known.factor("dozen", "buah")), 3) == Decimal("1.051")
