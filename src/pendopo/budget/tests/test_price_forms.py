"""Single prices by hand: a new item, a revised one, and what is said before anything is saved."""

import pytest
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.budget import services
from pendopo.budget.models import PriceItem, PriceRevision
from pendopo.budget.price_rows import PriceRow
from pendopo.budget.tests import factories


@pytest.fixture
def officer(db):
    return people.person("ppkd@contoh.id", "Rina Astuti", roles=["ppkd"])


@pytest.fixture
def edition(officer, now):
    rows = [
        PriceRow(2, "Kertas HVS A4 70 gram", "", "rim", 54_000, accounts=("5.1.02.01.01.0024",)),
        PriceRow(3, "Honorarium narasumber", "", "orang jam", 900_000, kind="SBU", accounts=("5.1.02.02",)),
    ]
    services.import_prices(rows=rows, title="SSH 2026", source="", actor=officer, now=now)
    return services.begin_edition(title="SSH 2027", actor=officer, now=now)


@pytest.fixture
def desk(client, officer, edition):
    client.force_login(officer)
    return client


NEW = {"kind": "SSH", "name": "Proyektor", "specification": "5.000 lumen", "group": "Elektronik", "measure": "unit"}
NEW |= {"price": "9.500.000", "ceiling": "HARD", "accounts": "5.2.02"}


def new_page(edition):
    return reverse("budget:new_price", kwargs={"edition": edition.pk})


def price_page(edition, name="Kertas HVS A4 70 gram"):
    item = PriceItem.objects.get(name=name)
    return reverse("budget:edit_price", kwargs={"edition": edition.pk, "item": item.pk})


def price_of(edition, name="Kertas HVS A4 70 gram"):
    return PriceRevision.objects.get(edition=edition, item__name=name).price_amount


def test_a_new_item_joins_the_edition_as_it_was_written(desk, edition):
    assert desk.post(new_page(edition), NEW).status_code == 302
    made = PriceRevision.objects.get(edition=edition, item__name="Proyektor")
    assert (made.price_amount, made.measure, made.ceiling) == (9_500_000, "unit", "HARD")
    item = made.item
    assert (item.kind, item.specification, item.group) == ("SSH", "5.000 lumen", "Elektronik")
    assert item.account_prefixes == ["5.2.02"]


def test_faults_stand_at_their_fields_and_nothing_typed_is_lost(desk, edition):
    sent = NEW | {"name": "", "price": "sembilan juta", "accounts": "lima"}
    page = desk.post(new_page(edition), sent)
    assert sorted(page.context["form"].errors) == ["accounts", "name", "price"]
    text = page.content.decode()
    assert 'value="sembilan juta"' in text
    assert "Tulis nama butirnya" in text
    assert not PriceItem.objects.filter(specification="5.000 lumen").exists()


def test_an_item_like_one_that_stands_is_asked_about_before_it_is_added(desk, edition):
    sent = NEW | {"name": "Kertas HVS A4 80 gram", "measure": "rim", "price": "61.000"}
    page = desk.post(new_page(edition), sent)
    assert page.status_code == 200
    assert price_page(edition) in page.content.decode()
    assert not PriceItem.objects.filter(name="Kertas HVS A4 80 gram").exists()
    assert desk.post(new_page(edition), sent | {"sure": page.context["mark"]}).status_code == 302
    assert price_of(edition, "Kertas HVS A4 80 gram") == 61_000


def test_a_slip_of_the_keys_is_said_before_the_price_is_saved(desk, edition):
    sent = {"price": "540.000", "measure": "rim", "ceiling": "ESTIMATE", "accounts": ""}
    page = desk.post(price_page(edition), sent)
    assert "Sekitar 10 kali harga lama Rp54.000: kemungkinan kelebihan angka." in page.content.decode()
    assert price_of(edition) == 54_000
    mark = page.context["mark"]
    worse = desk.post(price_page(edition), sent | {"price": "5.400.000", "sure": mark})
    assert (worse.status_code, price_of(edition)) == (200, 54_000)
    assert desk.post(price_page(edition), sent | {"sure": mark}).status_code == 302
    assert price_of(edition) == 540_000


