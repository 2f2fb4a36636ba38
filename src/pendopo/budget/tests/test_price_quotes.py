"""The survey behind a price: what sellers asked, noted by the price team and seen by everybody."""

import datetime as dt
import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.budget import queries, services
from pendopo.budget.models import PriceQuote, PriceRevision
from pendopo.budget.price_rows import PriceRow
from pendopo.kernel.access import SYSTEM

pytestmark = pytest.mark.django_db
TYPED = {"seller": "Toko Sumber Makmur", "place": "Purbalingga", "price": "52.500"}
TYPED |= {"quoted_date_day": "3", "quoted_date_month": "11", "quoted_date_year": "2026"}


def paper():
    """A PDF of one empty page."""
    made, document = io.BytesIO(), pikepdf.new()
    document.add_blank_page()
    document.save(made)
    return made.getvalue()


@pytest.fixture
def price(now):
    rows = [PriceRow(2, "Kertas HVS A4 70 gram", "", "rim", 54_000)]
    services.import_prices(rows=rows, title="SSH 2026", source="", actor=SYSTEM, now=now)
    edition = services.begin_edition(title="SSH 2027", actor=SYSTEM, now=now)
    return PriceRevision.objects.get(edition=edition)


@pytest.fixture
def page(client, price):
    client.force_login(people.person("ppkd@contoh.id", "Rina Astuti", roles=["ppkd"]))
    return reverse("budget:price_survey", kwargs={"edition": price.edition_id, "item": price.item_id})


def asked(price, now, seller, amount):
    values = services.QuoteValues(seller, "", dt.date(2026, 11, 2), amount)
    place = {"edition_id": price.edition_id, "item_id": price.item_id}
    return services.add_quote(values=values, actor=SYSTEM, now=now, **place)


def test_a_seller_is_noted_with_the_paper_and_taken_out_again(client, price, page):
    sent = TYPED | {"paper": SimpleUploadedFile("nota.pdf", paper(), "application/pdf")}
    assert client.post(page, sent).status_code == 302
    quote = PriceQuote.objects.get()
    assert (quote.seller, quote.price_amount, quote.quoted_date) == ("Toko Sumber Makmur", 52_500, dt.date(2026, 11, 3))
    assert quote.document.label == "Kertas HVS A4 70 gram: Toko Sumber Makmur"
    text = client.get(page).content.decode()
    assert "Harganya lebih tinggi daripada semua penawaran" in text
    assert client.post(f"{page}{quote.pk}/keluarkan/").status_code == 302
    assert not PriceQuote.objects.exists()
    events = Entry.objects.filter(event__startswith="budget.price_quote").values_list("event", flat=True)
    assert sorted(events) == ["budget.price_quote.added", "budget.price_quote.removed"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"seller": ""}, "seller"),
        ({"price": "lima"}, "price"),
        ({"price": "-5"}, "price"),
        ({"quoted_date_year": "2099"}, "quoted_date"),
        ({"paper": SimpleUploadedFile("virus.pdf", b"MZ\x90\x00 tidak")}, "paper"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_kept(client, page, changes, field):
    answer = client.post(page, TYPED | changes)
    assert list(answer.context["form"].errors) == [field]
    assert not PriceQuote.objects.exists()


def test_the_same_seller_on_the_same_day_is_noted_once(client, page):
    client.post(page, TYPED)
    answer = client.post(page, TYPED | {"price": "60.000"})
    assert "Penjual ini sudah tercatat" in answer.content.decode()
    assert PriceQuote.objects.get().price_amount == 52_500


def test_the_middle_of_what_sellers_ask_is_shown_to_everybody(client, price, now):
    for seller, amount in (("A", 50_000), ("B", 58_000), ("C", 53_000)):
        asked(price, now, seller, amount)
    survey = queries.survey_of(price)
    assert (survey.lowest, survey.middle, survey.highest, survey.thin) == (50_000, 53_000, 58_000, False)
    assert (survey.above(58_000), survey.above(58_001)) == (False, True)
    price.edition.status, price.edition.valid_from_date = "EFFECTIVE", dt.date(2026, 1, 1)
    price.edition.save()
    text = client.get(reverse("budget:price_item", kwargs={"code": price.item.code})).content.decode()
    assert "Penjual menawarkan Rp50.000 sampai Rp58.000, tengahnya Rp53.000." in text.replace("\xa0", " ")


def test_a_survey_stands_still_once_the_edition_is_handed_in(price, now):
    services.propose_prices(edition_id=price.edition_id, actor=SYSTEM, now=now)
    with pytest.raises(services.EDITION_REFUSED):
        asked(price, now, "A", 50_000)
