"""Editions at work: who sees them, the report on the page, a price by hand, the way into force by two people."""

import pytest
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.budget import services
from pendopo.budget.models import PriceEdition, PriceRevision
from pendopo.budget.price_rows import PriceRow


@pytest.fixture
def officer(db):
    return people.person("ppkd@contoh.id", "Rina Astuti", roles=["ppkd"])


@pytest.fixture
def editions(officer, now):
    made = []
    for price in (54_000, 545_000):
        rows = [PriceRow(2, "Kertas HVS", "", "rim", price), PriceRow(3, "Pena", "", "buah", 3_000)]
        made.append(services.import_prices(rows=rows, title=f"SSH {price}", source="", actor=officer, now=now)[0])
    return made


def test_the_report_stands_on_the_page_of_the_edition(client, editions, officer):
    client.force_login(officer)
    assert "SSH 545000" in client.get(reverse("budget:price_editions")).content.decode()
    text = client.get(reverse("budget:price_edition", kwargs={"edition": editions[1].pk})).content.decode()
    assert "Salah ketik angka nol" in text
    assert "Sekitar 10 kali harga lama Rp54.000: kemungkinan kelebihan angka." in text


def test_a_price_is_corrected_by_hand_and_an_item_taken_out(client, editions, officer):
    client.force_login(officer)
    paper, pen = PriceRevision.objects.filter(edition=editions[1]).order_by("pk")
    address = reverse("budget:edit_price", kwargs={"edition": editions[1].pk, "item": paper.item_id})
    values = {"price": "54.500", "measure": "rim", "ceiling": "HARD", "accounts": "5.1.02.01; 5.1.02.02"}
    assert client.post(address, values | {"accounts": "lima"}).status_code == 200
    assert client.post(address, values).status_code == 302
    paper.refresh_from_db()
    assert (paper.price_amount, paper.ceiling) == (54_500, "HARD")
    assert paper.item.account_prefixes == ["5.1.02.01", "5.1.02.02"]
    client.post(reverse("budget:edit_price", kwargs={"edition": editions[1].pk, "item": pen.item_id}), {"close": "1"})
    assert not PriceRevision.objects.filter(pk=pen.pk).exists()


def test_the_steps_are_asked_on_pages_and_stand_open_to_their_people_only(client, editions, officer):
    edition = editions[1]
    step = {name: reverse("budget:edition_step", kwargs={"edition": edition.pk, "action": name}) for name in STEPS}
    client.force_login(officer)
    assert client.post(step["propose"]).status_code == 302
    assert client.get(step["approve"]).status_code == 404
    client.force_login(people.person("bupati@contoh.id", "Dyah Kusuma", roles=["bupati"]))
    names = [f"{field}_{part}" for field in ("legal_date", "valid_from_date") for part in ("day", "month", "year")]
    dates = dict(zip(names, (1, 9, 2026, 1, 1, 2027), strict=True))
    client.post(step["approve"], {"legal_instrument": "Perkada 41/2026", **dates})
    edition.refresh_from_db()
    assert (edition.status, edition.legal_instrument) == ("APPROVED", "Perkada 41/2026")


STEPS = ("propose", "approve", "return", "enact")


def test_a_new_edition_begins_with_all_prices(client, editions, officer):
    client.force_login(officer)
    client.post(reverse("budget:price_editions"), {"title": "SSH 2028"})
    made = PriceEdition.objects.get(title="SSH 2028")
    assert list(made.revisions.order_by("pk").values_list("price_amount", flat=True)) == [545_000, 3_000]