def test_an_ordinary_price_is_saved_at_once_and_keeps_its_survey(desk, edition, now):
    from pendopo.files.models import Document

    values = {"code": "survei1", "sha256": "0" * 64, "size": 1, "kind": "DOCUMENT", "media_type": "application/pdf"}
    paper = Document.objects.create(file_name="s.pdf", label="Survei", scanner="x", created_at=now, **values)
    price = PriceRevision.objects.filter(edition=edition, item__name="Kertas HVS A4 70 gram")
    price.update(evidence=paper)
    sent = {"price": "56.000", "measure": "rim", "ceiling": "ESTIMATE", "accounts": "5.1.02.01"}
    assert desk.post(price_page(edition), sent).status_code == 302
    assert (price.get().price_amount, price.get().evidence_id) == (56_000, paper.pk)


def test_an_edition_handed_in_meanwhile_refuses_in_words_and_keeps_the_form(desk, edition, officer, now):
    services.propose_prices(edition_id=edition.pk, actor=officer, now=now)
    page = desk.post(new_page(edition), NEW)
    assert page.status_code == 200
    assert 'value="9.500.000"' in page.content.decode()
    assert desk.get(new_page(edition)).status_code == 404
    assert not PriceItem.objects.filter(name="Proyektor").exists()


@pytest.mark.parametrize(("roles", "status"), [(["pptk"], 403), (["tapd"], 403), (["bupati"], 404), ([], 403)])
def test_only_the_price_officer_reaches_the_forms(client, edition, roles, status):
    person = people.person("lain@contoh.id", "Orang Lain", roles=roles)
    client.force_login(person)
    for address in (new_page(edition), price_page(edition)):
        assert client.get(address).status_code == status
        assert client.post(address, NEW).status_code == status
    assert not PriceItem.objects.filter(name="Proyektor").exists()


@pytest.fixture
def form(opd, staff, edition, officer, now):
    from pendopo.budget.models import PriceEdition

    PriceEdition.objects.filter(pk=edition.base_id).update(status="EFFECTIVE", valid_from_date="2026-01-01")
    stage = factories.draft_stage()
    return stage, factories.sheet(stage, opd)


def address(name, form, **more):
    stage, sheet = form
    return reverse(f"budget:{name}", kwargs={"stage": stage.pk, "sheet": sheet.pk, **more})


def test_a_standard_of_one_account_brings_the_account_into_the_row(client, form, staff, edition):
    client.force_login(staff)
    paper = PriceRevision.objects.get(edition=edition.base, item__kind="SSH")
    page = client.get(address("new_row", form), {"standar": paper.pk})
    assert page.context["form"]["account"].value() == f"{factories.ATK} R{factories.ATK}"
    fee = PriceRevision.objects.get(edition=edition.base, item__kind="SBU")
    page = client.get(address("new_row", form), {"standar": fee.pk})
    assert page.context["form"]["account"].value() is None


def test_an_item_that_the_account_may_not_use_says_why(client, form, staff, edition, now):
    client.force_login(staff)
    stage, sheet = form
    ids = {"stage_id": stage.pk, "sheet_id": sheet.pk, "account_id": factories.account_id(stage)}
    row = services.put_item(values=factories.row(), actor=staff, now=now, **ids)
    text = client.get(address("choose_price", form), {"baris": row.pk, "q": "honorarium"}).content.decode()
    assert f"Hanya untuk 5.1.02.02; baris ini di {factories.ATK}." in text
    fee = PriceRevision.objects.get(edition=edition.base, item__kind="SBU")
    text = client.get(address("row", form, item=row.pk), {"standar": fee.pk}).content.decode()
    assert f"Butir ini hanya boleh dipakai dengan 5.1.02.02; baris ini di {factories.ATK}." in text
