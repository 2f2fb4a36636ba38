"""Pages of a village's procurement: forms keep what was typed, refusals stand in words, everybody sees the road."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.budget.models import FundsBalance
from pendopo.procurement import services
from pendopo.procurement.models import VillagePackage
from pendopo.procurement.tests import village_factories as f

DAY = {"date_day": "24", "date_month": "11", "date_year": "2026"}


@pytest.fixture
def desa(db, monkeypatch):
    monkeypatch.setattr("pendopo.kernel.clock.now", lambda: f.NOON)
    return f.village()


def act(client, who, package, what, /, **data):
    client.force_login(who)
    where = reverse("procurement:village_act", kwargs={"code": package.code, "act": what})
    return client.post(where, data, HTTP_ACCEPT_LANGUAGE="id")


def test_a_clerk_plans_and_the_head_announces(client, desa):
    client.force_login(desa.sekdes)
    new = reverse("procurement:new_village_package", kwargs={"unit": desa.unit.code})
    data = {
        "line": desa.line.pk, "title": "Semen", "kind": "GOODS", "ceiling_amount": "20.000.000", "volume": "200 sak",
        "specification": "Semen 40 kg", "way": "DIRECT",
    }  # fmt: skip
    page = client.post(new, data).content.decode()
    assert "Rp10.000.000" in page.replace("\xa0", "")
    assert "Semen 40 kg" in page
    assert client.post(new, data | {"way": "QUOTATION"}).status_code == 302
    package = VillagePackage.objects.get()
    people_of = dict(zip(("chair", "secretary", "member"), [one.pk for one in desa.team], strict=True))
    answer = act(client, desa.kades, package, "team", number="7/2026", **DAY, **people_of)
    assert answer.status_code == 302
    assert all(act(client, one, package, "declare", interest="").status_code == 302 for one in desa.team)
    assert act(client, desa.sekdes, package, "announce").status_code == 404
    assert act(client, desa.kades, package, "announce").status_code == 302
    assert FundsBalance.objects.get().reserved_amount == 20_000_000
    client.logout()
    assert "Semen" in client.get(reverse("procurement:village_packages")).content.decode()
    assert b"DESA-2026-" in client.get(reverse("procurement:village_packages_file", kwargs={"kind": "csv"})).content


def test_the_team_buys_with_a_receipt_and_everybody_sees_prices_and_papers(client, desa):
    package = f.announced(desa, way="DIRECT", ceiling_amount=10_000_000)
    look = {"look_date_day": "24", "look_date_month": "11", "look_date_year": "2026", "nearness": "OWN"}
    for name, price in (("Toko A", "9.000.000"), ("Toko B", "9.200.000")):
        given = {"name": name, "look_amount": price, **look}
        assert act(client, desa.team[0], package, "seller", **given).status_code == 302
    chosen = package.sellers.get(name="Toko A").pk
    public = reverse("procurement:village_package", kwargs={"code": package.code})
    assert "Toko B" not in client.get(public).content.decode()
    assert act(client, desa.team[0], package, "decide", seller_id=chosen).status_code == 302
    given = {"number": "N-1", **DAY}
    assert "error" in act(client, desa.kades, package, "agree", **given).content.decode()
    receipt = SimpleUploadedFile("nota.pdf", f.PDF[1])
    assert act(client, desa.kades, package, "agree", receipt=receipt, **given).status_code == 302
    page = client.get(public).content.decode()
    assert all(words in page for words in ("Toko B", "Toko A", "Tpk1"))
    assert page.count("/d/") == 1


def test_the_number_of_queries_does_not_grow_with_packages(client, desa, django_assert_max_num_queries):
    for number in range(4):
        f.announced(desa, title=f"Paket {number}", ceiling_amount=10_000_000)
    client.force_login(desa.camat)
    with django_assert_max_num_queries(32):
        page = client.get(reverse("procurement:village_desk")).content.decode()
    assert page.count("Paket ") >= 4


def test_who_is_of_another_village_sees_no_work(client, desa):
    package = f.draft(desa)
    other = people.unit("33.03.10.2002", "Desa Lain", kind="VILLAGE", parent=desa.unit.parent)
    stranger = people.person("lain@contoh.id", "Lain", roles=["kades"], unit=other)
    client.force_login(stranger)
    assert client.get(reverse("procurement:village_work", kwargs={"code": package.code})).status_code == 404
    assert client.get(reverse("procurement:village_package", kwargs={"code": package.code})).status_code == 404
    services.cancel_village_package(package_id=package.pk, reason="Salah", actor=desa.kades, now=f.NOON)
    assert client.get(reverse("procurement:village_package", kwargs={"code": package.code})).status_code == 404
