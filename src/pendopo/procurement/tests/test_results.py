"""What everybody sees of an evaluation: nothing before it is announced, everything after; the same as open data."""

from decimal import Decimal as D

import pytest
from django.urls import reverse

from pendopo.procurement import ocds, queries
from pendopo.procurement.models import EvaluationPlan, ProcurementChange, Tender, TenderPackage
from pendopo.procurement.tests import evaluation_factories as e
from pendopo.procurement.tests import factories as f


@pytest.fixture
def tender(lines, opd):
    package = f.announced(opd, {lines[0]: 120_000_000})
    made = e.run(opd)
    TenderPackage.objects.create(tender=made, package=package)
    return made


def shown(client, tender):
    return client.get(reverse("procurement:tender", kwargs={"code": tender.code})).text


def judged(tender, status):
    """A winner, one that is out, and a run in the status."""
    won = e.offer(tender, 1, D(1_000_000_000), tkdn=D(40))
    out = e.offer(tender, 2, D(900_000_000))
    type(won).objects.filter(pk=won.pk).update(
        status="VALID", rank=1, is_winner=True, evaluated_amount=D(900_000_000), negotiated_amount=D(990_000_000)
    )
    type(won).objects.filter(pk=out.pk).update(status="DISQUALIFIED", knock_out_reason="Izin berusaha: kedaluwarsa")
    Tender.objects.filter(pk=tender.pk).update(status=status, decided_at=f.NOON)
    tender.refresh_from_db()


def release(tender):
    code = tender.packages.get().package.code
    return ocds.release_of(next(queries.processes(code=code)), prefix="ocds-x")


def test_a_decision_is_hidden_until_it_is_announced(client, tender):
    judged(tender, "DECIDED")
    text = shown(client, tender)
    found = ("Izin berusaha: kedaluwarsa" in text, "<b>Pemenang</b>" in text, "Rp1.000.000.000<" in text)
    assert found == (False, False, True)
    data = release(tender)
    assert ([one["status"] for one in data["bids"]["details"]], "awards" in data) == (["pending", "pending"], False)


def test_the_announced_winner_ranks_and_reasons_are_public_and_open_data(client, tender):
    judged(tender, "STANDSTILL")
    text = shown(client, tender)
    for words in ("Izin berusaha: kedaluwarsa", "<b>Pemenang</b>", "Rp900.000.000", "Cara membandingkan penawaran"):
        assert words in text
    data = release(tender)
    assert [one["status"] for one in data["bids"]["details"]] == ["valid", "disqualified"]
    award = data["awards"][0]
    assert (award["id"], award["status"], award["value"]) == (
        "T-1", "pending", {"amount": 990_000_000, "currency": "IDR"},
    )  # fmt: skip
    firm = next(one for one in data["parties"] if one["id"] == award["suppliers"][0]["id"])
    assert firm["roles"] == ["tenderer", "supplier"]


def test_the_technical_result_of_two_files_is_public_before_prices(client, opd):
    tender = e.run(opd, scheme="TWO_FILE")
    out = e.offer(tender, 1, None, technical_score=D("61.5"))
    type(out).objects.update(status="DISQUALIFIED", knock_out_reason="Nilai teknis di bawah ambang batas")
    EvaluationPlan.objects.create(tender=tender)
    assert "61,5" not in shown(client, tender)
    EvaluationPlan.objects.update(concluded_at=f.NOON)
    text = shown(client, tender)
    assert ("61,5" in text, "di bawah ambang batas" in text, "belum dibuka" in text) == (True, True, True)


def test_public_steps_stand_in_the_feed_of_changes(tender):
    chair = e.committee(tender)[0]
    e.act("fail_tender", tender, chair, reason="Tidak ada penawaran sah")
    found = ProcurementChange.objects.filter(code=tender.code).values_list("kind", "event")
    assert list(found) == [("TENDER", "procurement.tender.failed")]
