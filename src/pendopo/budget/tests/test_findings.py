"""Findings in the life of a budget: found on each save, answered, judged, overridden, gone; what they hold back."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.budget import checking, services
from pendopo.budget.filling import SheetKey, fill_stage
from pendopo.budget.models import BudgetFinding, BudgetRule, FindingMove, PeerNorm, Rka
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.states import MoveRefused

LATER = f.NOON + dt.timedelta(hours=1)


@pytest.fixture
def tapd(db):
    return people.person("tapd@contoh.id", "Anggota TAPD", roles=["tapd"])


@pytest.fixture
def place(opd):
    stage = f.draft_stage()
    return stage, f.sheet(stage, opd)


def put(place, actor, account=f.ATK, now=f.NOON, number=None, **more):
    stage, sheet = place
    return services.put_item(
        stage_id=stage.pk,
        sheet_id=sheet.pk,
        account_id=f.account_id(stage, account),
        values=f.row(**more),
        actor=actor,
        now=now,
        number=number,
    )


def codes():
    return list(BudgetFinding.objects.filter(gone_at=None).order_by("code").values_list("code", flat=True))


def act(name, finding, actor, **more):
    return getattr(services, name)(finding_id=finding.pk, actor=actor, now=LATER, **more)


def package(place, staff):
    """A row of 60 % of the ceiling, written as one package."""
    put(place, staff, price=600_000_000, volume="1", coefficients=((f.Decimal(1), "paket"),))
    return BudgetFinding.objects.get(code="A1_PACKAGE")


def test_a_saved_row_is_checked_at_once(place, staff):
    found = package(place, staff)
    assert (found.status, found.severity, found.clears, found.figure, found.limit) == (
        "OPEN",
        "BLOCK",
        "ACCEPT",
        0.6,
        0.5,
    )
    assert (found.unit, found.sheet, found.number) == (place[1].unit, place[1], 1)
    assert found.inputs["component"] == "Kertas HVS"
    assert (found.inputs["amount"], found.inputs["total"]) == (600_000_000, 1_000_000_000)


def test_a_finding_goes_when_its_cause_is_gone_and_its_answers_stay(place, staff):
    found = package(place, staff)
    act("answer_finding", found, staff, text="Paket sesuai DED")
    put(place, staff, number=1, now=LATER)
    found.refresh_from_db()
    assert (found.gone_at, found.status) == (LATER, "ANSWERED")
    assert found.moves.count() == 1
    assert codes() == []


def test_an_answered_finding_opens_again_when_it_grows_by_more_than_a_twentieth(place, staff):
    found = package(place, staff)
    act("answer_finding", found, staff, text="Paket sesuai DED")
    pairs = ((f.Decimal(1), "paket"),)
    put(place, staff, number=1, price=625_000_000, coefficients=pairs)
    found.refresh_from_db()
    assert (found.status, found.figure) == ("ANSWERED", 0.625)
    put(place, staff, number=1, price=700_000_000, coefficients=pairs)
    found.refresh_from_db()
    assert (found.status, found.figure) == ("REOPENED", 0.7)
    assert list(found.moves.values_list("action", "actor_label")) == [
        ("answer", staff.label),
        ("reopen", "sistem"),
    ]


def test_a_place_is_asked_for_where_the_account_names_one(place, staff):
    put(place, staff, account=f.ROAD)
    assert codes() == ["LOCATION"]


def test_what_holds_an_rka_back_is_listed_and_kept(place, staff, head, tapd):
    found = package(place, staff)
    rka = Rka.objects.get()
    with pytest.raises(services.RkaUnfinished) as refusal:
        services.submit_rka(rka_id=rka.pk, actor=head, now=LATER)
    assert (refusal.value.placeholders, refusal.value.findings) == (0, [found])
    rka.refresh_from_db()
    assert rka.status == "DRAFT"
    act("answer_finding", found, staff, text="Paket sesuai DED")
    with pytest.raises(services.RkaUnfinished):
        services.submit_rka(rka_id=rka.pk, actor=head, now=LATER)
    act("accept_answer", found, tapd, text="")
    assert services.submit_rka(rka_id=rka.pk, actor=head, now=LATER).status == "SUBMITTED"


def test_one_row_that_is_the_whole_ceiling_stops_the_submission(place, staff, head, opd):
    stage = place[0]
    key = SheetKey(opd.pk, f.activity("1.03.10.2.01.0004", stage.code_list).pk)
    fill_stage(stage, [(key, f.account_id(stage), f.row(500_000_000, "1"))])
    rka = Rka.objects.create(stage=stage, unit=opd, changed_at=f.NOON)
    assert codes() == []  # written in bulk: nobody has checked it yet
    with pytest.raises(services.RkaUnfinished) as refusal:
        services.submit_rka(rka_id=rka.pk, actor=head, now=LATER)
    assert [finding.code for finding in refusal.value.findings] == ["A1"]
    assert codes() == ["A1"]


def test_an_override_needs_the_named_role_and_a_ground(place, staff, tapd):
    put(place, staff, kind="PLACEHOLDER")
    found = BudgetFinding.objects.get(code="PLACEHOLDER")
    ppkd = people.person("ppkd@contoh.id", "PPKD", roles=["ppkd"])
    with pytest.raises(PermissionDenied):
        act("override_finding", found, ppkd, ground="Menunggu juknis pusat")
    with pytest.raises(services.ReasonMissing):
        act("override_finding", found, tapd, ground=" ")
    found.refresh_from_db()
    assert (found.status, FindingMove.objects.count()) == ("OPEN", 0)
    act("override_finding", found, tapd, ground="Menunggu juknis pusat")
    found.refresh_from_db()
    assert found.status == "ACCEPTED"
    entry = Entry.objects.get(event="budget.finding.overridden")
    assert (entry.data["code"], entry.data["reason"]) == ("PLACEHOLDER", "Menunggu juknis pusat")


@pytest.fixture
def others(stranger, resident, other_official):
    return stranger, resident, other_official


def test_strangers_and_other_units_do_not_answer(place, staff, others, head, tapd):
    found = package(place, staff)
    for actor in others:
        with pytest.raises(PermissionDenied):
            act("answer_finding", found, actor, text="x")
    for actor in (*others, staff, head):
        with pytest.raises(PermissionDenied):
            act("accept_answer", found, actor, text="x")
    with pytest.raises(MoveRefused):
        act("accept_answer", found, tapd, text="belum dijawab")
    found.refresh_from_db()
    assert (found.status, FindingMove.objects.count()) == ("OPEN", 0)


def test_who_answered_does_not_judge(place, staff, opd):
    found = package(place, staff)
    both = people.person("rangkap@contoh.id", "Rangkap", roles=["pptk"], unit=opd)
    people.Appointment.objects.create(user=both, holder_name="x", role="tapd", from_date=people.FIRST_DAY)
    both = type(both).objects.get(pk=both.pk)
    act("answer_finding", found, both, text="Sesuai DED")
    for name, more in (
        ("accept_answer", {"text": ""}),
        ("reject_answer", {"text": "x"}),
        ("override_finding", {"ground": "x"}),
    ):
        with pytest.raises(services.OwnAnswer):
            act(name, found, both, **more)


def test_a_refused_answer_is_answered_again(place, staff, tapd):
    found = package(place, staff)
    act("answer_finding", found, staff, text="Sesuai DED")
    with pytest.raises(services.ReasonMissing):
        act("reject_answer", found, tapd, text="")
    act("reject_answer", found, tapd, text="DED belum terlampir")
    act("answer_finding", found, staff, text="DED terlampir")
    found.refresh_from_db()
    assert found.status == "ANSWERED"


def test_peers_are_counted_by_the_whole_check_and_used_on_the_next_save(place, staff, opd, other_opd, tapd):
    stage, sheet = place
    for number in range(5, 11):
        key = SheetKey(other_opd.pk, f.activity(f"1.03.10.2.01.00{number:02}", stage.code_list).pk)
        fill_stage(stage, [(key, f.account_id(stage), f.row(45_000, str(number)))] * 2)
    services.check_stage(stage_id=stage.pk, actor=tapd, now=f.NOON)
    norm = PeerNorm.objects.get(kind="VOLUME")
    assert (norm.number, PeerNorm.objects.count()) == (12, 2)
    put(place, staff, volume="4500")
    found = BudgetFinding.objects.get(code="A4")
    assert found.sheet == sheet
    assert found.figure > found.limit == 3.5


def test_the_whole_check_says_how_much_it_read_and_only_named_roles_ask_for_it(place, staff, tapd, stranger):
    put(place, staff)
    for actor in (staff, stranger):
        with pytest.raises(PermissionDenied):
            services.check_stage(stage_id=place[0].pk, actor=actor, now=f.NOON)
    assert services.check_stage(stage_id=place[0].pk, actor=tapd, now=f.NOON) == 1
    entry = Entry.objects.get(event="budget.stage.checked")
    assert (entry.data["rows"], entry.data["findings"]) == (1, 0)


def test_a_save_costs_the_same_queries_with_one_row_and_with_fifty(place, staff):
    def saved():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            put(place, staff, volume="2")
        return len(queries)

    put(place, staff)
    few = saved()
    for _ in range(48):
        put(place, staff, volume="3")
    assert saved() == few


def test_answers_go_with_the_row_into_the_next_stage(place, staff, tapd):
    found = package(place, staff)
    act("answer_finding", found, staff, text="Sesuai DED")
    act("accept_answer", found, tapd, text="")
    stage = place[0]
    type(stage).objects.filter(pk=stage.pk).update(status="AGREED")
    later = services.open_stage(year=f.YEAR, kind="RAPBD", actor=SYSTEM, now=LATER)
    services.check_stage(stage_id=later.pk, actor=tapd, now=LATER)
    kept = BudgetFinding.objects.get(stage=later, code="A1_PACKAGE")
    assert (kept.status, kept.figure) == ("ACCEPTED", 0.6)


def test_before_dawn_the_rules_and_prices_of_the_local_day_count(place, staff):
    night = dt.datetime(2026, 11, 24, 23, 30, tzinfo=dt.UTC)  # in the regency it is the 25th
    rule = BudgetRule.objects.get(code="A1_PACKAGE")
    BudgetRule.objects.filter(pk=rule.pk).update(valid_to=dt.date(2026, 11, 24))
    rule.pk, rule.valid_from = None, dt.date(2026, 11, 25)
    rule.value = rule.value | {"share": 0.7}
    rule.save()
    put(place, staff, price=600_000_000, volume="1", coefficients=((f.Decimal(1), "paket"),), now=night)
    assert codes() == []
    put(place, staff, price=600_000_000, volume="1", coefficients=((f.Decimal(1), "paket"),), number=1)
    assert codes() == ["A1_PACKAGE"]


def test_the_day_of_prices_stays_in_the_budgets_year_by_local_time(place):
    stage = place[0]
    before_dawn = dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC)
    type(stage).objects.filter(pk=stage.pk).update(year=2027)
    assert checking.prices_on(stage, before_dawn) == dt.date(2027, 1, 1)
    assert checking.prices_on(stage, before_dawn + dt.timedelta(days=3)) == dt.date(2027, 1, 4)
    last = dt.datetime(2027, 6, 30, 23, 30, tzinfo=dt.UTC)
    assert checking.prices_on(stage, last) == dt.date(2027, 7, 1)


def test_the_right_to_override_begins_on_its_local_day(place, staff):
    put(place, staff, kind="PLACEHOLDER")
    found = BudgetFinding.objects.get(code="PLACEHOLDER")
    tapd = people.person("tapd2@contoh.id", "TAPD baru", roles=["tapd"])
    people.Appointment.objects.filter(user=tapd).update(from_date=dt.date(2021, 5, 5))
    tapd = type(tapd).objects.get(pk=tapd.pk)
    given = {"finding_id": found.pk, "ground": "Juknis pusat", "actor": tapd}
    with pytest.raises(PermissionDenied):
        services.override_finding(now=dt.datetime(2021, 5, 4, 16, 30, tzinfo=dt.UTC), **given)
    services.override_finding(now=dt.datetime(2021, 5, 4, 23, 30, tzinfo=dt.UTC), **given)
    found.refresh_from_db()
    assert found.status == "ACCEPTED"
