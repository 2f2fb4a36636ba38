"""Contracts for everybody: the list with its filters, one contract with its chain, papers, and the same as data."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.kernel.access import SYSTEM
from pendopo.procurement import services
from pendopo.procurement.models import Contract
from pendopo.procurement.tests import award_factories as a
from pendopo.procurement.tests import factories as f

DAY = dt.date(2026, 11, 24)


def contract(package, line, number, *, signed=True, title="Kertas", amount=1_000_000):
    values = services.ContractValues(title=title, number=number, date=DAY, amount=D(amount))
    who = a.supplier(f"12345678{Contract.objects.count():05d}", f"CV Karya {number[-1]}")
    own = {"package_id": package.pk, "supplier_id": who.pk, "values": values, "shares": {line.pk: D(amount)}}
    made = services.draft_contract(**own, actor=SYSTEM, now=f.NOON)
    return services.sign_contract(contract_id=made.pk, actor=SYSTEM, now=f.NOON) if signed else made


@pytest.fixture
def package(lines, opd):
    return f.announced(opd, {lines[0]: 120_000_000})


def text(answer):
    """The page with plain spaces."""
    return answer.content.decode().replace("\xa0", " ")


def test_the_list_finds_signed_contracts_by_words_and_asks_the_same_for_many(client, package, lines):
    contract(package, lines[0], "027/1")
    contract(package, lines[0], "027/2", signed=False, title="Rancangan")
    with CaptureQueriesContext(connection) as few:
        shown = text(client.get(reverse("procurement:contracts")))
    assert "027/1" in shown
    assert "Rancangan" not in shown
    for number in range(3, 8):
        contract(package, lines[0], f"027/{number}", title="Meja")
    with CaptureQueriesContext(connection) as many:
        shown = text(client.get(reverse("procurement:contracts") + "?q=meja+karya"))
    assert len(many) <= len(few)
    assert "5 kontrak" in shown
    assert "Kertas" not in shown


def test_one_contract_shows_its_chain_amendment_and_budget_line(client, package, lines):
    made = contract(package, lines[0], "027/1", amount=100_000_000)
    services.amend_contract(
        contract_id=made.pk, number="A/1", date=DAY, reason="Volume bertambah", shares={lines[0].pk: D(110_000_000)},
        actor=SYSTEM, now=f.NOON,
    )  # fmt: skip
    shown = text(client.get(reverse("procurement:contract_public", args=[made.key])))
    for part in ("Rp110.000.000", "Rp100.000.000", "Volume bertambah", package.code, "CV Karya 1"):
        assert part in shown
    answer = client.get(f"/api/v1/procurement/contracts/{made.key}").json()
    assert (answer["contract"]["value_amount"], answer["amendments"][0]["after_amount"]) == ("110000000.00",) * 2
    assert [one["amount"] for one in answer["lines"]] == ["110000000.00"]


def test_a_draft_has_no_public_page_and_no_data(client, package, lines):
    made = contract(package, lines[0], "027/1", signed=False)
    assert client.get(reverse("procurement:contract_public", args=[made.key])).status_code == 404
    assert client.get(f"/api/v1/procurement/contracts/{made.key}").status_code == 404
    assert client.get("/api/v1/procurement/contracts").json()["items"] == []
