"""Direct purchases within the limit of the law, with their talks; small spending recorded within the line."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.accounts.tests import factories as people
from pendopo.budget.models import FundsBalance
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import services
from pendopo.procurement.models import Contract, Package, RecordedSpending, SupplierSanction, Tender
from pendopo.procurement.tests import award_factories as a
from pendopo.procurement.tests import factories as f

DAY = dt.date(2026, 11, 24)


@pytest.fixture
def officer(opd):
    return people.person("pp@contoh.id", "Agus Pengadaan", roles=["pejabat_pengadaan"], unit=opd)


@pytest.fixture
def package(lines, opd):
    return f.announced(opd, {lines[0]: 120_000_000})


def begin(package, officer, hps=119_000_000):
    return services.begin_direct(package_id=package.pk, hps_amount=D(hps), actor=officer, now=f.NOON)


def invite(run, officer, nib="1234567890001"):
    who = a.supplier(nib, f"CV Karya {nib[-1]}")
    return services.invite_direct(tender_id=run.pk, supplier_id=who.pk, actor=officer, now=f.NOON)


def said(participant, kind, amount, officer, note=""):
    given = {"participant_id": participant.pk, "kind": kind, "note": note, "actor": officer, "now": f.NOON}
    return services.note_round(amount=None if amount is None else D(amount), **given)


def refused(code, act, *args, **kwargs):
    with pytest.raises(services.ContractRefused) as refusal:
        act(*args, **kwargs)
    assert refusal.value.code == code
    return refusal.value.limit


def test_offer_talks_and_decision_lead_to_the_spk_at_the_agreed_price(package, officer, ppk, lines):
    run = begin(package, officer)
    one = invite(run, officer)
    refused("offer_first", said, one, "AGREEMENT", 1, officer)
    said(one, "OFFER", 118_000_000, officer)
    said(one, "CLARIFICATION", None, officer, "Merek setara")
    said(one, "COUNTER", 112_000_000, officer)
    assert refused("agreed_above", said, one, "AGREEMENT", 118_000_001, officer) == 118_000_000
    decide = {"participant_id": one.pk, "reason": "Harga wajar", "actor": officer, "now": f.NOON}
    refused("not_agreed", services.decide_direct, **decide)
    said(one, "AGREEMENT", 115_000_000, officer)
    services.decide_direct(**decide)
    assert [row.kind for row in one.rounds.all()] == ["OFFER", "CLARIFICATION", "COUNTER", "AGREEMENT"]
    assert run.minutes.get().kind == "NEGOTIATION"
    sppbj = services.appoint_supplier(tender_id=run.pk, date=DAY, actor=ppk, now=f.NOON)
    values = services.ContractValues(title="Kertas", number="027/1", date=DAY, amount=D(115_000_000))
    contract = services.draft_contract(
        package_id=package.pk, supplier_id=one.supplier_id, values=values, shares={lines[0].pk: D(115_000_000)},
        sppbj_id=sppbj.pk, actor=ppk, now=f.NOON,
    )  # fmt: skip
    services.sign_contract(contract_id=contract.pk, actor=ppk, now=f.NOON)
    assert (contract.form, Tender.objects.get().status) == ("SPK", "CONTRACTED")
    refused("direct_over", said, one, "COUNTER", 1, officer)


def test_above_the_limit_of_the_day_nothing_is_bought_directly(lines, opd, officer):
    package = f.announced(opd, {lines[1]: 450_000_000}, kind="WORKS", method="TENDER")
    package.method = "DIRECT"
    package.save()
    assert refused("direct_limit", begin, package, officer, "400000000.01") == 400_000_000
    assert begin(package, officer, 400_000_000).hps_amount == 400_000_000
    refused("run", begin, package, officer, 1)


def test_a_blacklisted_supplier_is_not_invited_and_a_stranger_buys_nothing(package, officer, ppk, opd):
    run = begin(package, officer)
    who = a.supplier("1234567890009", "CV Hitam")
    SupplierSanction.objects.create(
        supplier=who, unit=opd, kind="COLLUSION", basis="x", proposed_at=f.NOON, proposed_by="x", status="RUNNING",
        answer_until_date=DAY, from_date=DAY, decree_number="SK/1", to_date=dt.date(2027, 11, 23),
    )  # fmt: skip
    invitation = {"tender_id": run.pk, "supplier_id": who.pk, "now": f.NOON}
    assert refused("blacklisted", services.invite_direct, **invitation, actor=officer) == dt.date(2027, 11, 23)
    with pytest.raises(PermissionDenied):
        services.invite_direct(**invitation, actor=ppk)


def spend(opd, line, amount, number="K-1", *, kind="GOODS", actor=SYSTEM):
    values = services.SpendingValues("Alat tulis", kind, "Toko Maju", number, DAY, D(amount))
    return services.record_spending(unit_id=opd.pk, line_id=line.pk, values=values, actor=actor, now=f.NOON)


def test_small_spending_binds_its_line_up_to_fifty_million(opd, lines, ppk, other_official):
    made = [spend(opd, lines[0], amount, str(amount), actor=ppk).form for amount in (10_000_000, 50_000_000)]
    assert made == ["RECEIPT", "KUITANSI"]
    assert refused("recorded_limit", spend, opd, lines[0], "50000000.01") == 50_000_000
    refused("recorded_known", spend, opd, lines[0], 1, "10000000")
    refused("recorded_kind", spend, opd, lines[0], 1, "x", kind="WORKS")
    with pytest.raises(PermissionDenied):
        spend(opd, lines[0], 1, actor=other_official)
    assert FundsBalance.objects.get(line=lines[0]).committed_amount == 60_000_000
    last = RecordedSpending.objects.order_by("-pk").first()
    services.cancel_spending(spending_id=last.pk, reason="Salah ketik", actor=ppk, now=f.NOON)
    assert FundsBalance.objects.get(line=lines[0]).committed_amount == 10_000_000


def test_the_sample_purchases_are_made_once_and_end_with_a_contract(lines, opd):
    a.supplier("1234567890001", "CV Karya Satu")
    for _turn in range(2):
        f.announced(opd, {lines[0]: 20_000_000})
    Package.objects.update(demo=True)
    given = {"year": f.YEAR, "actor": SYSTEM, "now": f.NOON}
    assert [services.seed_awards(**given), services.seed_awards(**given)] == [5, 0]
    assert (Contract.objects.get().status, RecordedSpending.objects.filter(demo=True).count()) == ("EFFECTIVE", 3)
