"""The ladder of a critical contract, with the handbook's example: 82 planned, 76 done, 85 promised, 83 reached."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.states import MoveRefused
from pendopo.monitoring import queries, services
from pendopo.monitoring.casing import due_date
from pendopo.monitoring.models import CatchUpTest, CriticalCase
from pendopo.monitoring.services import CaseRefused, ItemValues
from pendopo.monitoring.tests import factories as f


def at(day, month=12):
    return dt.datetime(2026, month, day, 5, 0, tzinfo=dt.UTC)


@pytest.fixture
def case(project):
    """One item, planned 82 percent after two weeks, 76 done."""
    percents = [D(40), D(82), D(90), D(100)]
    f.agreed(project, [ItemValues("Lapis aspal", "m2", D(100), D(1_000_000), percents, "1")])
    f.accepted(project, 1, ["40"])
    f.accepted(project, 2, ["76"])
    return CriticalCase.objects.get()


def step(act, case, now, **more):
    return act(case_id=case.pk, actor=SYSTEM, now=now, **more)


def warn(case, day, number):
    return step(services.warn_supplier, case, at(day), number=number, date=at(day).date(), text="Percepat pekerjaan")


def meet(case, day, until, target=85):
    return step(
        services.hold_meeting, case, at(day), number=f"BA/{day}", date=at(day).date(), minutes="Sepakat lembur",
        target_percent=D(target), to_date=at(until).date(),
    )  # fmt: skip


def test_a_case_opens_by_itself_and_only_once(project, case):
    assert (case.planned_percent, case.realised_percent, case.deviation, case.period) == (82, 76, -6, "II")
    assert (case.status, case.threshold, due_date(case)) == ("OPENED", 5, dt.date(2026, 12, 17))
    f.accepted(project, 3, ["77"])
    assert CriticalCase.objects.count() == 1


def test_a_promise_that_is_not_kept_leads_one_step_up(project, case):
    step(services.classify_case, case, at(15), cause="VENDOR", note="Alat terlambat datang")
    warn(case, 15, "T/1")
    meet(case, 16, 21)
    test = CatchUpTest.objects.get()
    with pytest.raises(CaseRefused, match="early"):
        services.judge_test(test_id=test.pk, actor=SYSTEM, now=at(18))
    f.accepted(project, 3, ["83"])
    assert services.judge_due_tests(actor=SYSTEM, now=at(21)) == 0
    assert services.judge_due_tests(actor=SYSTEM, now=at(22)) == 1
    test.refresh_from_db()
    case.refresh_from_db()
    assert (test.result, test.reached_percent, case.status, case.level) == ("FAILED", 83, "FAILED", 1)
    assert warn(case, 22, "SP/1").level == 1
    assert meet(case, 22, 28, target=100).level == 2
    f.accepted(project, 4, ["100"])
    assert services.judge_due_tests(actor=SYSTEM, now=at(29)) == 1
    case.refresh_from_db()
    assert (case.status, case.closed_at is not None, due_date(case)) == ("CLOSED", True, None)


def test_the_third_failure_ends_with_a_third_party_or_the_contract(project, case, contract):
    step(services.classify_case, case, at(15), cause="VENDOR", note="Alat terlambat datang")
    for number in range(3):
        warn(case, 15 + number, f"SP/{number}")
        meet(case, 15 + number, 16 + number)
        services.judge_due_tests(actor=SYSTEM, now=at(17 + number))
    case.refresh_from_db()
    with pytest.raises(MoveRefused):
        meet(case, 19, 25)
    warn(case, 19, "SP/3")
    case.refresh_from_db()
    assert (case.status, [one.level for one in case.letters.all()]) == ("FINAL", [0, 1, 2, 3])
    step(services.end_case, case, at(20), way="TERMINATED", note="Tidak sanggup menyelesaikan")
    contract.refresh_from_db()
    assert (contract.status, contract.end_reason) == ("TERMINATED", "Tidak sanggup menyelesaikan")
    services.take_up_contracts(actor=SYSTEM, now=at(20))
    project.refresh_from_db()
    assert project.phase == "STOPPED"


def test_what_is_not_the_suppliers_fault_goes_another_way(case):
    step(services.classify_case, case, at(15), cause="KAHAR", note="Banjir bandang")
    with pytest.raises(MoveRefused):
        warn(case, 15, "T/1")
    step(services.settle_case, case, at(16), note="Perpanjangan 14 hari dengan adendum")
    case.refresh_from_db()
    assert case.status == "CLOSED"


@pytest.mark.parametrize(
    ("more", "code"),
    [({"target": 76}, "target"), ({"target": 101}, "target"), ({"until": 16}, "test_dates"), ({"day": 14}, "meeting")],
)
def test_a_meeting_needs_a_real_promise(case, more, code):
    step(services.classify_case, case, at(15), cause="VENDOR", note="Alat terlambat datang")
    warn(case, 15, "T/1")
    with pytest.raises(CaseRefused, match=code):
        meet(case, **{"day": 16, "until": 21} | more)


def test_the_ppk_goes_up_the_ladder_on_pages_and_everybody_sees_it(client, case, project, opd, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: at(15))
    pptk = people.person("pptk@contoh.id", "Budi PPTK", roles=["pptk"], unit=opd)
    with pytest.raises(PermissionDenied):
        services.classify_case(case_id=case.pk, cause="VENDOR", note="x", actor=pptk, now=at(15))
    people.sign_in(client, people.person("ppk@contoh.id", "Dewi PPK", roles=["ppk"], unit=opd))
    here = {"code": project.code, "number": 1}
    there = reverse("monitoring:case_step", kwargs=here | {"step": "sebab"})
    assert "Pilih penyebab" in client.post(there, {"note": "Alat"}).content.decode()
    client.post(there, {"cause": "VENDOR", "note": "Alat terlambat datang"})
    date = {"date_day": "15", "date_month": "12", "date_year": "2026"}
    letter = reverse("monitoring:case_step", kwargs=here | {"step": "teguran"})
    client.post(letter, date | {"number": "T/1", "text": "Percepat"})
    meeting = reverse("monitoring:case_step", kwargs=here | {"step": "rapat"})
    until = {"to_date_day": "21", "to_date_month": "12", "to_date_year": "2026"}
    said = date | until | {"number": "BA/1", "minutes": "Sepakat", "target_percent": "85,5"}
    client.post(meeting, said)
    assert queries.pending_test(case).target_percent == D("85.5")
    assert "85,50% sampai" in client.get(reverse("monitoring:case", kwargs=here)).content.decode().replace("\xa0", " ")
    client.logout()
    shown = client.get(reverse("monitoring:project", args=[project.code])).content.decode()
    assert "Kontrak kritis" in shown
    assert "Alat terlambat datang" in shown
    assert client.get(letter).status_code == 302
