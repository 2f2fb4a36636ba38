"""Pages of packages: the public plan, and composing in the workspace."""

import pytest
from django.test import Client
from django.urls import reverse

from pendopo.kernel.access import SYSTEM
from pendopo.organisations import services as organisations
from pendopo.procurement.models import Contract, Package
from pendopo.procurement.tests import factories as f

DATES = {
    f"{name}_date_{part}": value
    for name, date in {
        "selection_from": ("1", "2", "2027"), "selection_to": ("15", "2", "2027"),
        "contract_from": ("20", "2", "2027"), "contract_to": ("20", "4", "2027"),
    }.items()
    for part, value in zip(("day", "month", "year"), date, strict=True)
}  # fmt: skip


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def page(client, name, **kwargs):
    return client.get(reverse(f"procurement:{name}", kwargs=kwargs))


def test_the_plan_says_so_while_it_is_empty(client, db):
    answer = page(client, "packages")
    assert (answer.status_code, "Belum ada paket yang diumumkan" in answer.text) == (200, True)


def test_everybody_finds_an_announced_package_and_its_lines(client, lines, opd):
    package = f.announced(opd, {lines[0]: 120_000_000})
    f.draft(opd, {lines[0]: 10}, title="Rahasia sampai diumumkan")
    answer = client.get(reverse("procurement:packages"), {"q": "kertas", "metode": "DIRECT", "tahun": "2027"})
    assert "Belanja kertas dan alat tulis" in answer.text
    assert "Rahasia" not in page(client, "packages").text
    assert "Rp120.000.000" in page(client, "package", code=package.code).text
    assert "Paket tidak ditemukan" in client.get(reverse("procurement:packages"), {"q": "jembatan"}).text
    assert b"Belanja kertas" in page(client, "packages_file", kind="csv").content


def test_a_draft_has_no_public_page(client, lines, opd):
    package = f.draft(opd, {lines[0]: 10})
    assert page(client, "package", code=package.code).status_code == 404


def test_the_list_costs_the_same_for_two_and_for_twenty(client, lines, opd, django_assert_num_queries):
    counts = []
    for number in (2, 18):
        for _turn in range(number):
            f.announced(opd, {lines[0]: 10})
        with django_assert_num_queries(10, exact=False) as seen:
            client.get(reverse("procurement:packages"), {"baru": number})
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_ppk_composes_and_the_pa_announces_in_the_workspace(lines, opd, ppk, pa):
    client = signed_in(ppk)
    where = reverse("procurement:new_package", kwargs={"unit": opd.code, "year": 2027})
    assert "Rp150.000.000" in client.get(where).text
    typed = {"title": "Kertas", "kind": "GOODS", "volume": "1 paket", f"rincian-{lines[0].pk}": "120.000.000", **DATES}
    assert client.post(where, typed).status_code == 302
    package = Package.objects.get()
    assert (package.method, package.ceiling_amount) == ("DIRECT", 120_000_000)
    head = signed_in(pa)
    for action in ("approve", "announce"):
        there = reverse("procurement:package_step", kwargs={"code": package.code, "action": action})
        assert head.get(there).status_code == 200
        assert head.post(there).status_code == 302
    package.refresh_from_db()
    assert package.status == "ANNOUNCED"
    assert package.title in page(client, "packages_work").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"rincian": "12,5 juta"}, "dengan angka"),
        ({"rincian": "-5"}, "tidak boleh di bawah nol"),
        ({"title": ""}, "Tulis nama paket"),
        ({"contract_to_date_year": "2026"}, "Akhir lebih awal daripada awal"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(lines, opd, ppk, typed, said):
    where = reverse("procurement:new_package", kwargs={"unit": opd.code, "year": 2027})
    own = {"title": "Kertas khas", "volume": "24 rim", **DATES} | typed
    own[f"rincian-{lines[0].pk}"] = own.pop("rincian", "5.000")
    answer = signed_in(ppk).post(where, own)
    assert (answer.status_code, said in answer.text, "24 rim" in answer.text) == (200, True, True)
    assert not Package.objects.exists()


def test_a_package_beyond_its_line_is_refused_with_what_is_left(lines, opd, pa):
    f.announced(opd, {lines[0]: 100_000_000})
    package = f.draft(opd, {lines[0]: 60_000_000})
    client = signed_in(pa)
    for action in ("approve", "announce"):
        answer = client.post(reverse("procurement:package_step", kwargs={"code": package.code, "action": action}))
    assert "hanya tersisa Rp50.000.000" in answer.text


def test_a_contract_goes_from_its_form_to_the_public_page(client, lines, opd, ppk):
    organisation = organisations.OrganisationValues(name="CV Karya Jaya", form="CV", nib="1234567890123")
    made = organisations.register_supplier(values=organisation, scale="SMALL", actor=SYSTEM, now=f.NOON)
    organisations.verify_supplier(supplier_id=made.pk, actor=SYSTEM, now=f.NOON)
    package = f.announced(opd, {lines[0]: 120_000_000})
    person = signed_in(ppk)
    where = reverse("procurement:new_contract", kwargs={"code": package.code})
    today = dict(zip(("date_day", "date_month", "date_year"), ("24", "11", "2026"), strict=True))
    typed = {"supplier": made.pk, "title": "Kertas", "number": "027/9", "payment_kind": "Lumsum", **today}
    refused = person.post(where, typed | {f"rincian-{lines[0].pk}": "120.000.001"})
    assert ("melebihi pagu paket sebesar Rp120.000.000" in refused.text, "027/9" in refused.text) == (True, True)
    assert person.post(where, typed | {f"rincian-{lines[0].pk}": "119.999.999,50"}).status_code == 302
    contract = Contract.objects.get()
    assert contract.number not in page(client, "package", code=package.code).text
    step = reverse("procurement:contract_step", kwargs={"key": contract.key, "action": "sign"})
    assert (person.get(step).status_code, person.post(step).status_code) == (200, 302)
    shown = page(client, "package", code=package.code).text
    assert ("027/9" in shown, "CV Karya Jaya" in shown, "Rp119.999.999,50" in shown) == (True, True, True)
    assert "027/9" in page(person, "contract", key=contract.key).text
    assert page(person, "contract_step", key=contract.key, action="amend").status_code == 200
