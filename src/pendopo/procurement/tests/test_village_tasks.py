"""The first page of a village's officers shows what waits for each of them, and only that."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from pendopo.accounts.tests import factories as people
from pendopo.kernel.tasks import tasks_of
from pendopo.procurement import services
from pendopo.procurement.tests import village_factories as f


@pytest.fixture
def desa(db, monkeypatch):
    monkeypatch.setattr("pendopo.kernel.clock.now", lambda: f.NOON)
    with translation.override("en"):
        yield f.village()


def waiting(*actors, now=f.NOON):
    """Titles of what each waits for about the village's purchase."""
    return [[one.title for one in tasks_of(who, now) if "desa/paket" in one.url] for who in actors]


def address(package, act):
    return reverse("procurement:village_act", kwargs={"code": package.code, "act": act})


def test_a_draft_waits_for_its_head_and_a_named_member_for_the_declaration(desa):
    package = f.draft(desa)
    first = desa.team[0]
    assert waiting(desa.kades, desa.sekdes, desa.kaur, first) == [["Name the team and announce the plan"], [], [], []]
    seats = dict(zip([one.pk for one in desa.team], ["CHAIR", "SECRETARY", "MEMBER"], strict=True))
    services.name_activity_team(
        package_id=package.pk, number="7/2026", date=f.TODAY, seats=seats, actor=desa.kades, now=f.NOON
    )
    assert waiting(first) == [["Declare that you have no tie"]]
    services.declare_team_interest(package_id=package.pk, interest="", actor=first, now=f.NOON)
    assert waiting(first, desa.team[1]) == [[], ["Declare that you have no tie"]]


def test_quotations_wait_for_the_team_only_after_their_moment(desa):
    package = f.announced(desa)
    assert waiting(desa.kades, desa.team[0]) == [[], ["Look at prices and choose a seller"]]
    for name in ("Toko A", "Toko B"):
        f.seller(desa, package, name)
    deadline = f.NOON + dt.timedelta(days=3)
    services.ask_village_sellers(package_id=package.pk, deadline=deadline, actor=desa.team[0], now=f.NOON)
    assert waiting(desa.team[0]) == [[]]
    assert waiting(desa.team[0], now=deadline) == [["Open the quotations and choose a seller"]]


def test_an_accepted_purchase_waits_for_its_payment_then_for_its_closing(desa):
    package = f.bought(desa)
    assert waiting(desa.kades, desa.kaur, desa.team[0]) == [[], ["Pay, with the kuitansi"], []]
    f.pay(desa, package, 9_000_000)
    assert waiting(desa.kades, desa.kaur) == [["Close the package"], []]
    assert address(package, "settle") in [one.url for one in tasks_of(desa.kades, f.NOON)]


def test_officers_of_another_village_wait_for_nothing(desa):
    f.bought(desa)
    other = people.unit("33.03.10.2002", "Desa Kutabawa", kind="VILLAGE", parent=desa.unit.parent)
    strangers = [people.person(f"{role}.b@contoh.id", role, roles=[role], unit=other) for role in ("kades", "tpk")]
    assert waiting(*strangers, desa.camat) == [[], [], []]
