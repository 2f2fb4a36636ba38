"""A run prepared and announced through the API alone, each act by the person whose duty it is."""

import datetime as dt

import pytest

from pendopo.accounts.tests import factories as people
from pendopo.kernel import clock
from pendopo.procurement.models import SupplierAccount, Tender
from pendopo.procurement.tests import run_factories as r
from pendopo.procurement.tests.test_contracts import supplier

BASE = "/api/v1/procurement"
LINE = {"name": "Perkerasan beton", "volume": "1", "measure": "paket", "price_amount": "750000000.00"}
KAK = {"background": "Rusak", "objective": "Mulus", "scope": "300 meter", "output": "Jalan", "duration_days": 90}
DRAFT = {"form": "AGREEMENT", "payment_terms": "Termin", "terms": "Pasal 1"}


@pytest.fixture
def send(client, monkeypatch):
    """Sends as somebody; gives status and body."""
    for name in ("now", "locked_now"):
        monkeypatch.setattr(clock, name, lambda: r.NOW)

    def sent(who, method, path, body=None, **more):
        client.force_login(who)
        answer = getattr(client, method)(f"{BASE}/{path}", body, content_type="application/json", **more)
        return answer.status_code, answer.json()

    return sent


@pytest.fixture
def run(send, lines, opd, ppk):
    """A run that the PPK began; its bids are not sealed."""
    package = r.package(opd, lines)
    status, body = send(ppk, "post", f"packages/{package.code}/runs", {"title": package.title})
    assert (status, body["run"]["status"], body["packages"]) == (201, "PREPARED", [package.code])
    Tender.objects.update(sealed=False)
    return f"runs/{body['run']['code']}"


def seated(send, run, opd):
    """Three members, appointed by the procurement unit, who declare."""
    unit = people.person("ukpbj@contoh.id", "Ukpbj", roles=["ukpbj"], unit=opd)
    found = [people.person(f"{name}@contoh.id", name, roles=["pokja"], unit=opd) for name in ("a", "b", "c")]
    offered = {one["person"] for one in send(unit, "get", f"{run}/people")[1]}
    assert offered == {one.pk for one in found}
    seats = [{"person": one.pk, "seat": seat} for one, seat in zip(found, ("CHAIR", "MEMBER", "MEMBER"), strict=True)]
    two = send(unit, "put", f"{run}/committee", {"seats": seats[:2]})
    assert (two[0], two[1]["code"]) == (409, "committee_size")
    assert send(unit, "put", f"{run}/committee", {"seats": seats})[0] == 200
    assert [send(one, "post", f"{run}/declaration", {})[0] for one in found] == [200, 200, 200]
    return found


def prepared(send, run, ppk):
    """Estimate, terms of reference and draft contract, decided."""
    refused = send(ppk, "put", f"{run}/hps", {"lines": [LINE], "decide": True})
    assert (refused[0], refused[1]["code"]) == (409, "no_source")
    line = LINE | {"reference": "Survei Toko Maju"}
    status, hps = send(ppk, "put", f"{run}/hps", {"lines": [line], "decide": True})
    assert (status, hps["status"], hps["total_amount"]) == (200, "DECIDED", "832500000.00")
    for path, body in (("kak", KAK), ("contract-draft", DRAFT)):
        assert send(ppk, "put", f"{run}/{path}", body | {"decide": True})[1]["status"] == "DECIDED"


def test_a_run_is_prepared_announced_and_asked_about(send, run, opd, ppk):
    prepared(send, run, ppk)
    members = seated(send, run, opd)
    chair = members[0]
    status, body = send(chair, "post", f"{run}/announcement")
    assert (status, body["code"], [one["code"] for one in body["missing"]]) == (409, "unready", ["schedule"])
    start = {"start": (r.NOW + dt.timedelta(hours=1)).isoformat()}
    steps = send(chair, "post", f"{run}/schedule", start)[1]["steps"]
    assert steps[0]["starts_at"] == "2027-01-04T02:00:00Z"
    wrong = {"steps": [{"step": "upload_bid", "starts_at": steps[-1]["ends_at"], "ends_at": steps[0]["starts_at"]}]}
    status, body = send(chair, "patch", f"{run}/schedule", wrong)
    assert (status, body["code"], "upload_bid" in body["steps"]) == (409, "schedule", True)
    assert send(ppk, "post", f"{run}/announcement")[0] == 403
    key = {"HTTP_IDEMPOTENCY_KEY": "umumkan-1"}
    twice = [send(chair, "post", f"{run}/announcement", **key) for _time in range(2)]
    assert [(status, body["run"]["status"]) for status, body in twice] == [(200, "ANNOUNCED"), (200, "ANNOUNCED")]
    asked_and_amended(send, run, chair)


def asked_and_amended(send, run, chair):
    """A firm takes part and asks; the committee answers once, and amends."""
    firm = supplier("1234567890123")
    user = people.person("pemasok@contoh.id", "Pemasok")
    assert send(user, "post", f"{run}/participants", {"supplier": firm.pk})[0] == 404
    SupplierAccount.objects.create(supplier=firm, user=user, named_at=r.NOW)
    status, part = send(user, "post", f"{run}/participants", {"supplier": firm.pk})
    assert (status, part["supplier"], part["status"]) == (201, firm.pk, "INVITED")
    assert send(user, "post", f"{run}/questions", {"text": "Boleh\x00?"})[0] == 422
    assert send(user, "post", f"{run}/questions", {"text": "Boleh?"})[1]["number"] == 1
    body = send(chair, "post", f"{run}/questions/1/answer", {"text": "Boleh."})[1]
    assert body["questions"][0]["answer"] == "Boleh."
    assert send(chair, "post", f"{run}/questions/1/answer", {"text": "Tidak."})[1]["code"] == "answered"
    body = send(chair, "post", f"{run}/amendments", {"summary": "Gambar diperbaiki"})[1]
    assert [one["number"] for one in body["amendments"]] == [1]


def test_who_does_not_see_the_run_finds_nothing(send, run, other_official):
    found = [
        send(other_official, "get", run)[0],
        send(other_official, "put", f"{run}/hps", {"lines": []})[0],
        send(other_official, "post", f"{run}/cancellation", {"reason": "x"})[0],
    ]
    assert (found, Tender.objects.get().status) == ([404, 404, 404], "PREPARED")
