"""The catalogue: a supplier writes, the procurement unit looks, everybody finds; changes are looked at again."""

import dataclasses
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS, SYSTEM
from pendopo.kernel.states import MoveRefused
from pendopo.procurement import queries, services
from pendopo.procurement.models import CatalogueItem, SupplierAccount, SupplierSanction
from pendopo.procurement.services import ItemRefused, ItemValues
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests.test_contracts import supplier
from pendopo.search.models import PublicDocument

BROOM = ItemValues(name="Sapu glagah", category="CLEANING", measure="buah", price_amount=22_000, tkdn_percent=D(95))


@pytest.fixture
def firm(db):
    return supplier(scale="MICRO")


@pytest.fixture
def seller(firm):
    user = people.person("penjual@contoh.id", "Wagiyah")
    SupplierAccount.objects.create(supplier=firm, user=user, named_at=f.NOON)
    return user


@pytest.fixture
def keeper(opd):
    return people.person("ukpbj@contoh.id", "Petugas UKPBJ", roles=["ukpbj"], unit=opd)


def draft(firm, actor=SYSTEM, **more):
    values = dataclasses.replace(BROOM, **more)
    return services.draft_item(supplier_id=firm.pk, values=values, actor=actor, now=f.NOON)


def act(name, item, actor=SYSTEM, **more):
    return getattr(services, f"{name}_item")(item_id=item.pk, actor=actor, now=f.NOON, **more)


def listed(firm, **more):
    item = draft(firm, **more)
    act("submit", item)
    return act("list", item)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def found(**asked):
    rows = queries.find_items(queries.items_visible_to(ANONYMOUS), queries.ItemQuestion(**asked))
    return [one.name for one in rows]


def test_an_item_is_found_once_it_was_looked_at_and_never_before(firm, seller, keeper):
    item = draft(firm, seller)
    act("submit", item, seller)
    assert found() == []
    with pytest.raises(PermissionDenied):
        act("list", item, seller)
    act("list", item, keeper)
    assert (found(), PublicDocument.objects.get(key=f"katalog/{item.pk}").title) == (["Sapu glagah"], "Sapu glagah")
    told = Entry.objects.get(event="procurement.item.listed")
    assert (told.kind, told.data["price"]) == ("OPEN", "22000")


def test_a_changed_price_is_looked_at_again_a_changed_stock_is_not(firm, seller):
    item = listed(firm)
    act("change", item, seller, values=dataclasses.replace(BROOM, stock=5))
    assert found() == ["Sapu glagah"]
    act("change", item, seller, values=dataclasses.replace(BROOM, stock=5, price_amount=99_000))
    assert (found(), PublicDocument.objects.filter(key=f"katalog/{item.pk}").exists()) == ([], False)
    with pytest.raises(MoveRefused):
        act("change", item, seller, values=BROOM)


def test_an_item_goes_back_with_a_reason_and_is_hidden_for_one(firm, keeper):
    item = draft(firm)
    act("submit", item)
    with pytest.raises(services.ReasonMissing):
        act("return", item, keeper, reason=" ")
    assert act("return", item, keeper, reason="Tulis ukurannya").status_note == "Tulis ukurannya"
    act("submit", item)
    act("list", item, keeper)
    act("suspend", item, keeper, reason="Harga di atas pasar")
    assert found() == []


def test_who_is_on_the_blacklist_is_not_found(firm, opd):
    listed(firm)
    today = clock.today()
    own = {"supplier": firm, "unit": opd, "kind": "COLLUSION", "proposed_at": f.NOON, "answer_until_date": today}
    period = {"decree_number": "1", "from_date": today, "to_date": today}
    sanction = SupplierSanction.objects.create(**own, **period, status="RUNNING")
    assert found() == []
    sanction.lifted_date = today
    sanction.save()
    assert found() == ["Sapu glagah"]


