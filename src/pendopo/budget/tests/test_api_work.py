"""The road of an Rka over the API, each duty by its own account; refusals are those of the pages."""

import json

import pytest

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.budget.models import LineItem, Stage
from pendopo.budget.tests import factories as f

pytestmark = pytest.mark.django_db
ROW = {
    "account": f.ATK,
    "component": "Kertas HVS A4",
    "coefficients": [{"volume": "10", "unit": "rim"}],
    "unit_price_amount": 45_000,
}


@pytest.fixture
def place(opd):
    stage = f.draft_stage()
    return stage, f.sheet(stage, opd)


@pytest.fixture
def base(place):
    return f"/api/v1/budget/work/stages/{place[0].pk}"


@pytest.fixture
def rows(base, place):
    return f"{base}/forms/{place[1].pk}/rows"


def send(client, method, address, body=None, **headers):
    given = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
    answer = getattr(client, method)(address, **given, headers=headers)
    return answer.status_code, (json.loads(answer.content) if answer.content else None)


def test_a_row_is_added_once_changed_and_taken_out(client, staff, rows):
    client.force_login(staff)
    key = {"idempotency-key": "baris-1"}
    status, made = send(client, "post", rows, ROW, **key)
    assert (status, made["amount"], made["coefficients"]) == (201, 450_000, [["10", "rim"]])
    assert send(client, "post", rows, ROW, **key) == (201, made)
    status, changed = send(client, "put", f"{rows}/{made['id']}", ROW | {"unit_price_amount": 50_000, "revision": 1})
    assert (status, changed["amount"], changed["revision"]) == (200, 500_000, 2)
    status, refusal = send(client, "put", f"{rows}/{made['id']}", ROW | {"revision": 1})
    assert (status, refusal["detail"].startswith("Baris ini baru saja diubah")) == (422, True)
    assert send(client, "get", rows) == (200, [changed])
    assert send(client, "delete", f"{rows}/{made['id']}?revision=2") == (204, None)
    assert not LineItem.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"account": "5.9.99"}, {"account": "4.1.01.01.01.0001"}, {"component": " "}, {"unit_price_amount": -1},
        {"coefficients": []}, {"coefficients": [{"volume": "-2", "unit": "rim"}]}, {"funding": "999"},
        {"tax_percent": "101"}, {"price": 999}, {"unit_price_amount": 2_000_000_000},
    ],
)  # fmt: skip
def test_a_bad_value_is_refused_and_nothing_is_kept(client, staff, rows, changes):
    client.force_login(staff)
    status, refusal = send(client, "post", rows, ROW | changes)
    assert (status, bool(refusal["detail"]), LineItem.objects.count()) == (422, True, 0)


def test_who_only_reads_writes_nothing_and_strangers_sign_in(client, auditor, other_official, rows):
    assert send(client, "get", rows)[0] == 401
    client.force_login(auditor)
    assert (send(client, "get", rows)[0], send(client, "post", rows, ROW)[0]) == (200, 403)
    client.force_login(other_official)
    assert send(client, "post", rows, ROW)[0] == 404
    assert not LineItem.objects.exists()


def step(client, person, address, action, **more):
    client.force_login(person)
    return send(client, "post", f"{address}/steps", {"action": action, **more})


def test_an_rka_is_submitted_passed_returned_and_verified(client, staff, head, auditor, opd, base, rows):  # noqa: PLR0917
    tapd = people.person("tapd@contoh.id", "Anggota TAPD", roles=["tapd"])
    ppkd = people.person("ppkd@contoh.id", "Kepala BKD", roles=["ppkd"])
    client.force_login(staff)
    send(client, "post", rows, ROW)
    unit = f"{base}/units/{opd.code}"
    (listed,) = send(client, "get", f"{base}/units")[1]
    assert (listed["unit"], listed["ceiling"], listed["used"]) == (opd.code, 1_000_000_000, 450_000)
    assert step(client, staff, unit, "submit")[0] == 404
    status, shown = step(client, head, unit, "submit")
    assert (status, shown["status"]) == (200, "SUBMITTED")
    assert step(client, tapd, unit, "return", reason="")[0] == 422
    assert step(client, tapd, unit, "return", reason="Rinci per ukuran")[1]["status"] == "RETURNED"
    assert step(client, head, unit, "submit")[1]["status"] == "SUBMITTED"
    for person, gate in ((tapd, "pass-bappeda"), (ppkd, "pass-bpkad"), (auditor, "pass-apip")):
        assert step(client, person, unit, gate)[0] == 200
    assert step(client, tapd, unit, "verify")[1]["status"] == "VERIFIED"
    assert Entry.objects.filter(event="budget.rka.returned").count() == 1


def test_a_stage_becomes_law_with_its_paper_only(client, base, place):
    bupati = people.person("bupati@contoh.id", "Bupati", roles=["bupati"])
    Stage.objects.update(kind="APBD", status="AGREED")
    status, refusal = step(client, bupati, base, "set")
    assert (status, refusal["detail"]) == (422, "Tulis nomor dan tanggal dokumen")
    assert Stage.objects.get().status == "AGREED"
    paper = {"instrument": "Perda 8/2026", "instrument_date": "2026-11-20"}
    assert step(client, bupati, base, "set", **paper)[1]["status"] == "SET"


def test_a_finding_is_answered_and_judged(client, staff, base, rows):
    tapd = people.person("tapd@contoh.id", "Anggota TAPD", roles=["tapd"])
    client.force_login(staff)
    send(client, "post", rows, ROW | {"unit_price_amount": 90_000_000})
    found = next(one for one in send(client, "get", f"{base}/findings")[1] if one["check"] == "A1")
    address = f"{base}/findings/{found['id']}"
    assert step(client, staff, address, "answer", text="")[0] == 422
    status, answered = step(client, staff, address, "answer", text="Satu barang saja, spesifikasi terlampir")
    assert (status, answered["status"], answered["answers"][0]["by"]) == (200, "ANSWERED", staff.name)
    assert step(client, staff, address, "accept")[0] == 404
    assert step(client, tapd, address, "reject", text="Belum ada lampiran")[1]["status"] == "REJECTED"
