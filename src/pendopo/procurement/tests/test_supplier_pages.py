"""A firm registers itself by its pages, sees nothing of another's, and residents see no personal data."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.notices.models import Notice
from pendopo.organisations import services as organisations
from pendopo.organisations.models import Organisation, Supplier, SupplierDocument, SupplierPerson
from pendopo.procurement import queries, services
from pendopo.procurement.models import SupplierAccount, SupplierCapacity, SupplierClaim, SupplierInvitation
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests.test_contracts import supplier

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738"
    "550000000049454e44ae426082"
)
TYPED = {
    "nib": "1234 5678 90123", "npwp": "01.234.567.8-901.000", "name": "CV Karya Maju", "form": "CV", "scale": "SMALL",
    "kbli": "41011, 47611", "address": "Jl. Raya 1", "email": "", "phone": "0812 3456 7890",
}  # fmt: skip


@pytest.fixture
def sari(db):
    return people.person("sari@contoh.id", "Sari")


@pytest.fixture
def ukpbj(db):
    return people.person("ukpbj@contoh.id", "Bayu UKPBJ", roles=["ukpbj"])


def page(name, **where):
    return reverse(f"procurement:{name}", kwargs=where)


def text_of(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def firm_of(person, nib="1234567890123"):
    made = supplier(nib)
    SupplierAccount.objects.create(supplier=made, user=person, named_at=f.NOON)
    return made


def test_a_firm_registers_fills_in_its_record_and_sends_it(client, sari, ukpbj):
    client.force_login(sari)
    refused = client.post(page("open_supplier"), TYPED | {"nib": "123", "kbli": "4101"}).content.decode()
    assert "NIB terdiri atas 13 angka" in refused
    assert "CV Karya Maju" in refused
    assert "4101 bukan kode KBLI" in refused
    client.post(page("open_supplier"), TYPED)
    firm = Supplier.objects.get()
    one = firm.organisation
    assert (firm.status, one.nib, firm.fields_of_work) == ("DRAFT", "1234567890123", ["41011", "47611"])
    assert b"012345678901000" not in bytes(one.npwp_cipher)
    assert queries.masked_npwp(one).endswith("1000")
    record = {"supplier": firm.pk}
    client.post(page("send_record", **record))
    assert "Masih kurang" in text_of(client, page("own_record", **record))
    for kind in ("NIB", "NPWP"):
        file = SimpleUploadedFile("kartu.png", PNG)
        given = {"kind": kind, "number": "12", "to_date_day": "1", "to_date_month": "3", "to_date_year": "2030"}
        client.post(page("add_part", part="berkas", **record), given | {"file": file})
    client.post(page("add_part", part="orang", **record), {"name": "Sari", "role": "DIRECTOR", "nik": "3303" * 4})
    assert SupplierDocument.objects.count() == 2
    assert len(SupplierPerson.objects.get().nik_index) == 64
    client.post(page("send_record", **record))
    firm.refresh_from_db()
    assert firm.status == "SUBMITTED"
    assert Notice.objects.filter(recipient=ukpbj, event="procurement.supplier.sent", channel="INBOX").count() == 1


def test_the_unit_returns_with_a_reason_and_verifies_and_the_firm_is_told(client, sari, ukpbj):
    firm = firm_of(sari)
    Supplier.objects.filter(pk=firm.pk).update(status="SUBMITTED")
    client.force_login(ukpbj)
    where = {"supplier": firm.pk}
    client.post(page("judge_supplier", verdict="kembalikan", **where), {"reason": ""})
    client.post(page("judge_supplier", verdict="kembalikan", **where), {"reason": "Foto NIB kabur"})
    firm.refresh_from_db()
    assert (firm.status, firm.status_note) == ("RETURNED", "Foto NIB kabur")
    Supplier.objects.filter(pk=firm.pk).update(status="SUBMITTED")
    client.post(page("judge_supplier", verdict="verifikasi", **where))
    firm.refresh_from_db()
    assert firm.status == "VERIFIED"
    told = Notice.objects.filter(recipient=sari, channel="INBOX").values_list("event", flat=True)
    assert sorted(told) == ["procurement.supplier.returned", "procurement.supplier.verified"]


def test_what_was_verified_is_verified_again_when_it_changes_but_not_for_a_phone(client, sari):
    firm = firm_of(sari)
    client.force_login(sari)
    Organisation.objects.update(name="CV Karya", address="Jl. Raya 1", form="CV", npwp_index="x" * 64)
    Supplier.objects.update(scale="SMALL", fields_of_work=["41011", "47611"])
    same = TYPED | {"npwp": "", "name": "CV Karya"}
    client.post(page("change_record", supplier=firm.pk), same)
    firm.refresh_from_db()
    assert (firm.status, firm.organisation.phone) == ("VERIFIED", "+6281234567890")
    client.post(page("change_record", supplier=firm.pk), same | {"scale": "MICRO"})
    firm.refresh_from_db()
    assert (firm.status, firm.scale) == ("SUBMITTED", "MICRO")


def own_addresses(firm, document, person, capacity):
    where = {"supplier": firm.pk}
    parts = {
        "berkas": document,
        "orang": person,
        "kemampuan": capacity,
        "akun": SupplierAccount.objects.get(supplier=firm),
    }
    plain = ("own_supplier", "own_chances", "own_work", "own_record", "change_record", "send_record")
    removals = [page("remove_part", part=part, key=row.pk, **where) for part, row in parts.items()]
    additions = [page("add_part", part=part, **where) for part in parts]
    return [*(page(name, **where) for name in plain), *removals, *additions]


def filled(firm):
    row = {"supplier": firm, "kind": "NIB", "number": "12", "added_at": f.NOON}
    return (
        SupplierDocument.objects.create(**row),
        SupplierPerson.objects.create(supplier=firm, name="Sari Rahasia", role="DIRECTOR"),
        SupplierCapacity.objects.create(supplier=firm, kind="EQUIPMENT", name="Molen", added_at=f.NOON),
    )


def test_another_suppliers_pages_and_ids_are_not_there(client, sari):
    firm, other = firm_of(sari), people.person("lain@contoh.id", "Lain")
    theirs = firm_of(other, "1234567890124")
    rows = filled(firm)
    client.force_login(other)
    for url in own_addresses(firm, *rows):
        assert (url, client.get(url).status_code) == (url, 404)
        assert (url, client.post(url, {"text": "x"}).status_code) == (url, 404)
    # Its own address with the other's keys leads nowhere either.
    for part, row in zip(("berkas", "orang", "kemampuan"), rows, strict=True):
        assert client.post(page("remove_part", supplier=theirs.pk, part=part, key=row.pk)).status_code == 404
    assert (SupplierDocument.objects.count(), SupplierCapacity.objects.count()) == (1, 1)
    assert SupplierPerson.objects.get().to_date is None


def test_a_closed_account_sees_nothing_more(client, sari):
    firm = firm_of(sari)
    rows = filled(firm)
    client.force_login(sari)
    assert [client.get(url).status_code for url in own_addresses(firm, *rows)] == [200] * 14
    account = SupplierAccount.objects.get()
    client.post(page("remove_part", supplier=firm.pk, part="akun", key=account.pk))
    account.refresh_from_db()
    assert account.closed_at is None, "the last account stays"
    SupplierAccount.objects.create(supplier=firm, user=people.person("dua@contoh.id", "Dua"), named_at=f.NOON)
    client.post(page("remove_part", supplier=firm.pk, part="akun", key=account.pk))
    assert client.get(page("own_supplier", supplier=firm.pk)).status_code == 404


def test_a_file_is_for_its_firm_and_for_officials_of_procurement(client, sari, ukpbj):
    firm = firm_of(sari)
    values = organisations.PaperValues("NIB", "12", file=("kartu.png", PNG))
    row = organisations.add_supplier_document(supplier_id=firm.pk, values=values, actor=sari, now=f.NOON)
    url = page("supplier_file", supplier=firm.pk, document=row.pk)
    stranger = people.person("lain@contoh.id", "Lain")
    firm_of(stranger, "1234567890124")
    answers = []
    for person in (sari, ukpbj, stranger):
        client.force_login(person)
        answer = client.get(url)
        answers.append(answer.status_code)
        b"".join(answer)
    assert answers == [200, 200, 404]


def test_a_known_nib_leads_to_a_claim_that_the_unit_confirms(client, sari, ukpbj):
    firm = supplier()
    client.force_login(sari)
    answer = client.post(page("open_supplier"), TYPED)
    assert answer.url == page("claim_supplier", supplier=firm.pk)
    assert (Supplier.objects.count(), SupplierAccount.objects.count()) == (1, 0)
    said = {"nib": "1234567890123", "statement": "Saya direktur menurut akta"}
    wrong = client.post(answer.url, said | {"nib": "9" * 13}).content.decode()
    assert "bukan NIB data tersebut" in wrong
    client.post(answer.url, said)
    assert client.get(page("own_supplier", supplier=firm.pk)).status_code == 404
    claim = SupplierClaim.objects.get()
    assert client.post(page("decide_claim", claim=claim.pk, verdict="terima")).status_code == 404
    client.force_login(ukpbj)
    assert "Saya direktur" in text_of(client, page("suppliers_waiting"))
    client.post(page("decide_claim", claim=claim.pk, verdict="terima"))
    assert list(queries.suppliers_of(sari)) == [firm]


def test_an_invitation_is_taken_once_with_ones_own_account(client, sari):
    firm, guest = firm_of(sari), people.person("dua@contoh.id", "Dua")
    client.force_login(sari)
    client.post(page("add_part", supplier=firm.pk, part="akun"), {"email": "dua@contoh.id"})
    letter = Notice.objects.get(event="procurement.supplier_account.invited")
    link = re.search(r"/workspace/penyedia/undangan/[\w-]+/", letter.body)[0]
    client.force_login(guest)
    assert client.post(link).url == page("own_supplier", supplier=firm.pk)
    client.force_login(people.person("tiga@contoh.id", "Tiga"))
    assert "sudah dipakai" in client.post(link).content.decode()
    assert queries.accounts_of(firm).count() == 2
    assert SupplierInvitation.objects.get().accepted_at is not None


def test_residents_see_contracts_and_conduct_but_no_people_and_no_numbers(client, sari):
    firm = firm_of(sari)
    filled(firm)
    Organisation.objects.update(email="rahasia@contoh.id", phone="+628123", address="Jl. Rahasia 5")
    old = client.get(page("numbered_supplier", supplier=firm.pk))
    assert (old.status_code, old.url) == (301, page("public_supplier", slug=firm.slug))
    renamed = client.get(page("public_supplier", slug=f"nama-lama-{firm.pk}"))
    assert renamed.url == old.url
    seen = text_of(client, page("public_supplier", slug=firm.slug))
    assert "CV Karya 23" in seen
    for secret in ("Sari Rahasia", "rahasia@contoh.id", "8123", "Jl. Rahasia", "Molen"):
        assert secret not in seen
    Supplier.objects.update(verified_at=None, status="DRAFT")
    client.cookies.clear()
    assert queries.supplier_numbered(firm.pk) is None


def test_reminders_come_at_thirty_seven_and_zero_days_once_each(sari):
    firm = firm_of(sari)
    end = dt.date(2026, 12, 24)
    row = {"supplier": firm, "kind": "SBU", "number": "7", "added_at": f.NOON}
    SupplierDocument.objects.create(**row, to_date=end)
    old = SupplierDocument.objects.create(**row | {"kind": "NIB"}, to_date=end)
    SupplierDocument.objects.create(**row | {"kind": "NIB"}, to_date=end + dt.timedelta(days=900))
    sent = []
    for left in (31, 30, 29, 7, 6, 0, -3):
        now = f.NOON + dt.timedelta(days=30 - left)
        sent.append(services.remind_of_papers(actor=SYSTEM, now=now))
    assert sent == [0, 1, 0, 1, 0, 1, 0]
    assert not Notice.objects.filter(body__contains=old.get_kind_display()).exists()
    assert Notice.objects.filter(recipient=sari, channel="INBOX").count() == 3


def test_the_first_page_asks_as_much_for_many_documents_as_for_few(client, sari, django_assert_max_num_queries):
    firm = firm_of(sari)
    day = clock.today()
    for number in range(20):
        row = {"supplier": firm, "kind": "OTHER", "number": str(number), "added_at": f.NOON, "to_date": day}
        SupplierDocument.objects.create(**row)
    client.force_login(sari)
    with django_assert_max_num_queries(26):
        assert "Perbarui" in text_of(client, page("own_supplier", supplier=firm.pk))
