"""Single prices: set by hand with a survey, closed, composed; the worked examples of the handbook (4.3)."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from pendopo.accounts.tests import factories as people
from pendopo.budget import queries, services
from pendopo.budget.composing import fair_cost
from pendopo.budget.demo_prices import PARTS
from pendopo.budget.models import Asb, LineItem, PriceItem, PriceRevision
from pendopo.budget.price_rows import PriceRow

HUNDRED = Decimal(100)


@pytest.fixture
def officer(db):
    return people.person("ppkd@contoh.id", "Rina Astuti", roles=["ppkd"])


@pytest.fixture
def edition(officer, now):
    rows = [PriceRow(place, name, "", measure, price) for place, (name, _c, price, measure, _g) in enumerate(PARTS, 2)]
    rows.append(PriceRow(99, "Beton", "", "m3", 0, kind="HSPK"))
    rows.append(PriceRow(100, "Pelatihan", "", "orang hari", 0, kind="ASB"))
    made, _counts = services.import_prices(rows=rows, title="SSH", source="", actor=officer, now=now)
    return made


def item(name):
    return PriceItem.objects.get(name=name)


@pytest.fixture
def concrete(edition, officer, now):
    parts = {item(name).pk: Decimal(coefficient) for name, coefficient, *_rest in PARTS}
    return services.put_hspk(
        edition_id=edition.pk,
        item_id=item("Beton").pk,
        parts=parts,
        overhead_percent=Decimal(10),
        measure="m3",
        actor=officer,
        now=now,
    )


def test_a_cubic_metre_of_concrete_costs_what_the_handbook_says(edition, concrete):
    found = queries.composition_of(item("Beton"), edition)
    amounts = [int(part.amount) for part in found.parts]
    assert amounts == [556_500, 124_650, 232_680, 165_000, 33_000, 12_450]
    assert (found.sums.parts_amount, found.sums.price_amount, concrete.price_amount) == (
        1_124_280,
        1_236_708,
        1_236_708,
    )
    assert found.complete


def test_dearer_cement_makes_the_concrete_dearer_in_this_edition_alone(edition, concrete, officer, now):
    later = services.begin_edition(title="Revisi", actor=officer, now=now)
    values = services.PriceValues(1_600, "kg")
    services.put_price(edition_id=later.pk, item_id=item("Semen Portland").pk, values=values, actor=officer, now=now)
    sums = queries.composition_of(item("Beton"), later).sums
    assert (sums.parts_amount, sums.price_amount) == (1_161_380, 1_277_518)
    prices = (
        PriceRevision.objects.filter(item__name="Beton").order_by("edition_id").values_list("price_amount", flat=True)
    )
    assert list(prices) == [1_236_708, 1_277_518]
    assert [row["name"] for row in queries.used_in(item("Semen Portland"), later)] == ["Beton"]


def test_a_training_fairly_costs_what_the_handbook_says(edition, officer, now):
    made = services.put_asb(
        edition_id=edition.pk,
        item_id=item("Pelatihan").pk,
        fixed_amount=2_500_000,
        variable_amount=185_000,
        drivers=["orang", "hari"],
        actor=officer,
        now=now,
    )
    assert fair_cost(made.fixed_amount, made.variable_amount, [Decimal(40), Decimal(3)]) == 24_700_000
    later = services.begin_edition(title="Revisi", actor=officer, now=now)
    carried = Asb.objects.get(revision__edition=later)
    assert (carried.fixed_amount, carried.variable_amount, carried.drivers) == (2_500_000, 185_000, ["orang", "hari"])


def test_a_price_is_set_by_hand_with_its_accounts_and_kind_of_ceiling(edition, officer, now):
    row = PriceRow(1, "Proyektor", "5.000 lumen", "unit", 9_500_000, kind="SSH", ceiling="HARD", accounts=("5.2.02",))
    services.add_price(edition_id=edition.pk, row=row, actor=officer, now=now)
    services.add_price(edition_id=edition.pk, row=row, actor=officer, now=now)
    found = PriceRevision.objects.filter(item__name="Proyektor").order_by("pk").select_related("item", "unit")
    assert [(one.price_amount, one.ceiling, one.item.account_prefixes, one.item.occurrence) for one in found] == [
        (9_500_000, "HARD", ["5.2.02"], 1),
        (9_500_000, "HARD", ["5.2.02"], 2),
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (services.PriceValues(-1, "kg"), "price_amount"),
        (services.PriceValues(2**63, "kg"), "price_amount"),
        (services.PriceValues(1, " "), "measure"),
    ],
)
def test_a_price_that_cannot_be_kept_is_refused(edition, officer, now, values, field):
    with pytest.raises(services.PriceProblem) as refusal:
        services.put_price(edition_id=edition.pk, item_id=item("Kerikil").pk, values=values, actor=officer, now=now)
    assert refusal.value.field == field
    assert PriceRevision.objects.get(item__name="Kerikil").price_amount == 300_000


def test_a_part_of_a_composed_item_is_not_closed_and_an_edition_handed_in_stands_still(edition, concrete, officer, now):
    with pytest.raises(services.PriceProblem):
        services.close_price(edition_id=edition.pk, item_id=item("Kerikil").pk, actor=officer, now=now)
    services.close_price(edition_id=edition.pk, item_id=item("Pelatihan").pk, actor=officer, now=now)
    assert PriceItem.objects.filter(name="Pelatihan").exists()
    assert not PriceRevision.objects.filter(item__name="Pelatihan").exists()
    services.propose_prices(edition_id=edition.pk, actor=officer, now=now)
    with pytest.raises(services.PricesClosed):
        services.put_price(
            edition_id=edition.pk,
            item_id=item("Kerikil").pk,
            values=services.PriceValues(1, "m3"),
            actor=officer,
            now=now,
        )
    assert PriceRevision.objects.get(item__name="Kerikil").price_amount == 300_000


def test_only_the_price_officer_changes_prices(edition, staff, now):
    values = services.PriceValues(1, "kg")
    with pytest.raises(PermissionDenied):
        services.put_price(edition_id=edition.pk, item_id=item("Kerikil").pk, values=values, actor=staff, now=now)
    assert PriceRevision.objects.get(item__name="Kerikil").price_amount == 300_000


def test_rows_of_the_sample_name_the_standard_that_they_were_written_from(db):
    call_command("seed_budget_demo", year=2026)
    rows = LineItem.objects.filter(line__sheet__year=2026, line__sheet__side="SPENDING", line__sheet__owner=None)
    priced = rows.filter(price__isnull=False).select_related("price__item")
    assert priced.count() > rows.count() * 0.5
    above = [row.component for row in priced if row.unit_price_amount > row.price.price_amount]
    assert above == []
    assert {row.price.edition_id for row in priced} == {PriceRevision.objects.order_by("pk").first().edition_id}
    assert all(row.component == row.price.item.name for row in priced[:200])
    draft = LineItem.objects.filter(line__sheet__year=2027, price__isnull=False).select_related("price")
    dear = {row.component for row in draft if row.unit_price_amount > row.price.price_amount}
    assert dear <= {"Nasi kotak rapat koordinasi"}
