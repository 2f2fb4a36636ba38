"""What waits for each duty while a draft is on its way."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.accounts.tests import factories as people
from pendopo.budget import services
from pendopo.budget.models import Rka
from pendopo.budget.queries import waiting_for
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM
from pendopo.organisations.models import Unit


@pytest.fixture
def tapd(db):
    return people.person("tapd@contoh.id", "Anggota TAPD", roles=["tapd"])


@pytest.fixture
def gates(tapd, auditor):
    """Who passes each gate."""
    ppkd = people.person("ppkd@contoh.id", "Kepala BKD", roles=["ppkd"])
    return {"BAPPEDA": tapd, "BPKAD": ppkd, "APIP": auditor}


@pytest.fixture
def rka(opd, staff):
    stage = f.draft_stage()
    sheet = f.sheet(stage, opd)
    account = f.account_id(stage)
    services.put_item(stage_id=stage.pk, sheet_id=sheet.pk, account_id=account, values=f.row(), actor=staff, now=f.NOON)
    return Rka.objects.get(stage=stage, unit=opd)


def titles(actor):
    return [task.title for task in waiting_for(actor, f.NOON)]


def test_a_draft_waits_for_its_office_and_for_nobody_else(rka, staff, head, gates, resident):
    assert titles(staff) == ["Lengkapi RKA"]
    [task] = waiting_for(head, f.NOON)
    assert (task.title, task.about, task.source) == ("Ajukan RKA", "RKA 2027", rka.unit.name)
    assert task.url == f"/workspace/anggaran/{rka.stage_id}/rka/{rka.unit.code}/"
    assert [titles(actor) for actor in (*gates.values(), resident)] == [[], [], [], []]


def test_a_submitted_rka_waits_at_each_gate_until_it_passed(rka, staff, head, gates):
    services.submit_rka(rka_id=rka.pk, actor=head, now=f.NOON)
    assert titles(staff) == titles(head) == []
    words = [titles(actor) for actor in gates.values()]
    assert words == [["Periksa RKA untuk Bappeda"], ["Periksa RKA untuk BPKAD"], ["Reviu RKA"]]
    for gate, actor in gates.items():
        services.pass_gate(rka_id=rka.pk, gate=gate, note="", actor=actor, now=f.NOON)
    assert [titles(actor) for actor in gates.values()] == [["Verifikasi RKA"], [], []]


def test_a_returned_rka_waits_at_its_office_with_the_gates_anew(rka, staff, head, tapd):
    services.submit_rka(rka_id=rka.pk, actor=head, now=f.NOON)
    services.pass_gate(rka_id=rka.pk, gate="BAPPEDA", note="", actor=tapd, now=f.NOON)
    services.return_rka(rka_id=rka.pk, reason="Lengkapi lokasi.", actor=tapd, now=f.NOON)
    assert titles(staff) == ["Perbaiki RKA yang dikembalikan"]
    services.submit_rka(rka_id=rka.pk, actor=head, now=f.NOON)
    assert titles(tapd) == ["Periksa RKA untuk Bappeda"]


def test_many_of_one_step_are_one_task_and_the_queries_stay_the_same(rka, tapd):
    def counted():
        tapd.forget_grants()
        with CaptureQueriesContext(
            connection,
        ) as found:
            tasks = waiting_for(tapd, f.NOON)
        return tasks, len(found)

    services.submit_rka(rka_id=rka.pk, actor=SYSTEM, now=f.NOON)
    _one, few = counted()
    for number in range(8):
        unit = Unit.objects.create(kind="OPD", code=f"9.99.{number}", name=f"Dinas {number}")
        other = Rka.objects.create(stage=rka.stage, unit=unit, changed_at=f.NOON)
        services.submit_rka(rka_id=other.pk, actor=SYSTEM, now=f.NOON)
    [task], many = counted()
    assert (task.title, task.source) == ("9 RKA untuk diperiksa", "9 perangkat daerah")
    assert task.url == f"/workspace/anggaran/{rka.stage_id}/?status=SUBMITTED"
    assert many == few
