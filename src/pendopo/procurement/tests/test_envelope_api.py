"""Sealed bids over the API: a bidder's client from the plan to the stored envelope, and what it is refused."""

import base64
import datetime as dt
import hashlib

import pytest

from pendopo.kernel import clock
from pendopo.procurement import ciphertexts, sealing
from pendopo.procurement.models import BidEnvelope, ShareCiphertext
from pendopo.procurement.tests import ceremony_factories as c
from pendopo.procurement.tests import sealing_factories as s

BASE = "/api/v1/procurement/tenders/T-1"
BYTES = "application/octet-stream"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """Both copies of ciphertexts, in a folder of the test."""
    settings.MEDIA_ROOT, settings.PENDOPO_BIDS_COPY = tmp_path / "files", tmp_path / "copy"


@pytest.fixture(autouse=True)
def at(monkeypatch):
    held = {"now": s.DEADLINE - dt.timedelta(days=1)}
    monkeypatch.setattr(clock, "locked_now", lambda: held["now"])
    return held


@pytest.fixture
def tender(opd):
    return c.tender_of(opd)


@pytest.fixture
def plan(tender):
    return c.publish(tender, c.trustees())


@pytest.fixture
def bid(tender, client):
    made = c.bidder(tender)
    client.force_login(made[1])
    return made


def post(client, path, **body):
    return client.post(f"{BASE}/{path}", body, content_type="application/json")


def patch(client, header, start, data, checksum=None):
    told = base64.b64encode(hashlib.sha256(checksum or data).digest()).decode()
    return client.patch(
        f"{BASE}/envelopes/{header.header_hash}/ciphertext", data, content_type=BYTES,
        headers={"Upload-Offset": str(start), "Upload-Checksum": f"sha256 {told}"},
    )  # fmt: skip


def put_shares(client, sealed):
    for (group, member), data in sealed.shares.items():
        answer = client.put(f"{BASE}/envelopes/{sealed.header.header_hash}/shares/{group}/{member}", data, BYTES)
    return answer


def test_a_stranger_reads_the_plan_with_its_proof(client, plan, tender):
    found = client.get(f"{BASE}/seal-plan").json()
    assert sealing.digest(found["message"]) == found["plan_hash"] == plan.plan_hash
    assert plan.plan_hash in found["receipt"]["entry"]
    assert found["receipt"]["proof"].startswith("c2sp.org/tlog-proof@v1\n")
    assert (found["ready"], len(found["confirmations"])) == (True, 4)


def test_a_bid_from_header_to_stored(client, bid, plan):
    sealed = s.sealed(plan)
    header, half = sealed.header, len(sealed.ciphertext) // 2
    first = post(client, "envelopes", header=header.message())
    assert (first.status_code, first.json()["envelope"]["status"]) == (201, "COMMITTED")
    again = post(client, "envelopes", header=header.message())
    assert (again.status_code, again.json()["receipt"]["entry"]) == (200, first.json()["receipt"]["entry"])
    assert put_shares(client, sealed).json()["shares_missing"] == []
    answer = patch(client, header, 0, sealed.ciphertext[:half])
    assert (answer.json()["offset"], answer.headers["Upload-Offset"]) == (half, str(half))
    assert patch(client, header, half, sealed.ciphertext[half:]).json()["status"] == "STORED"
    # The answer to the last part was lost: asked again, it is the same.
    assert patch(client, header, half, sealed.ciphertext[half:]).json()["status"] == "STORED"
    shown = client.get(f"{BASE}/envelopes").json()
    assert [(one["header_hash"], one["status"]) for one in shown["envelopes"]] == [(header.header_hash, "STORED")]
    for root in ciphertexts.roots():
        assert b"".join((root / header.header_hash / f"{part.sha256}.part").read_bytes() for part in _parts()) == (
            sealed.ciphertext
        )


def _parts():
    return BidEnvelope.objects.get().parts.order_by("start")