def test_what_does_not_fit_is_refused(firm):
    waiting = draft(supplier("1234567890999", verified=False))
    with pytest.raises(ItemRefused, match="supplier"):
        act("submit", waiting)
    draft(firm)
    with pytest.raises(ItemRefused, match="twice"):
        draft(firm)
    with pytest.raises(ItemRefused, match="price"):
        draft(firm, name="Lain", price_amount=0)


def test_filters_and_orders(firm):
    listed(firm)
    listed(firm, name="Laptop", category="TECHNOLOGY", price_amount=8_000_000, tkdn_percent=D(20), is_pdn=True)
    big = supplier("1234567890777", scale="LARGE")
    listed(big, name="Batu kali", category="MATERIALS", price_amount=215_000, tkdn_percent=None)
    assert found(sort="harga") == ["Sapu glagah", "Batu kali", "Laptop"]
    assert found(text="sapu karya") == ["Sapu glagah"], "words of the item and of its seller"
    assert (found(category="MATERIALS"), found(mark="tkdn")) == (["Batu kali"], ["Sapu glagah"])
    assert (found(mark="pdn"), found(mark="umk", sort="nama")) == (["Laptop"], ["Laptop", "Sapu glagah"])
    assert found(least_amount=100_000, most_amount=1_000_000) == ["Batu kali"]


def test_the_public_pages_show_price_marks_and_neighbours(client, firm):
    item = listed(firm, is_pdn=True)
    listed(firm, name="Sapu lidi", price_amount=18_000)
    text = client.get(reverse("procurement:catalogue"), {"q": "glagah"}).text
    assert ("Rp22.000 per buah" in text, "PDN · TKDN 95% · UMK" in text, "Sapu lidi" in text) == (True, True, False)
    page = client.get(reverse("procurement:item", kwargs={"item": item.pk})).text
    assert ("Sapu lidi" in page, "Paling sedikit" in page or "Pesanan paling sedikit" in page) == (True, True)
    assert "Barang tidak ditemukan" in client.get(reverse("procurement:catalogue"), {"q": "zzz"}).text


def test_the_list_costs_the_same_for_two_and_for_twenty(client, firm, django_assert_num_queries):
    client.get(reverse("procurement:catalogue"), {"baru": 0})
    counts = []
    for number in (2, 18):
        for turn in range(number):
            listed(firm, name=f"Sapu {number} {turn}")
        with django_assert_num_queries(14, exact=False) as seen:
            client.get(reverse("procurement:catalogue"), {"baru": number})
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_seller_writes_sends_and_others_find_no_page(firm, seller, opd):
    client, other = signed_in(seller), signed_in(people.person("lain@contoh.id", "Orang Lain", unit=opd))
    typed = {"name": "Keset", "category": "CLEANING", "kind": "GOODS", "measure": "lembar", "price_amount": "35.000",
             "least_order": "5", "delivery_days": "4"}  # fmt: skip
    where = reverse("procurement:new_item", kwargs={"supplier": firm.pk})
    assert "Tulis apa yang Anda jual" in client.post(where, typed | {"name": ""}).text
    assert (other.get(where).status_code, client.post(where, typed).status_code) == (404, 302)
    item = CatalogueItem.objects.get()
    assert (
        client.post(reverse("procurement:item_step", kwargs={"item": item.pk, "action": "submit"})).status_code == 302
    )
    item.refresh_from_db()
    assert (item.status, item.price_amount, item.stock) == ("SUBMITTED", 35_000, None)
    assert other.get(reverse("procurement:item_at_work", kwargs={"item": item.pk})).status_code == 404


def test_the_samples_fill_the_catalogue_once(db):
    first = services.seed_catalogue(kecamatan=[], actor=SYSTEM, now=f.NOON)
    assert (first, CatalogueItem.objects.filter(status="LISTED").count()) == (44, 42)
    assert services.seed_catalogue(kecamatan=[], actor=SYSTEM, now=f.NOON) == 0
    with pytest.raises(PermissionDenied):
        services.seed_catalogue(kecamatan=[], actor=ANONYMOUS, now=f.NOON)
