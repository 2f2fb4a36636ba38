"""Contracts: only from an announced package, within it, with its money bound; amendments within the law."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from pendopo.audit.models import Entry
from pendopo.budget import services as budget
from pendopo.budget.models import FundsBalance
from pendopo.kernel.access import ANONYMOUS, SYSTEM
from pendopo.kernel.states import MoveRefused
from pendopo.organisations import services as organisations
from pendopo.procurement import rules, services
from pendopo.procurement.contracting import rule_on, source_of
from pendopo.procurement.models import Contract
from pendopo.procurement.tests import factories as f

TODAY = dt.date(2026, 11, 24)


def supplier(nib="1234567890123", scale="SMALL", *, verified=True):
    values = organisations.OrganisationValues(name=f"CV Karya {nib[-2:]}", form="CV", nib=nib)
    made = organisations.register_supplier(values=values, scale=scale, actor=SYSTEM, now=f.NOON)
    return organisations.verify_supplier(supplier_id=made.pk, actor=SYSTEM, now=f.NOON) if verified else made


def draft(package, line, amount, *, whom=None, actor=SYSTEM, **more):
    values = services.ContractValues(title=package.title, number="027/1", date=TODAY, amount=D(amount), **more)
    return services.draft_contract(
        package_id=package.pk, supplier_id=(whom or supplier()).pk, values=values, shares={line.pk: D(amount)},
        actor=actor, now=f.NOON,
    )  # fmt: skip


def act(name, contract, actor=SYSTEM, **more):
    return getattr(services, name)(contract_id=contract.pk, actor=actor, now=f.NOON, **more)


def amend(contract, line, amount, **more):
    own = {"number": "A/1", "date": TODAY, "reason": "Volume bertambah", "shares": {line.pk: D(amount)}}
    return act("amend_contract", contract, **own | more)


def sums(line):
    row = FundsBalance.objects.get(line=line)
    return row.reserved_amount, row.committed_amount


@pytest.fixture
def package(lines, opd):
    return f.announced(opd, {lines[0]: 120_000_000})


def test_a_contract_binds_its_money_from_the_package_and_gives_back_the_rest(package, lines, ppk):
    contract = draft(package, lines[0], "110000000.50", actor=ppk)
    assert (contract.form, contract.status, contract.umk_amount) == ("SPK", "DRAFT", D("110000000.50"))
    assert sums(lines[0]) == (120_000_000, 0)
    act("sign_contract", contract, ppk)
    assert sums(lines[0]) == (D("9999999.50"), D("110000000.50"))
    dates = {"date": TODAY, "starts_date": TODAY, "ends_date": TODAY + dt.timedelta(days=30)}
    act("issue_spmk", contract, ppk, number="S/1", **dates)
    act("finish_contract", contract, ppk)
    contract.refresh_from_db()
    assert (contract.status, sums(lines[0])) == ("FINISHED", (D("9999999.50"), 0))
    assert Entry.objects.filter(event="procurement.contract.signed").count() == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount": "120000000.01"}, "ceiling"),
        ({"amount": "0"}, "amount"),
        ({"whom": "unverified"}, "supplier"),
        ({"starts_date": TODAY, "ends_date": TODAY - dt.timedelta(days=1)}, "dates"),
    ],
)
def test_a_contract_that_does_not_fit_is_refused_by_name(package, lines, change, code):
    if change.get("whom"):
        change = {"whom": supplier(verified=False)}
    with pytest.raises(services.ContractRefused) as refusal:
        draft(package, lines[0], **{"amount": "1000"} | change)
    assert (refusal.value.code, Contract.objects.count()) == (code, 0)


def test_a_line_that_the_package_has_not_and_a_package_not_announced_are_refused(package, lines, opd):
    with pytest.raises(services.ContractRefused) as refusal:
        draft(package, lines[1], 1000)
    assert refusal.value.code == "shares_line"
    with pytest.raises(services.ContractRefused) as refusal:
        draft(f.draft(opd, {lines[0]: 5_000}), lines[0], 1000, whom=supplier("1234567890999"))
    assert refusal.value.code == "package"


def test_an_amendment_rises_to_a_tenth_over_the_first_value_and_frees_what_it_takes_off(package, lines):
    contract = draft(package, lines[0], 100_000_000)
    act("sign_contract", contract)
    amend(contract, lines[0], 106_000_000)
    with pytest.raises(services.ContractRefused) as refusal:
        amend(contract, lines[0], "110000000.01")
    assert (refusal.value.code, refusal.value.limit) == ("amendment", D(110_000_000))
    amend(contract, lines[0], 110_000_000)
    assert sums(lines[0]) == (10_000_000, 110_000_000)
    amend(contract, lines[0], 90_000_000)
    contract.refresh_from_db()
    assert (contract.value_amount, contract.amount, sums(lines[0])) == (
        90_000_000, 100_000_000, (10_000_000, 90_000_000),
    )  # fmt: skip
    assert [row.after_amount for row in contract.addenda.all()] == [106_000_000, 110_000_000, 90_000_000]


def test_money_that_is_not_there_any_more_refuses_the_amendment_whole(package, lines, opd):
    contract = draft(package, lines[0], 120_000_000)
    act("sign_contract", contract)
    f.announced(opd, {lines[0]: 25_000_000})
    with pytest.raises(budget.FundsExceeded) as refusal:
        amend(contract, lines[0], 126_000_000)
    contract.refresh_from_db()
    assert (refusal.value.free_amount, contract.value_amount, contract.addenda.count()) == (5_000_000, 120_000_000, 0)


def test_dates_out_of_order_are_refused(package, lines):
    contract = draft(package, lines[0], 1000)
    act("sign_contract", contract)
    early = {"date": TODAY - dt.timedelta(days=1), "starts_date": TODAY, "ends_date": TODAY}
    with pytest.raises(services.ContractRefused) as refusal:
        act("issue_spmk", contract, number="S/1", **early)
    assert refusal.value.code == "spmk_before"


def test_a_terminated_contract_says_why_and_frees_its_money(package, lines):
    contract = draft(package, lines[0], 1000)
    act("sign_contract", contract)
    with pytest.raises(services.ReasonMissing):
        act("terminate_contract", contract, reason=" ")
    act("terminate_contract", contract, reason="Penyedia berhenti")
    assert sums(lines[0])[1] == 0
    with pytest.raises(MoveRefused):
        amend(contract, lines[0], 1100)


@pytest.mark.parametrize("name", ["sign_contract", "finish_contract"])
def test_a_stranger_is_refused_and_nothing_moves(package, lines, name):
    contract = draft(package, lines[0], 1000)
    before = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        act(name, contract, ANONYMOUS)
    contract.refresh_from_db()
    assert (contract.status, Entry.objects.count()) == ("DRAFT", before)


def test_one_supplier_is_one_record(db):
    first = supplier()
    with pytest.raises(organisations.SupplierKnown) as known:
        supplier()
    assert known.value.supplier_id == first.pk
    with pytest.raises(organisations.SupplierRefused):
        supplier("12345")


@pytest.mark.django_db(transaction=True)
def test_two_signatures_at_once_bind_once(lines, opd):
    contract = draft(f.announced(opd, {lines[0]: 120_000_000}), lines[0], 100)
    gate, said = threading.Barrier(2), []

    def sign(_number):
        gate.wait()
        try:
            act("sign_contract", contract)
            said.append("signed")
        except MoveRefused:
            said.append("refused")
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(sign, range(2)))
    assert (sorted(said), sums(lines[0])[1]) == (["refused", "signed"], 100)
    assert source_of(contract).startswith("procurement.contract:")


def test_the_formulae_give_the_examples_of_the_law(db):
    day = dt.date(2026, 1, 5)
    preference = rule_on("PRICE_PREFERENCE", day)
    first = rules.evaluated_price(preference, kind="GOODS", price=D(1_000_000_000), tkdn_percent=D(40))
    second = rules.evaluated_price(preference, kind="GOODS", price=D(930_000_000), tkdn_percent=D(10))
    assert (first, second) == (900_000_000, 930_000_000)
    guarantee = rule_on("PERFORMANCE_GUARANTEE", day)
    hps = D(1_000_000_000)
    due = [
        rules.performance_guarantee(guarantee, kind="WORKS", hps=hps, price=D(p)) for p in (780_000_000, 800_000_000)
    ]
    assert due == [50_000_000, 40_000_000]
    assert rules.performance_guarantee(guarantee, kind="CONSULTANCY", hps=hps, price=hps) == 0
    score = [
        rules.quality_cost_score(technical=D(t), price=D(p), lowest=D(340), weight=D("0.8"))
        for t, p in ((85, 400), (78, 340))
    ]
    assert score == [D("85.000"), D("82.400")]
    forms = rule_on("CONTRACT_FORM", day)
    said = [
        rules.form_of_contract(forms, kind="GOODS", amount=D(a)) for a in (10**7, 5 * 10**7, 2 * 10**8, 2 * 10**8 + 1)
    ]
    assert said == ["RECEIPT", "KUITANSI", "SPK", "AGREEMENT"]