def test_what_does_not_fit_is_refused_and_nothing_of_it_is_kept(client, bid, plan):
    sealed = s.sealed(plan)
    header, data = sealed.header, sealed.ciphertext
    post(client, "envelopes", header=header.message())
    damaged = patch(client, header, 0, data[:1000], checksum=data[:999])
    ahead = patch(client, header, 5, data[:1000])
    assert (damaged.status_code, damaged.json()["code"]) == (460, "checksum")
    assert (ahead.status_code, ahead.json()["code"], ahead.json()["offset"]) == (409, "offset", 0)
    assert patch(client, header, 0, data + b"x").json()["code"] == "long"
    assert patch(client, header, 0, bytes(ciphertexts.PART + 1)).status_code == 413
    wrong = patch(client, header, 0, data[:-1] + bytes([data[-1] ^ 1]))
    assert (wrong.status_code, wrong.json()["code"], wrong.json()["offset"]) == (422, "hash", 0)
    assert not any(path.suffix == ".part" for root in ciphertexts.roots() for path in root.rglob("*"))
    put_shares(client, sealed)
    assert patch(client, header, 0, data).json()["status"] == "STORED"


def test_all_shares_come_in_one_request_or_none_of_them(client, bid, plan):
    sealed = s.sealed(plan)
    post(client, "envelopes", header=sealed.header.message())
    place = f"{BASE}/envelopes/{sealed.header.header_hash}/shares"
    parts = sealed.shares.items()
    rows = [{"group": group, "member": member, "ciphertext": c.b64(data)} for (group, member), data in parts]
    wrong = [*rows[:-1], {**rows[-1], "ciphertext": rows[0]["ciphertext"]}]
    refused = client.put(place, {"shares": wrong}, content_type="application/json")
    assert (refused.status_code, refused.json()["code"], ShareCiphertext.objects.count()) == (409, "share", 0)
    for _time in range(2):
        kept = client.put(place, {"shares": rows}, content_type="application/json")
        assert (kept.json()["shares_missing"], ShareCiphertext.objects.count()) == ([], 4)
    assert patch(client, sealed.header, 0, sealed.ciphertext).json()["status"] == "STORED"


def test_refusals_name_their_field_or_code(client, bid, plan, at):
    header = s.sealed(plan).header.message()
    unknown = post(client, "envelopes", header={**header, "note": "x"})
    assert (unknown.status_code, unknown.json()["field"]) == (422, "bid-envelope.note")
    at["now"] = s.DEADLINE
    late = post(client, "envelopes", header=header)
    assert (late.status_code, late.json()["code"]) == (409, "late")
    assert not BidEnvelope.objects.exists()


def test_parts_and_shares_are_refused_once_the_time_is_over(client, bid, plan, at):
    sealed = s.sealed(plan)
    post(client, "envelopes", header=sealed.header.message())
    at["now"] = s.DEADLINE
    assert put_shares(client, sealed).json()["code"] == "late"
    assert patch(client, sealed.header, 0, sealed.ciphertext).json()["code"] == "late"
    assert not ShareCiphertext.objects.exists()


def test_nobody_else_sees_or_changes_an_envelope(client, bid, plan, tender):
    sealed = s.sealed(plan)
    post(client, "envelopes", header=sealed.header.message())
    client.force_login(c.bidder(tender, 1)[1])
    place = f"{BASE}/envelopes/{sealed.header.header_hash}"
    answers = [client.get(place), client.post(f"{place}/withdrawal"), patch(client, sealed.header, 0, b"x")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert client.get(f"{BASE}/envelopes").json()["envelopes"] == []
    client.logout()
    assert client.get(place).status_code == 401


def test_a_withdrawal_is_proven(client, bid, plan):
    sealed = s.sealed(plan)
    post(client, "envelopes", header=sealed.header.message())
    answer = post(client, f"envelopes/{sealed.header.header_hash}/withdrawal").json()
    assert answer["envelope"]["status"] == "WITHDRAWN"
    assert "procurement.envelope.withdrawn" in answer["receipt"]["entry"]
