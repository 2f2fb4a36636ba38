"""The plan through the API: a package from its lines to a direct purchase, split and merged, a flag answered."""

import pytest

from pendopo.accounts.tests import factories as people
from pendopo.kernel import clock
from pendopo.procurement.models import Package
from pendopo.procurement.tests import award_factories as awards
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests.test_flags import auditor, flag  # noqa: F401 - fixtures

BASE = "/api/v1/procurement"


@pytest.fixture
def asks(client, monkeypatch):
    """Sends a body as somebody; gives the status and what came back."""
    monkeypatch.setattr(clock, "now", lambda: f.NOON)

    def ask(who, path, body=None, method="post"):
        client.force_login(who)
        answer = getattr(client, method)(f"{BASE}/{path}", body or {}, content_type="application/json")
        return answer.status_code, answer.json()

    return ask


def body(lines, **more):
    days = ("selection_from_date", "selection_to_date", "contract_from_date", "contract_to_date")
    dates = {name: str(getattr(f.values(), name)) for name in days}
    own = {"title": "Kertas", "kind": "GOODS", "method": "DIRECT", "volume": "1 paket", "is_umk": True}
    return own | dates | {"shares": [{"line": lines[0].pk, "amount": 50_000_000}]} | more


def test_a_package_goes_from_its_lines_to_a_direct_purchase(asks, opd, lines, ppk, pa):
    other = people.person("lain@contoh.id", "Orang Lain")
    new = f"units/{opd.code}/{f.YEAR}/packages"
    assert asks(other, new, body(lines))[0] == 404
    assert asks(ppk, new, body(lines, kind="MAKANAN"))[0] == 422
    status, made = asks(ppk, new, body(lines))
    assert (status, made["status"], made["shares"]) == (201, "DRAFT", {str(lines[0].pk): 50_000_000})
    own = f"own-packages/{made['code']}"
    assert asks(other, own, method="get")[0] == 404
    assert asks(ppk, own, body(lines, title="Kertas A4"), "put")[1]["title"] == "Kertas A4"
    assert asks(ppk, f"{own}/steps/approve")[0] == 403
    status, refused = asks(pa, f"{own}/steps/return", {"reason": "Belum"})
    assert (status, refused["code"]) == (409, "status")
    assert asks(pa, f"{own}/steps/approve")[1]["actions"]
    assert asks(pa, f"{own}/steps/announce")[1]["status"] == "ANNOUNCED"
    officer = people.person("pp@contoh.id", "Pejabat", roles=["pejabat_pengadaan"])
    assert asks(ppk, f"{own}/direct", {"hps_amount": "49000000.00"})[0] == 403
    assert asks(officer, f"{own}/direct", {"hps_amount": "60000000.00"})[0] == 409
    status, bought = asks(officer, f"{own}/direct", {"hps_amount": "49000000.00"})
    assert status == 201
    run = f"direct/{bought['code']}"
    assert asks(officer, f"{run}/invitations", {"supplier": 999_999})[0] == 404
    firm = awards.supplier("9912345670001", "CV Kertas Jaya")
    status, bought = asks(officer, f"{run}/invitations", {"supplier": firm.pk})
    talks = f"{run}/invited/{bought['invited'][0]['participant']}"
    assert asks(officer, f"{run}/invited/987654321/talks", {"kind": "OFFER", "amount": "1.00"})[0] == 404
    assert asks(officer, f"{talks}/decision", {"reason": "Wajar"})[0] == 409
    for kind in ("OFFER", "AGREEMENT"):
        assert asks(officer, f"{talks}/talks", {"kind": kind, "amount": "48000000.00", "note": "Sepakat"})[0] == 200
    assert asks(officer, f"{talks}/decision", {"reason": "Harga wajar"})[0] == 200


def test_drafts_are_split_and_merged(asks, lines, opd, ppk):
    package = f.draft(opd, {lines[0]: 50_000_000})
    own = f"own-packages/{package.code}"
    part = {"title": "Tinta", "shares": [{"line": lines[0].pk, "amount": 20_000_000}]}
    assert asks(ppk, f"{own}/split", part | {"shares": [{"line": lines[0].pk, "amount": 50_000_000}]})[0] == 409
    status, made = asks(ppk, f"{own}/split", part)
    assert (status, made["shares"]) == (201, {str(lines[0].pk): 20_000_000})
    assert asks(ppk, f"{own}/merge", {"package": "RUP-2001-000001"})[0] == 404
    assert asks(ppk, f"{own}/merge", {"package": made["code"]})[1]["ceiling_amount"] == 50_000_000
    assert Package.objects.get(code=made["code"]).status == "CANCELLED"


def test_a_flag_is_answered_by_the_office_and_judged_by_the_auditor(asks, flag, auditor, opd, ppk):  # noqa: F811
    assert asks(auditor, f"flags/{flag.pk}/answer", {"text": "Bukan saya"})[0] == 403
    assert asks(ppk, f"flags/{flag.pk}/accept", {"text": "Baik"})[0] in (403, 409)
    assert asks(ppk, f"flags/{flag.pk}/answer", {"text": "Yang termurah gugur"})[1]["status"] == "ANSWERED"
    assert asks(auditor, f"flags/{flag.pk}/reject", {"text": "Tunjukkan buktinya"})[1]["status"] == "REJECTED"
    assert asks(ppk, "flags/987654321/answer", {"text": "x"})[0] == 404
