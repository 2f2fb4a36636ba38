"""Composing work and fair costs on their pages: the worked examples of the handbook (4.3) to the rupiah."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.budget import queries, services
from pendopo.budget.demo_prices import PARTS
from pendopo.budget.models import Asb, HspkPart, PriceItem, PriceRevision
from pendopo.budget.price_rows import PriceRow


@pytest.fixture
def officer(db):
    return people.person("ppkd@contoh.id", "Rina Astuti", roles=["ppkd"])


@pytest.fixture
def edition(officer, now):
    rows = [PriceRow(place, name, "", measure, price) for place, (name, _c, price, measure, _g) in enumerate(PARTS, 2)]
    made, _counts = services.import_prices(rows=rows, title="SSH", source="", actor=officer, now=now)
    return made


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def page(edition, kind="hspk", name=None):
    if name is None:
        return reverse(f"budget:new_{kind}", kwargs={"edition": edition.pk})
    item = PriceItem.objects.get(name=name)
    return reverse(f"budget:edit_{kind}", kwargs={"edition": edition.pk, "item": item.pk})


def sent(parts=PARTS, **more):
    values = {"name": "Beton", "measure": "m3", "overhead": "10", "ceiling": "ESTIMATE", "accounts": "5.2"}
    values |= {"b-TOTAL_FORMS": str(len(parts) + 1), "b-INITIAL_FORMS": "0"}
    for number, (name, coefficient, *_rest) in enumerate(parts):
        values |= {f"b-{number}-item": name, f"b-{number}-coefficient": coefficient.replace(".", ",")}
    return values | more


def concrete():
    return PriceRevision.objects.get(item__name="Beton")


def test_concrete_is_composed_and_costs_what_the_handbook_says(desk, edition):
    assert desk.post(page(edition), sent()).status_code == 302
    assert (concrete().price_amount, concrete().measure) == (1_236_708, "m3")
    assert concrete().item.account_prefixes == ["5.2"]
    parts = {part.item.name: part.coefficient for part in HspkPart.objects.select_related("item")}
    assert parts == {name: Decimal(coefficient) for name, coefficient, *_rest in PARTS}


@pytest.mark.parametrize("how", [{"headers": {"HX-Request": "true"}}, {"compute": "1"}])
def test_the_sum_is_shown_and_nothing_saved_with_and_without_script(desk, edition, how):
    headers = how.pop("headers", {})
    text = desk.post(page(edition), sent(**how), headers=headers).content.decode()
    for amount in ("Rp556.500", "Rp124.650", "Rp232.680", "Rp165.000", "Rp33.000", "Rp12.450"):
        assert amount in text
    assert "Rp1.124.280" in text
    assert "Rp1.236.708" in text
    assert ("<html" in text) == (not headers)
    assert not PriceItem.objects.filter(name="Beton").exists()


def test_parts_are_changed_taken_out_and_added(desk, edition):
    desk.post(page(edition), sent())
    address = page(edition, name="Beton")
    shown = desk.get(address).context["rows"]
    assert [row["coefficient"].value() for row in shown][:2] == ["371", "0,4986"]
    changed = sent() | {"b-0-coefficient": "400", "b-5-remove": "on"}
    assert desk.post(address, changed).status_code == 302
    assert sorted(HspkPart.objects.values_list("item__name", flat=True)) == sorted(name for name, *_r in PARTS[:5])
    assert concrete().price_amount == round((1_124_280 - 12_450 + 29 * 1_500) * 1.1)
    more = desk.post(address, sent(more="1")).context["rows"]
    assert len(more) == len(PARTS) + 1 + 3


def test_dearer_cement_reprices_the_concrete(desk, edition, officer, now):
    desk.post(page(edition), sent())
    cement = PriceItem.objects.get(name="Semen Portland").pk
    values = services.PriceValues(1_600, "kg")
    services.put_price(edition_id=edition.pk, item_id=cement, values=values, actor=officer, now=now)
    assert concrete().price_amount == 1_277_518


FAULTS = [
    ({"b-0-coefficient": "banyak"}, "Tulis koefisien dengan angka"),
    ({"b-0-coefficient": "0"}, "Koefisien harus di atas nol"),
    ({"b-0-item": "semen"}, "Mungkin: SSH-000001 Semen Portland"),
    ({"b-1-item": "Semen Portland"}, "Bagian ini tercantum dua kali"),
    ({"b-0-item": ""}, "Tulis bagian dan koefisiennya"),
]


@pytest.mark.parametrize(("fault", "words"), FAULTS)
def test_a_fault_stands_at_its_row_and_the_rest_stays_as_written(desk, edition, fault, words):
    answer = desk.post(page(edition), sent(**fault))
    text = answer.content.decode()
    assert words in text
    assert 'value="0,7756"' in text
    assert not PriceItem.objects.filter(name="Beton").exists()


def test_work_without_parts_is_refused_in_words(desk, edition):
    text = desk.post(page(edition), sent(parts=())).content.decode()
    assert "Pilih sedikitnya satu bagian" in text
    assert not PriceItem.objects.filter(name="Beton").exists()


def test_items_are_suggested_while_one_types(desk, edition):
    address = reverse("budget:suggest_parts", kwargs={"edition": edition.pk})
    text = desk.get(address, {"b-3-item": "semen"}).content.decode()
    assert text.count("<option") == 1
    assert 'value="SSH-000001 Semen Portland"' in text


TRAINING = {"name": "Pelatihan", "fixed": "2.500.000", "variable": "185.000", "drivers": "orang x hari"}


def test_a_training_fairly_costs_what_the_handbook_says(desk, edition):
    tried = desk.post(page(edition, "asb"), TRAINING | {"trial": "40 x 3", "compute": "1"})
    assert "Untuk 40 orang x 3 hari: <b>Rp24.700.000</b>" in tried.content.decode()
    assert not Asb.objects.exists()
    assert desk.post(page(edition, "asb"), TRAINING).status_code == 302
    made = Asb.objects.get(revision__edition=edition)
    assert (made.fixed_amount, made.variable_amount, made.drivers) == (2_500_000, 185_000, ["orang", "hari"])
    address = page(edition, "asb", "Pelatihan")
    assert desk.get(address).context["form"]["drivers"].value() == "orang x hari"
    desk.post(address, TRAINING | {"fixed": "3.000.000"})
    made.refresh_from_db()
    assert made.fixed_amount == 3_000_000


def test_numbers_to_try_fit_the_drivers(desk, edition):
    form = desk.post(page(edition, "asb"), TRAINING | {"trial": "40"}).context["form"]
    assert list(form.errors) == ["trial"]
    assert not Asb.objects.exists()


@pytest.mark.parametrize(("roles", "status"), [(["pptk"], 403), (["tapd"], 403), (["bupati"], 404), ([], 403)])
def test_only_the_price_officer_composes(client, edition, roles, status):
    client.force_login(people.person("lain@contoh.id", "Orang Lain", roles=roles))
    assert client.get(page(edition)).status_code == status
    assert client.post(page(edition), sent()).status_code == status
    assert client.post(page(edition, "asb"), TRAINING).status_code == status
    assert not PriceItem.objects.filter(kind__in=["HSPK", "ASB"]).exists()


def test_the_number_of_queries_does_not_grow_with_the_parts(desk, edition):
    counts = []
    for parts in (PARTS[:2], PARTS[:2], PARTS):
        with CaptureQueriesContext(connection) as asked:
            desk.post(page(edition), sent(parts, compute="1"))
        counts.append(len(asked))
    assert counts[1] == counts[2]
    assert queries.prices_named(edition, ["", "tak ada"]) == {}
