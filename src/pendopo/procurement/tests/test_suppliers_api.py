"""A supplier registers, fills and sends its record through the API; the procurement unit judges it."""

import pytest

from pendopo.accounts.tests import factories as people
from pendopo.organisations.models import Supplier

BASE = "/api/v1/procurement"
FIRM = {
    "nib": "1234567890123", "npwp": "091234567542000", "name": "CV Maju Jaya", "form": "CV", "scale": "SMALL",
    "kbli": ["41011"], "address": "Jl. Jenderal Sudirman 1", "email": "cv@contoh.id",
}  # fmt: skip


@pytest.fixture
def send(client, db):
    """Sends as somebody; gives status and body."""

    def sent(who, method, path, body=None):
        client.force_login(who)
        answer = getattr(client, method)(f"{BASE}/{path}", body, content_type="application/json")
        return answer.status_code, answer.json() if answer.content else None

    return sent


def test_a_record_is_registered_filled_sent_and_returned(send):
    owner, unit = people.person("owner@contoh.id", "Owner"), people.person("u@contoh.id", "U", roles=["ukpbj"])
    assert send(owner, "post", "own-suppliers", FIRM | {"kbli": ["4101"]})[0] == 422
    status, made = send(owner, "post", "own-suppliers", FIRM)
    assert (status, made["status"], made["nib"]) == (201, "DRAFT", FIRM["nib"])
    own = f"own-suppliers/{made['id']}"
    status, body = send(owner, "post", f"{own}/submission")
    assert (status, body["code"], body["missing"]) == (409, "incomplete", made["missing"])
    status, body = send(owner, "post", f"{own}/people", {"name": "Tono", "role": "DIRECTOR"})
    assert (status, [one["name"] for one in body["people"]]) == (201, ["Tono"])
    Supplier.objects.update(status="SUBMITTED")
    path = f"suppliers/{made['id']}/verification"
    assert send(owner, "post", path, {"accept": True})[0] in {403, 404}
    assert [one["id"] for one in send(unit, "get", "suppliers-waiting")[1]] == [made["id"]]
    status, body = send(unit, "post", path, {"accept": False, "reason": "NPWP tidak terbaca"})
    assert (status, body["status"], body["status_note"]) == (200, "RETURNED", "NPWP tidak terbaca")


def test_a_known_firm_is_claimed_and_anothers_record_is_not_there(send):
    owner, other = people.person("owner@contoh.id", "Owner"), people.person("other@contoh.id", "Other")
    pk = send(owner, "post", "own-suppliers", FIRM)[1]["id"]
    assert send(other, "get", f"own-suppliers/{pk}")[0] == 404
    status, body = send(other, "post", "own-suppliers", FIRM | {"npwp": "091234567542001"})
    assert (status, body["code"], body["supplier"]) == (409, "known", pk)
    status, claim = send(other, "post", f"suppliers/{pk}/claims", {"nib": FIRM["nib"], "statement": "Saya direktur"})
    assert (status, claim["status"]) == (201, "WAITING")
    unit = people.person("u@contoh.id", "U", roles=["ukpbj"])
    assert send(unit, "post", f"claims/{claim['id']}/decision", {"accept": True})[1]["status"] == "CONFIRMED"
    assert send(other, "get", f"own-suppliers/{pk}")[0] == 200
    status, watch = send(other, "post", "watches", {"kinds": ["WORKS"], "words": ["jalan"]})
    assert (status, watch["words"]) == (201, ["jalan"])
    assert send(owner, "delete", f"watches/{watch['id']}")[0] == 404
    assert send(other, "delete", f"watches/{watch['id']}")[0] == 204
