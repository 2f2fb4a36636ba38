"""The pages after a result: a participant objects, the committee answers, the PPK appoints and writes the contract."""

import datetime as dt

import pytest
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.kernel import clock
from pendopo.procurement.models import Contract, Guarantee, Sanggah, Sppbj
from pendopo.procurement.tests import award_factories as a
from pendopo.procurement.tests import factories as f

DAYS = {"date_day": "2", "date_month": "12", "date_year": "2026"}


@pytest.fixture
def at(monkeypatch):
    """Sets the moment that pages take for now."""

    def set_to(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(clock, "today", lambda: moment.astimezone(dt.timezone(dt.timedelta(hours=7))).date())

    set_to(a.DECIDED)
    return set_to


@pytest.fixture
def run(lines, opd):
    package = f.announced(opd, {lines[1]: 900_000_000}, title="Rehabilitasi jembatan", kind="WORKS", method="TENDER")
    return a.run(opd, package, hps=890_000_000, prices=(700_000_000, 800_000_000))


def signed_in(client, user):
    return people.sign_in(client, user)


def url(name, **kwargs):
    return reverse(f"procurement:{name}", kwargs=kwargs)


def text(answer):
    """The page with plain spaces."""
    return answer.content.decode().replace("\xa0", " ")


def test_a_participant_objects_and_the_answer_stands_on_the_public_page(client, run, at):
    bidder, chair = a.bidder(run.participants.get(rank=2)), a.member(run)
    signed_in(client, bidder)
    page = text(client.post(url("file_sanggah", code=run.code), {"point_1": ""}))
    assert "Tulis pokok pertama" in page
    client.post(url("file_sanggah", code=run.code), {"point_1": "Harga pemenang tidak wajar"})
    made = Sanggah.objects.get()
    signed_in(client, chair)
    point = made.points.get()
    given = {f"accepted_{point.pk}": "0", f"answer_{point.pk}": "Klarifikasi sudah dilakukan", "summary": ""}
    assert client.post(url("answer_sanggah", sanggah=made.pk), given).status_code == 302
    client.logout()
    shown = text(client.get(url("tender", code=run.code)))
    assert "Harga pemenang tidak wajar" in shown
    assert "Klarifikasi sudah dilakukan" in shown
    assert "tepat waktu" in shown


def test_the_ppk_goes_from_the_appointment_to_the_draft_of_the_contract(client, run, ppk, lines, at):
    signed_in(client, ppk)
    early = text(client.post(url("appoint", code=run.code), {**DAYS, "days": "14"}))
    assert "Peserta dapat menyanggah sampai 1 Desember 2026." in early
    client.logout()
    at(a.LATER)
    signed_in(client, ppk)
    assert client.post(url("appoint", code=run.code), {**DAYS, "days": "14"}).status_code == 302
    sppbj = Sppbj.objects.get()
    own = {"number": "027/9", "title": "Rehabilitasi jembatan", "payment_kind": "Lumsum", **DAYS}
    ends = {"starts_date_day": "3", "starts_date_month": "12", "starts_date_year": "2026"}
    ends |= {"ends_date_day": "30", "ends_date_month": "6", "ends_date_year": "2027"}
    where = url("contract_of_run", sppbj=sppbj.pk, code=run.packages.get().package.code)
    assert "700.000.000" in text(client.get(where))
    more = text(client.post(where, {**own, **ends, f"rincian-{lines[1].pk}": "700.000.001"}))
    assert "Sisa harga pemenang untuk kontrak adalah Rp700.000.000." in more
    assert client.post(where, {**own, **ends, f"rincian-{lines[1].pk}": "700.000.000"}).status_code == 302
    contract = Contract.objects.get()
    refused = text(client.post(url("contract_step", key=contract.key, action="sign")))
    assert "Diperlukan jaminan paling sedikit Rp44.500.000" in refused


def test_a_guarantee_is_recorded_listed_by_its_end_and_given_back(client, run, ppk, at, other_official):
    at(a.LATER)
    signed_in(client, ppk)
    client.post(url("appoint", code=run.code), {**DAYS, "days": "14"})
    sppbj = Sppbj.objects.get()
    own = {"issuer": "Bank Contoh", "number": "BG-7", "amount": "44.500.000"}
    for name, day in (("issued_date", ("2", "12", "2026")), ("until_date", ("30", "6", "2027"))):
        own |= dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), day, strict=True))
    less = text(client.post(url("sppbj_guarantee", sppbj=sppbj.pk), own | {"amount": "1.000"}))
    assert "paling sedikit Rp44.500.000" in less
    assert client.post(url("sppbj_guarantee", sppbj=sppbj.pk), own).status_code == 302
    assert "BG-7" in text(client.get(url("guarantees")))
    made = Guarantee.objects.get()
    assert client.post(url("end_guarantee", guarantee=made.pk, action="return"), {"note": ""}).status_code == 302
    assert "BG-7" not in text(client.get(url("guarantees")))
    signed_in(client, other_official)
    assert client.post(url("sppbj_guarantee", sppbj=sppbj.pk), own).status_code == 404
