"""The road of a direct purchase on its page, and small spending from its receipt to the public list."""

from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.budget.queries import lines_to_buy_from
from pendopo.procurement import queries
from pendopo.procurement.models import Participant, RecordedSpending, Tender
from pendopo.procurement.tests import award_factories as a
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests.test_running import pdf


def text(answer):
    """The page with plain spaces."""
    return answer.content.decode().replace("\xa0", " ")


def url(name, **kwargs):
    return reverse(f"procurement:{name}", kwargs=kwargs)


@pytest.fixture
def officer(opd):
    return people.person("pp@contoh.id", "Agus Pengadaan", roles=["pejabat_pengadaan"], unit=opd)


def test_the_officer_invites_negotiates_and_decides(client, lines, opd, officer):
    package = f.announced(opd, {lines[0]: 120_000_000})
    who = a.supplier("1234567890001", "CV Karya Satu")
    people.sign_in(client, officer)
    assert "Pengadaan langsung" in text(client.get(url("package_at_work", code=package.code)))
    assert client.post(url("begin_direct", code=package.code), {"hps_amount": "119.000.000"}).status_code == 302
    run = Tender.objects.get()
    assert client.post(url("direct", code=run.code), {"supplier": who.pk}).status_code == 302
    table = {"code": run.code, "participant": Participant.objects.get().pk}
    for kind, amount in (("OFFER", "118.000.000"), ("AGREEMENT", "115.000.000")):
        client.post(url("direct_round", **table), {"kind": kind, "amount": amount, "note": "Harga pasar"})
    shown = text(client.get(url("direct", code=run.code)))
    assert all(part in shown for part in ("Rp118.000.000", "Rp115.000.000", "Agus Pengadaan", "Pilih penyedia ini"))
    assert client.post(url("direct_decide", **table), {"reason": "Harga wajar"}).status_code == 302
    run.refresh_from_db()
    assert run.status == "STANDSTILL"
    seen = text(client.get(url("tender", code=run.code)))
    assert "Penyedia dipilih" in seen
    assert "sanggah" not in seen.lower()


def test_every_door_of_the_officer_opens(client, officer):
    people.sign_in(client, officer)
    doors = {door.url for door in queries.desk_of(officer)}
    assert {url("spendings_work"), url("runs") + "?metode=DIRECT"} <= doors
    answers = {there: client.get(there).status_code for there in doors}
    assert {there: code for there, code in answers.items() if code not in {200, 302}} == {}


def test_a_receipt_is_recorded_listed_and_exported(client, lines, opd, ppk, monkeypatch):
    monkeypatch.setattr("pendopo.kernel.clock.now", lambda: f.NOON)
    people.sign_in(client, ppk)
    where = url("record_spending", unit=opd.code)
    own = {"line": lines[0].pk, "title": "Alat tulis", "kind": "GOODS", "seller": "Toko Maju", "number": "K-1"}
    own |= {"date_day": "24", "date_month": "11", "date_year": "2026", "amount": "60.000.000"}
    of_year = partial(lines_to_buy_from, ppk, opd.pk, f.YEAR)
    monkeypatch.setattr("pendopo.procurement.queries.spending_lines", lambda *_asked: of_year())
    assert "Di atas Rp50.000.000 diperlukan kontrak" in text(client.post(where, own))
    own |= {"amount": "6.000.000"}
    refused = client.post(where, own | {"file": SimpleUploadedFile("bukti.pdf", b"bukan pdf")})
    assert "id_file-error" in text(refused)
    assert RecordedSpending.objects.count() == 0
    scan = SimpleUploadedFile("bukti.pdf", pdf())
    assert client.post(where, own | {"file": scan}).status_code == 302
    made = RecordedSpending.objects.get()
    listed = text(client.get(url("spendings_work")))
    assert url("spending_receipt", key=made.key) in listed
    receipt = client.get(url("spending_receipt", key=made.key))
    assert b"".join(receipt.streaming_content)[:5] == b"%PDF-"
    client.logout()
    assert client.get(url("spending_receipt", key=made.key)).status_code == 302
    shown = text(client.get(url("spendings") + "?q=maju"))
    assert "Rp6.000.000" in shown
    assert "Toko Maju" in client.get(url("spendings_file", kind="csv")).content.decode("utf-8-sig")
    people.sign_in(client, ppk)
    assert client.post(url("cancel_spending", key=made.key), {"reason": "Salah"}).status_code == 302
