"""The evaluation over the API: what is announced for everybody, acts for those who evaluate, refusals in words."""

from decimal import Decimal as D

import pytest

from pendopo.procurement.models import EvaluationSheet
from pendopo.procurement.tests import evaluation_factories as e
from pendopo.procurement.tests import factories as f

BASE = "/api/v1/procurement/tenders/T-1"


@pytest.fixture
def tender(opd):
    return e.run(opd)


@pytest.fixture
def pokja(tender):
    return e.committee(tender)


def sent(client, path, body, method="post"):
    answer = getattr(client, method)(f"{BASE}/{path}", body, content_type="application/json")
    return answer.status_code, answer.json()


def test_everybody_reads_what_is_announced(client, tender):
    one = e.offer(tender, 1, D(1_000_000_000))
    type(one).objects.update(status="VALID", rank=1, is_winner=True, evaluated_amount=D(900_000_000))
    found = client.get(f"{BASE}/evaluation").json()
    offer = found["offers"][0]
    assert (found["announced"], offer["result"], offer["rank"], D(offer["price_amount"])) == (
        False, "", None, D(1_000_000_000),
    )  # fmt: skip
    assert found["criteria"][0]["name"] == "Surat penawaran"
    type(tender).objects.update(status="STANDSTILL")
    offer = client.get(f"{BASE}/evaluation").json()["offers"][0]
    assert (offer["result"], offer["rank"], D(offer["evaluated_amount"])) == ("winner", 1, D(900_000_000))


def test_a_member_fills_a_sheet_and_takes_steps(client, tender, pokja):
    one = e.offer(tender, 1, D(1_000_000_000))
    client.force_login(pokja[0])
    path = f"sheets/{one.pk}"
    assert sent(client, path, {"scores": [{"number": 1, "passed": True}]}, "put")[0] == 200
    status, body = sent(client, path, {"scores": [], "hand_in": True}, "put")
    assert (status, body["code"]) == (409, "incomplete")
    assert sent(client, path, {"scores": [{"number": 1, "score": "101"}]}, "put")[0] == 422
    e.filled(tender, one, pokja)
    assert sent(client, "evaluation/rank", {})[1]["code"] == "not_concluded"
    assert sent(client, "evaluation/conclude", {}) == (200, {"tender": "T-1", "status": "OPENED"})
    assert sent(client, "evaluation/rank", {}) == (200, {"tender": "T-1", "status": "EVALUATED"})
    assert sent(client, "evaluation/fail", {})[1]["code"] == "reason"
    assert sent(client, "evaluation/reopen", {"reason": "x"})[1]["code"] == "not_opened"
    assert EvaluationSheet.objects.filter(handed_at__isnull=False).count() == 3


def test_strangers_others_and_watchers_are_refused(client, tender, auditor, other_official):
    one = e.offer(tender, 1, D(1))
    asked = ("evaluation/fail", {"reason": "x"}), (f"sheets/{one.pk}", {"scores": []})
    codes = []
    for person in (None, other_official, auditor):
        if person:
            client.force_login(person)
        codes += [sent(client, path, body, "put" if "sheets" in path else "post")[0] for path, body in asked]
    assert codes == [401, 401, 404, 404, 403, 403]
    tender.refresh_from_db()
    assert tender.status == "OPENED"
    assert tender.announced_at == f.NOON
