"""What holds the verification of an Rka back, and whose answers it accepts; in which role a finding was settled."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.budget import services
from pendopo.budget.models import BudgetFinding, FindingMove, Rka
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.states import MoveRefused

LATER = f.NOON + dt.timedelta(hours=1)


@pytest.fixture
def team(head, staff, auditor):
    """Everybody who has a duty between the row and its verification."""
    tapd = people.person("tapd@contoh.id", "Anggota TAPD", roles=["tapd"])
    ppkd = people.person("ppkd@contoh.id", "Kepala BKD", roles=["ppkd"])
    return SimpleNamespace(staff=staff, head=head, apip=auditor, tapd=tapd, ppkd=ppkd)


@pytest.fixture
def place(opd):
    stage = f.draft_stage()
    return stage, f.sheet(stage, opd)


def put(place, actor, account=f.ATK, **more):
    values = f.row(**more)
    where = {"stage_id": place[0].pk, "sheet_id": place[1].pk, "account_id": f.account_id(place[0], account)}
    services.put_item(values=values, actor=actor, now=f.NOON, **where)


def act(name, finding, actor, **more):
    return getattr(services, name)(finding_id=finding.pk, actor=actor, now=LATER, **more)


@pytest.fixture
def at_gates(place, team):
    """An Rka that lacks a place for its road (weight ANSWER) and has one answered package (BLOCK), past all gates."""
    put(place, team.staff, account=f.ROAD)
    put(place, team.staff, price=600_000_000, coefficients=((f.Decimal(1), "paket"),))
    rka = Rka.objects.get()
    act("answer_finding", BudgetFinding.objects.get(code="A1_PACKAGE"), team.staff, text="Sesuai DED")
    act("accept_answer", BudgetFinding.objects.get(code="A1_PACKAGE"), team.ppkd, text="")
    services.submit_rka(rka_id=rka.pk, actor=team.head, now=LATER)
    for gate, actor in (("BAPPEDA", team.tapd), ("BPKAD", team.ppkd), ("APIP", team.apip)):
        services.pass_gate(rka_id=rka.pk, gate=gate, actor=actor, now=LATER)
    return rka


def verify(rka, actor):
    return services.verify_rka(rka_id=rka.pk, actor=actor, now=LATER)


def location():
    return BudgetFinding.objects.get(code="LOCATION")


def statuses():
    return list(BudgetFinding.objects.order_by("code").values_list("code", "status"))


def test_a_finding_nobody_answered_holds_the_verification_though_not_the_submission(at_gates, team):
    with pytest.raises(services.AnswersMissing) as refusal:
        verify(at_gates, team.tapd)
    assert refusal.value.findings == [location()]
    at_gates.refresh_from_db()
    assert at_gates.status == "SUBMITTED"
    assert not Entry.objects.filter(event="budget.rka.verified").exists()


def test_verifying_accepts_the_answers_that_nobody_judged(at_gates, team):
    act("answer_finding", location(), team.head, text="Ruas ditetapkan setelah musyawarah")
    assert verify(at_gates, team.tapd).status == "VERIFIED"
    assert statuses() == [("A1_PACKAGE", "ACCEPTED"), ("LOCATION", "ACCEPTED")]
    moves = location().moves.order_by("pk").values_list("action", "role", "actor_label")
    assert list(moves) == [("answer", "pa", team.head.label), ("accept", "tapd", team.tapd.label)]
    assert Entry.objects.filter(event="budget.finding.accepted").count() == 2


def test_an_answer_refused_after_the_submission_holds_the_verification(at_gates, team):
    act("answer_finding", location(), team.staff, text="Menyusul")
    act("reject_answer", location(), team.tapd, text="Sebutkan ruasnya")
    with pytest.raises(services.AnswersMissing):
        verify(at_gates, team.tapd)
    act("answer_finding", location(), team.staff, text="Ruas Banyumas-Buntu")
    assert verify(at_gates, team.tapd).status == "VERIFIED"


@pytest.mark.parametrize(("code", "status"), [("LOCATION", "REOPENED"), ("A1_PACKAGE", "REOPENED")])
def test_a_finding_that_opened_again_holds_the_verification(at_gates, team, code, status):
    BudgetFinding.objects.exclude(code=code).update(status="ACCEPTED")
    BudgetFinding.objects.filter(code=code).update(status=status)
    with pytest.raises(services.AnswersMissing) as refusal:
        verify(at_gates, team.tapd)
    assert [finding.code for finding in refusal.value.findings] == [code]


def test_a_blocking_finding_that_only_a_mended_row_clears_is_not_verified_by_an_answer(at_gates, team):
    BudgetFinding.objects.filter(code="LOCATION").update(severity="BLOCK", clears="FIX", status="ANSWERED")
    for name in ("accept_answer", "override_finding"):  # no answer clears it, and only its named role overrides it
        with pytest.raises(MoveRefused if name == "accept_answer" else PermissionDenied):
            act(name, location(), team.ppkd, **{"text" if name == "accept_answer" else "ground": "Sesuai"})
    with pytest.raises(services.AnswersMissing):
        verify(at_gates, team.tapd)
    act("override_finding", location(), team.tapd, ground="Surat Sekda 12/2026")
    assert verify(at_gates, team.tapd).status == "VERIFIED"


def test_information_and_what_is_gone_hold_nothing(at_gates, team):
    BudgetFinding.objects.filter(code="LOCATION").update(severity="INFO")
    BudgetFinding.objects.filter(code="A1_PACKAGE").update(status="REJECTED", gone_at=LATER)
    assert verify(at_gates, team.tapd).status == "VERIFIED"


def test_who_answered_does_not_accept_by_verifying(at_gates, team):
    act("answer_finding", location(), team.staff, text="Menyusul")
    FindingMove.objects.filter(action="answer").update(actor_pk=str(team.tapd.pk))
    with pytest.raises(services.OwnAnswer):
        verify(at_gates, team.tapd)
    at_gates.refresh_from_db()
    assert (at_gates.status, location().status) == ("SUBMITTED", "ANSWERED")


def test_only_the_budget_team_verifies(at_gates, team, stranger, resident, other_official):
    location().moves.all().delete()
    BudgetFinding.objects.update(status="ACCEPTED")
    for actor in (team.staff, team.head, team.ppkd, team.apip, stranger, resident, other_official):
        with pytest.raises(PermissionDenied):
            verify(at_gates, actor)
    assert verify(at_gates, team.tapd).status == "VERIFIED"


def test_the_role_really_held_stands_beside_each_step(place, team, opd):
    put(place, team.staff, account=f.ROAD)
    kpa = people.person("kpa@contoh.id", "KPA", roles=["kpa"], unit=opd)
    act("answer_finding", location(), kpa, text="Menyusul")
    act("reject_answer", location(), team.ppkd, text="Sebutkan ruasnya")
    act("answer_finding", location(), team.staff, text="Ruas Banyumas-Buntu")
    act("accept_answer", location(), team.ppkd, text="")
    steps = location().moves.order_by("pk").values_list("action", "role")
    assert list(steps) == [("answer", "kpa"), ("reject", "ppkd"), ("answer", "pptk"), ("accept", "ppkd")]


def test_the_page_of_the_verification_says_what_it_takes_and_what_holds_it(client, at_gates, team):
    key = {"stage": at_gates.stage_id, "unit": at_gates.unit.code, "action": "verify"}
    address = reverse("budget:rka_step", kwargs=key)
    client.force_login(team.tapd)
    text = client.post(address).content.decode()
    assert "1 temuan harus diperbaiki atau ditanggapi sebelum diverifikasi" in text
    assert "sebelum diajukan" not in text
    assert reverse("budget:finding", kwargs={"stage": at_gates.stage_id, "finding": location().pk}) in text
    act("answer_finding", location(), team.staff, text="Ruas Banyumas-Buntu")
    assert "1 tanggapan perangkat daerah belum dinilai" in client.get(address).content.decode()
    assert "RKA terverifikasi." in client.post(address, follow=True).content.decode()


def test_the_counts_follow_what_holds_back(at_gates, team):
    from pendopo.budget import queries

    def counts():
        found = queries.counts_of(queries.findings_of_unit(at_gates.stage, at_gates.unit))
        return found.blocking, found.waiting, found.settled

    assert counts() == (0, 1, 1)
    act("answer_finding", location(), team.staff, text="Ruas Banyumas-Buntu")
    assert counts() == (0, 0, 2)
    BudgetFinding.objects.filter(code="A1_PACKAGE").update(status="ANSWERED")
    assert counts() == (1, 0, 1)


def test_a_verified_rka_keeps_its_answers(at_gates, team):
    act("answer_finding", location(), team.staff, text="Ruas Banyumas-Buntu")
    verify(at_gates, team.tapd)
    with pytest.raises(MoveRefused):
        act("reject_answer", location(), SYSTEM, text="Terlambat")
