"""The public price standards: search by words and by likeness, filters, order, files, one item."""

import datetime as dt

import pytest
from django.urls import reverse

from pendopo.budget import queries, services
from pendopo.budget.models import LineItem, PriceEdition, PriceItem, PriceRevision
from pendopo.budget.queries import PriceAsked
from pendopo.budget.tests import factories
from pendopo.budget.tests.factories import NOON

ROWS = (
    ("Kertas HVS A4 70 gram", "Sinar Dunia", "rim", 54_000, "Alat tulis", "SSH", ["5.1.02.01"]),
    ("Kertas HVS F4 80 gram", "Sinar Dunia", "rim", 61_000, "Alat tulis", "SSH", ["5.1.02.01"]),
    ("Map kertas", "Warna biru", "buah", 2_500, "Alat tulis", "SSH", []),
    ("Honorarium narasumber", "Eselon III", "orang jam", 900_000, "Honorarium", "SBU", ["5.1.02.02"]),
)


@pytest.fixture
def edition(db):
    made = PriceEdition.objects.create(
        title="Standar harga 2026", status="EFFECTIVE", valid_from_date=dt.date(2026, 1, 1), opened_at=NOON
    )
    for number, (name, spec, measure, price, group, kind, accounts) in enumerate(ROWS, 1):
        item = PriceItem.objects.create(
            kind=kind, code=f"{kind}-{number}", name=name, specification=spec, group=group, account_prefixes=accounts
        )
        PriceRevision.objects.create(item=item, edition=made, price_amount=price, measure=measure)
    return made


def names(edition, **asked):
    return [row.item.name for row in queries.find_prices(edition, PriceAsked(**asked)).rows]


def test_words_are_found_also_when_they_are_only_begun(edition):
    assert names(edition, text="hvs kert") == ["Kertas HVS A4 70 gram", "Kertas HVS F4 80 gram"]
    assert names(edition, text="SBU-4") == ["Honorarium narasumber"]
    assert names(edition, text="sinar") == ["Kertas HVS A4 70 gram", "Kertas HVS F4 80 gram"]


def test_a_typing_mistake_finds_what_looks_like_it(edition):
    found = queries.find_prices(edition, PriceAsked(text="narasumbr"))
    assert (found.similar, [row.item.name for row in found.rows]) == (True, ["Honorarium narasumber"])


def test_filters_narrow_and_the_order_is_the_asked_one(edition):
    assert names(edition, kind="SBU") == ["Honorarium narasumber"]
    assert names(edition, measure="RIM", sort="-harga") == ["Kertas HVS F4 80 gram", "Kertas HVS A4 70 gram"]
    assert names(edition, group="Alat tulis", sort="harga")[0] == "Map kertas"
    assert names(edition, account="5.1.02.02.01.0003") == ["Honorarium narasumber", "Map kertas"]


@pytest.mark.parametrize("text", ["'", "!", "a & | b", "(((", "kertas:*", "%" * 200])
def test_any_words_are_an_answer(client, edition, text):
    assert client.get(reverse("budget:prices"), {"q": text}).status_code == 200


def test_the_page_shows_prices_and_leads_to_one_item(client, edition):
    text = client.get(reverse("budget:prices"), {"q": "kertas a4"}).content.decode()
    assert "1 harga untuk “kertas a4”" in text
    assert "Rp54.000" in text
    item = client.get(reverse("budget:price_item", kwargs={"code": "SSH-1"})).content.decode()
    assert "Kertas HVS A4 70 gram" in item
    assert "untuk satu rim" in item
    assert client.get(reverse("budget:price_item", kwargs={"code": "SSH-99"})).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_rows(client, edition, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(reverse("budget:prices"))


def test_files_hold_what_the_page_shows(client, edition):
    text = client.get(reverse("budget:file_prices", kwargs={"kind": "csv"}), {"q": "map"}).content.decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0] == "kode,nama,spesifikasi,satuan,harga,jenis,batas,kelompok,rekening,berlaku_sejak"
    assert lines[1].startswith("SSH-3,Map kertas,Warna biru,buah,2500,SSH,")
    assert len(lines) == 2
    assert client.get(reverse("budget:file_prices", kwargs={"kind": "xlsx"})).content[:2] == b"PK"


def test_editions_that_were_never_in_force_are_nobodys(client, edition):
    PriceEdition.objects.create(title="rahasia", status="SURVEYED", opened_at=NOON)
    secret = PriceEdition.objects.get(title="rahasia")
    assert client.get(reverse("budget:prices"), {"edisi": secret.pk}).status_code == 404
    item = PriceItem.objects.create(kind="SSH", code="SSH-9", name="Belum berlaku")
    PriceRevision.objects.create(item=item, edition=secret, price_amount=1, measure="buah")
    assert client.get(reverse("budget:price_item", kwargs={"code": "SSH-9"})).status_code == 404


def test_machines_read_the_same(client, edition):
    found = client.get("/api/v1/budget/prices", {"q": "honorarium"}).json()
    assert [(row["code"], row["price_amount"], row["measure"]) for row in found["items"]] == [
        ("SBU-4", 900_000, "orang jam")
    ]


@pytest.fixture
def form(opd, staff, now):
    stage = factories.draft_stage()
    return stage, factories.sheet(stage, opd)


def address(name, form, **more):
    stage, sheet = form
    return reverse(f"budget:{name}", kwargs={"stage": stage.pk, "sheet": sheet.pk, **more})


def test_a_standard_fills_a_new_row_and_stays_with_it(client, edition, form, staff):
    client.force_login(staff)
    page = client.get(address("choose_price", form), {"q": "hvs a4"}).content.decode()
    price = PriceRevision.objects.get(item__code="SSH-1")
    link = f"{address('new_row', form)}?standar={price.pk}"
    assert link in page
    filled = client.get(link).content.decode()
    assert "Dari standar harga: Kertas HVS A4 70 gram, Rp54.000 untuk satu rim." in filled
    row = {"account": factories.ATK, "component": "Kertas HVS A4 70 gram", "coefficients": "3 rim", "price": "54.000"}
    client.post(link, row | {"standard": price.pk})
    item = LineItem.objects.get()
    assert (item.price_id, item.amount) == (price.pk, 162_000)
    cell = {"coefficients": "4 rim", "revision": item.revision}
    client.post(address("cell", form, item=item.pk), cell, headers={"HX-Request": "true"})
    item.refresh_from_db()
    assert (item.price_id, item.amount) == (price.pk, 216_000)


def test_the_choice_for_a_row_keeps_to_its_account(client, edition, form, staff, now):
    client.force_login(staff)
    stage, sheet = form
    ids = {"stage_id": stage.pk, "sheet_id": sheet.pk, "account_id": factories.account_id(stage)}
    item = services.put_item(values=factories.row(), actor=staff, now=now, **ids)
    page = client.get(
        address("choose_price", form), {"baris": item.pk}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "Map kertas" in page
    assert "Honorarium narasumber" not in page
    assert "<html" not in page


def test_a_price_that_was_never_in_force_is_refused_in_a_row(edition, form, staff, now):
    stage, sheet = form
    draft = PriceEdition.objects.create(title="rahasia", status="SURVEYED", opened_at=NOON)
    price = PriceRevision.objects.create(item=PriceItem.objects.first(), edition=draft, price_amount=1, measure="rim")
    ids = {"stage_id": stage.pk, "sheet_id": sheet.pk, "account_id": factories.account_id(stage)}
    with pytest.raises(services.PriceRefused):
        services.put_item(values=factories.row(price_id=price.pk), actor=staff, now=now, **ids)
    assert not LineItem.objects.exists()
