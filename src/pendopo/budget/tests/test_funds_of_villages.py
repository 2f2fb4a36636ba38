"""Who moves the money of a village: its own head and finance officer, nobody of another village or office."""

import pytest

from pendopo.accounts.tests import factories as people
from pendopo.kernel.access import permits

HEADS = ("budget.reserve_funds", "budget.commit_funds", "budget.release_funds")
ALL = (*HEADS, "budget.spend_funds")


@pytest.fixture
def places(db):
    """An office, and a kecamatan with two villages."""
    kecamatan = people.unit("7.01.0.00.0.00.10.0000", "Kecamatan Karangreja", kind="KECAMATAN")
    return {
        "office": people.unit("1.03.0.00.0.00.01.0000", "DPUPR"),
        "kecamatan": kecamatan,
        "own": people.unit("33.03.10.2001", "Desa Serang", kind="VILLAGE", parent=kecamatan),
        "other": people.unit("33.03.10.2002", "Desa Kutabawa", kind="VILLAGE", parent=kecamatan),
    }


def rights(places, role, at):
    """(place, permission) of whatever the person may do with funds."""
    one = people.person(f"{role}@contoh.id", role.title(), roles=[role], unit=places[at] if at else None)
    return {(name, right) for name, unit in places.items() for right in ALL if permits(one, right, unit)}


def test_the_head_of_a_village_reserves_binds_and_releases_its_own_money_and_does_not_pay(places):
    assert rights(places, "kades", "own") == {("own", right) for right in HEADS}


def test_the_finance_officer_of_a_village_pays_its_own_money_and_does_nothing_else(places):
    assert rights(places, "kaur_keuangan", "own") == {("own", "budget.spend_funds")}


@pytest.mark.parametrize("role", ["sekdes", "operator_desa", "tpk", "camat"])
def test_no_other_duty_of_a_village_moves_its_money(places, role):
    assert rights(places, role, "kecamatan" if role == "camat" else "own") == set()


@pytest.mark.parametrize("role", ["kades", "kaur_keuangan"])
def test_a_duty_of_a_village_given_too_widely_still_touches_no_line_of_an_office(places, role):
    assert {name for name, _right in rights(places, role, None)} == {"own", "other"}
    assert rights(places | {"office": places["office"]}, "pa", "office") == {("office", right) for right in HEADS}
