"""Contracts of another system in the ledger, all at once: bound, changed, given back, refused at the ceiling."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.budget import services
from pendopo.budget.models import FundsBalance, FundsHold, LedgerEntry, Stage
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM

A, B, C = (f"procurement.contract:{name}" for name in "abc")


@pytest.fixture
def lines(db, opd):
    """Two imported lines under one ceiling of a thousand rupiah."""
    f.sheet(f.draft_stage(), opd, ceiling=1_000)
    Stage.objects.update(status="PUBLISHED")
    maks = [(opd.pk, "1.03.10.2.01.0003", code) for code in (f.ATK, "5.1.02.02.02.0002")]
    found = services.open_imported_lines(year=f.YEAR, maks=maks, actor=SYSTEM)
    return [found[mak] for mak in maks]


def bind(contracts, day=0, actor=SYSTEM):
    amounts = {holder: {line: D(amount) for line, amount in each.items()} for holder, each in contracts.items()}
    now = f.NOON + dt.timedelta(days=day)
    return services.bind_imported_contracts(year=f.YEAR, contracts=amounts, actor=actor, now=now)


def committed():
    return dict(FundsBalance.objects.values_list("line_id", "committed_amount"))


def test_what_the_ceiling_does_not_bear_is_refused_whole_and_the_next_still_fits(lines):
    one, two = lines
    refused = bind({A: {one: 600}, B: {one: 100, two: 301}, C: {two: 400}})
    assert list(refused) == [B]
    assert (refused[B].wanted_amount, refused[B].free_amount) == (401, 0)
    assert committed() == {one: 600, two: 400}
    assert not FundsHold.objects.filter(holder=B).exists()


def test_the_same_contracts_again_change_nothing(lines):
    contracts = {A: {lines[0]: 600}, B: {lines[0]: 500}}
    first = bind(contracts)
    before = list(LedgerEntry.objects.values_list())
    again = bind(contracts, day=1)
    assert (str(first[B]), list(LedgerEntry.objects.values_list())) == (str(again[B]), before)


def test_an_amendment_moves_only_the_difference_and_a_line_that_is_left_is_given_back(lines):
    one, two = lines
    bind({A: {one: 600}})
    bind({A: {one: 650}}, day=1)
    bind({A: {two: 200}}, day=2)
    entries = LedgerEntry.objects.order_by("pk").values_list("step", "line_id", "amount")
    assert list(entries) == [
        ("COMMIT", one, 600),
        ("COMMIT", one, 50),
        ("RELEASE", one, 650),
        ("COMMIT", two, 200),
    ]
    assert committed() == {one: 0, two: 200}


def test_what_was_paid_is_never_given_back(lines):
    bind({A: {lines[0]: 600}})
    paid = {lines[0]: D(500)}
    services.spend_funds(amounts=paid, source="monitoring.payment:1", against=A, actor=SYSTEM, now=f.NOON)
    bind({A: {lines[0]: 100}}, day=1)
    assert committed() == {lines[0]: 500}


def test_only_who_may_binds(lines, staff):
    with pytest.raises(PermissionDenied):
        bind({A: {lines[0]: 1}}, actor=staff)
