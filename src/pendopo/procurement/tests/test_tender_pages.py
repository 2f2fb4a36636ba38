"""Selection runs for everybody: found by words, offers hidden until they are open."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.urls import reverse

from pendopo.procurement.models import Participant, Tender, TenderPackage, TenderStep
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests.test_contracts import supplier


@pytest.fixture
def tender(lines, opd):
    """A run for a package with one step and two offers; still open for bids."""
    package = f.announced(opd, {lines[0]: 120_000_000})
    made = Tender.objects.create(
        code="T-7", unit=opd, year=f.YEAR, title="Rehabilitasi jembatan gantung", kind="WORKS", method="TENDER",
        status="OPEN", hps_amount=D("119500000.50"), created_at=f.NOON, announced_at=f.NOON,
    )  # fmt: skip
    TenderPackage.objects.create(tender=made, package=package)
    TenderStep.objects.create(
        tender=made, sequence=1, code="announce", name="Pengumuman", starts_at=f.NOON,
        ends_at=f.NOON + dt.timedelta(7), changes=2,
    )  # fmt: skip
    for number, price in (("1", D(110_000_000)), ("2", D("99500000.25"))):
        firm = supplier(f"123456789012{number}")
        Participant.objects.create(tender=made, supplier=firm, status="SUBMITTED", price_amount=price)
    return made


def shown(client, tender):
    return client.get(reverse("procurement:tender", kwargs={"code": tender.code})).text


def test_a_run_is_found_by_words_and_filters(client, tender):
    there = reverse("procurement:tenders")
    assert "Rehabilitasi jembatan" in client.get(there, {"q": "jembatan", "metode": "TENDER", "status": "OPEN"}).text
    assert "Pemilihan tidak ditemukan" in client.get(there, {"q": "puskesmas"}).text


def test_offers_are_hidden_until_they_are_open(client, tender):
    text = shown(client, tender)
    assert ("Rp99.500.000,25" in text, "CV Karya" in text, "digeser 2 kali" in text) == (False, False, True)
    Tender.objects.update(status="OPENED")
    text = shown(client, tender)
    assert ("Rp99.500.000,25" in text, "2 penyedia mendaftar" in text) == (True, True)


def test_practice_and_unannounced_runs_have_no_page(client, tender):
    for change in ({"practice": True}, {"practice": False, "status": "PREPARED"}):
        Tender.objects.update(**change)
        assert client.get(reverse("procurement:tender", kwargs={"code": tender.code})).status_code == 404


def test_the_package_leads_to_its_run(client, tender):
    package = tender.packages.get().package
    text = client.get(reverse("procurement:package", kwargs={"code": package.code})).text
    assert reverse("procurement:tender", kwargs={"code": tender.code}) in text
