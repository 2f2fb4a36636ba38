"""From a drafted Rka to a published budget: every duty its own account, every paper with number and date."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.budget import queries, services
from pendopo.budget.models import Rka, Stage
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.states import MoveRefused

LAST_DAY = dt.date(2026, 11, 30)


@pytest.fixture
def tapd(db):
    return people.person("tapd@contoh.id", "Anggota TAPD", roles=["tapd"])


@pytest.fixture
def ppkd(db):
    return people.person("ppkd@contoh.id", "Kepala BKD", roles=["ppkd"])


@pytest.fixture
def team(head, tapd, ppkd, auditor):
    """Everybody who has a duty in the way of a budget."""
    sekda = people.person("sekda@contoh.id", "Sekda", roles=["sekda"])
    bupati = people.person("bupati@contoh.id", "Bupati", roles=["bupati"])
    return SimpleNamespace(head=head, tapd=tapd, ppkd=ppkd, auditor=auditor, sekda=sekda, bupati=bupati)


@pytest.fixture
def drafted(opd, staff):
    """A stage with one form of one unit, drafted by her staff."""
    stage = f.draft_stage()
    sheet = f.sheet(stage, opd)
    put(stage, sheet, staff)
    return Rka.objects.get(stage=stage, unit=opd)


def put(stage, sheet, actor, **more):
    services.put_item(
        stage_id=stage.pk,
        sheet_id=sheet.pk,
        account_id=f.account_id(stage),
        values=f.row(**more),
        actor=actor,
        now=f.NOON,
    )


def act(name, subject, actor, **more):
    key = "rka_id" if isinstance(subject, Rka) else "stage_id"
    return getattr(services, name)(**{key: subject.pk}, actor=actor, now=f.NOON, **more)


def verified(rka, team):
    act("submit_rka", rka, team.head)
    for gate, actor in (("BAPPEDA", team.tapd), ("BPKAD", team.ppkd), ("APIP", team.auditor)):
        act("pass_gate", rka, actor, gate=gate)
    return act("verify_rka", rka, team.tapd)


def test_the_way_of_an_rka_through_all_gates(drafted, team):
    assert verified(drafted, team).status == "VERIFIED"
    steps = drafted.moves.values_list("action", "gate", "role", "round")
    assert list(steps) == [
        ("submit", "", "pa", 1),
        ("pass", "BAPPEDA", "tapd", 1),
        ("pass", "BPKAD", "ppkd", 1),
        ("pass", "APIP", "apip", 1),
        ("verify", "", "tapd", 1),
    ]


def test_a_submitted_rka_takes_no_rows(drafted, head, staff):
    act("submit_rka", drafted, head)
    with pytest.raises(services.StageClosed):
        put(drafted.stage, sheet_of(drafted), staff)


def sheet_of(rka):
    return queries.sheet_visible_to(SYSTEM, rka.stage, queries.sheets_of(rka.stage, rka.unit)[0].sheet_id)


def test_a_return_needs_its_reason_and_opens_the_gates_again(drafted, head, tapd, ppkd):
    act("submit_rka", drafted, head)
    act("pass_gate", drafted, ppkd, gate="BPKAD")
    with pytest.raises(services.ReasonMissing):
        act("return_rka", drafted, tapd, reason=" ")
    act("return_rka", drafted, tapd, reason="Lokasi belum sampai desa")
    act("submit_rka", drafted, head)
    with pytest.raises(services.GatesOpen) as refusal:
        act("verify_rka", drafted, tapd)
    assert refusal.value.missing == ["BAPPEDA", "BPKAD", "APIP"]


def test_a_placeholder_stops_the_submission(drafted, head, staff):
    put(drafted.stage, sheet_of(drafted), staff, kind="PLACEHOLDER")
    with pytest.raises(services.RkaUnfinished) as refusal:
        act("submit_rka", drafted, head)
    assert refusal.value.placeholders == 1
    drafted.refresh_from_db()
    assert drafted.status == "DRAFT"
    assert not Entry.objects.filter(event="budget.rka.submitted").exists()


def test_who_drafted_may_not_submit_and_who_sits_in_the_office_may_not_check(drafted, opd, head, ppkd):
    both = people.person("rangkap@contoh.id", "Rangkap", roles=["pptk", "pa"], unit=opd)
    put(drafted.stage, sheet_of(drafted), both)
    with pytest.raises(services.DutiesMixed) as refusal:
        act("submit_rka", drafted, both)
    assert (refusal.value.first, refusal.value.second) == ("pptk", "pa")
    act("submit_rka", drafted, head)
    own = people.person("bkd@contoh.id", "Dua jabatan", roles=["pa"], unit=opd)
    people.Appointment.objects.create(user=own, holder_name="x", role="ppkd", from_date=people.FIRST_DAY)
    with pytest.raises(services.DutiesMixed):
        act("pass_gate", drafted, type(own).objects.get(pk=own.pk), gate="BPKAD")


def test_a_gate_is_passed_once_for_each_submission(drafted, head, ppkd):
    act("submit_rka", drafted, head)
    act("pass_gate", drafted, ppkd, gate="BPKAD")
    with pytest.raises(MoveRefused):
        act("pass_gate", drafted, ppkd, gate="BPKAD")


def test_strangers_and_the_wrong_roles_are_refused(drafted, stranger, resident, staff, other_official):
    for actor in (stranger, resident, staff, other_official):
        with pytest.raises(PermissionDenied):
            act("submit_rka", drafted, actor)
        with pytest.raises(PermissionDenied):
            act("submit_stage", drafted.stage, actor)
    drafted.refresh_from_db()
    assert (drafted.status, drafted.moves.count()) == ("DRAFT", 0)


def test_a_stage_waits_for_every_unit(drafted, team):
    with pytest.raises(services.StageUnfinished) as refusal:
        act("submit_stage", drafted.stage, team.ppkd)
    assert refusal.value.units == [drafted.unit.name]


def balanced(stage, unit):
    """Revenue that meets the spending."""
    from pendopo.budget.filling import SheetKey, fill_stage

    tax = f.account_id(stage, f.TAX)
    fill_stage(stage, [(SheetKey(unit.pk, side="REVENUE"), tax, f.row(450_000, "1"))])


def test_from_rka_to_a_published_budget(drafted, team, opd):
    verified(drafted, team)
    balanced(drafted.stage, opd)
    stage = drafted.stage
    for kind in ("RAPBD", "APBD"):
        act("submit_stage", stage, team.ppkd)
        act("review_stage", stage, team.auditor, note="Sesuai")
        act("agree_stage", stage, team.sekda, instrument="903/12/2026", instrument_date=LAST_DAY)
        stage = services.open_stage(year=f.YEAR, kind=kind, actor=team.ppkd, now=f.NOON)
    act("submit_stage", stage, team.ppkd)
    act("review_stage", stage, team.auditor, note="Sesuai")
    act("agree_stage", stage, team.sekda, instrument="903/13/2026", instrument_date=LAST_DAY)
    with pytest.raises(services.PaperMissing):
        act("set_stage", stage, team.bupati, instrument="", instrument_date=None)
    act("set_stage", stage, team.bupati, instrument="Perda 9/2026", instrument_date=dt.date(2026, 12, 31))
    act("publish_stage", stage, team.ppkd)
    stage.refresh_from_db()
    assert (stage.status, stage.seq, stage.legal_instrument) == ("PUBLISHED", 3, "Perda 9/2026")
    entry = Entry.objects.get(event="budget.stage.published")
    assert (entry.data["amount"], len(entry.data["checksum"])) == (450_000, 64)
    assert queries.stage_of(SYSTEM, f.YEAR) == stage


def test_a_side_that_does_not_meet_stops_the_stage(drafted, team):
    verified(drafted, team)
    Stage.objects.filter(pk=drafted.stage_id).update(kind="RAPBD")
    with pytest.raises(services.StageUnfinished) as refusal:
        act("submit_stage", drafted.stage, team.ppkd)
    assert (refusal.value.units, refusal.value.balance_amount) == ([], -450_000)


def test_only_budgets_become_law(drafted, team):
    verified(drafted, team)
    act("submit_stage", drafted.stage, team.ppkd)
    act("review_stage", drafted.stage, team.auditor, note="Sesuai")
    act("agree_stage", drafted.stage, team.sekda, instrument="903/12/2026", instrument_date=LAST_DAY)
    with pytest.raises(services.NeverSet):
        act("set_stage", drafted.stage, team.bupati, instrument="Perda 9/2026", instrument_date=LAST_DAY)


def test_a_later_stage_takes_the_place_of_the_effective_one(stage, team, now):
    Stage.objects.create(
        year=2025, seq=2, kind="SHIFT", code_list=stage.code_list, base=stage, opened_at=now, status="AGREED"
    )
    shift = Stage.objects.get(seq=2)
    act("set_stage", shift, team.bupati, instrument="Perbup 3/2025", instrument_date=dt.date(2025, 5, 2))
    stage.refresh_from_db()
    assert stage.status == "SUPERSEDED"
    assert Entry.objects.filter(event="budget.stage.superseded").count() == 1
