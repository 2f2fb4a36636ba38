"""A village's procurement over the API: the acts of the pages with their refusals, nobody else's packages."""

import json

import pytest

from pendopo.accounts.tests import factories as people
from pendopo.budget.models import FundsBalance
from pendopo.procurement.tests import village_factories as f

ROOT = "/api/v1/procurement"


@pytest.fixture
def desa(db, monkeypatch):
    monkeypatch.setattr("pendopo.kernel.clock.now", lambda: f.NOON)
    return f.village()


def post(client, who, package, where, **body):
    client.force_login(who)
    path = f"{ROOT}/village-work/{package.code}/{where}"
    return client.post(path, json.dumps(body), content_type="application/json", HTTP_ACCEPT_LANGUAGE="en")


def test_everybody_reads_announced_packages_and_no_draft(client, desa):
    draft, seen = f.draft(desa, title="Rancangan"), f.announced(desa)
    found = client.get(f"{ROOT}/villages").json()["items"]
    assert [(one["code"], one["village"], one["ceiling_amount"]) for one in found] == [
        (seen.code, "Desa Serang", 30_000_000)
    ]
    assert client.get(f"{ROOT}/villages/{draft.code}").status_code == 404
    assert client.get(f"{ROOT}/village-work/{seen.code}").status_code == 401


def test_a_team_buys_and_a_refusal_is_a_sentence_with_a_code(client, desa):
    package = f.announced(desa, way="DIRECT", ceiling_amount=10_000_000)
    look = {"nearness": "OWN", "look_amount": "9000000", "look_date": str(f.TODAY)}
    first = post(client, desa.team[0], package, "sellers", name="Toko A", **look).json()
    chosen = first["offers"][0]["seller"]
    refused = post(client, desa.team[0], package, "decision", seller=chosen)
    assert (refused.status_code, refused.json()["code"]) == (409, "few_looks")
    assert post(client, desa.team[0], package, "sellers", name="Toko B", **look).status_code == 200
    decided = post(client, desa.team[0], package, "decision", seller=chosen).json()
    assert (decided["status"], decided["seller"], decided["price_amount"]) == ("DECIDED", "Toko A", "9000000.00")
    assert post(client, desa.kades, package, "order", number="1", date=str(f.TODAY)).json()["code"] == "receipt"


def test_self_managed_work_goes_from_the_order_to_the_closing(client, desa):
    package = f.announced(desa, way="SELF_MANAGED", kind="WORKS", ceiling_amount=20_000_000)
    assert post(client, desa.kades, package, "order", number="1", date=str(f.TODAY)).json()["status"] == "AGREED"
    pay = {"date": str(f.TODAY), "amount": "15000000"}
    assert post(client, desa.kades, package, "payments", number="K", **pay).status_code == 403
    assert post(client, desa.kaur, package, "payments", number="K-1", **pay).json()["paid_amount"] == "15000000.00"
    assert post(client, desa.kaur, package, "payments", number="K-2", **pay).json()["code"] == "overpaid"
    assert post(client, desa.team[1], package, "report", report="Selesai").json()["status"] == "REPORTED"
    for step in ("accept", "settle"):
        assert post(client, desa.kades, package, f"steps/{step}").status_code == 200
    row = FundsBalance.objects.get()
    assert (row.reserved_amount, row.spent_amount) == (0, 15_000_000)


def test_the_head_of_another_village_finds_nothing(client, desa):
    package = f.announced(desa)
    other = people.unit("33.03.10.2002", "Desa Kutabawa", kind="VILLAGE", parent=desa.unit.parent)
    stranger = people.person("kades.b@contoh.id", "Kades B", roles=["kades"], unit=other)
    assert post(client, stranger, package, "steps/cancel", reason="x").status_code == 404
    assert post(client, desa.camat, package, "steps/cancel", reason="x").status_code == 403
    assert post(client, desa.kades, package, "steps/cancel", reason="").json()["code"] == "reason"
