"""Progress reports: handed in once, measured by another, accepted by a third; the work's figures follow."""

import datetime as dt
import uuid
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.accounts.tests import factories as people
from pendopo.kernel.access import SYSTEM
from pendopo.monitoring import queries, services
from pendopo.monitoring.models import ContractExecution, ProgressReport
from pendopo.monitoring.services import ReportRefused
from pendopo.monitoring.tests import factories as f
from pendopo.procurement.models import SupplierAccount


def codes(refused):
    return [one.code for one in refused.value.problems]


@pytest.fixture
def plan(project):
    return f.agreed(project)


def test_who_works_reports_another_measures_and_a_third_accepts(project, plan, contract, opd):
    vendor = people.person("pemasok@contoh.id", "Rini Pemasok")
    SupplierAccount.objects.create(supplier=contract.supplier, user=vendor, named_at=f.NOON)
    supervisor = people.person("pengawas@contoh.id", "Joko Pengawas", roles=["pengawas"], unit=opd)
    ppk = people.person("ppk@contoh.id", "Dewi PPK", roles=["ppk"], unit=opd)
    report = f.report(project, 1, ["50", "10", "0"], actor=vendor, workers=12, weather="Cerah")
    assert (report.claimed_percent, report.planned_percent, report.status) == (D(15), D(20), "SUBMITTED")
    with pytest.raises(PermissionDenied):
        f.measured(report, actor=vendor)
    f.measured(report, ["50", "4", "0"], actor=supervisor, disagreement="Lapis aspal baru 4 m2")
    with pytest.raises(PermissionDenied):
        services.accept_report(report_id=report.pk, actor=supervisor, now=f.week_end(1))
    with pytest.raises(ReportRefused) as refused:
        services.accept_report(report_id=report.pk, actor=ppk, now=f.week_end(1))
    assert codes(refused) == ["no_photo"]
    f.photographed(report)
    services.accept_report(report_id=report.pk, actor=ppk, now=f.week_end(1))
    project.refresh_from_db()
    assert (project.realised_percent, project.planned_percent, project.deviation) == (D(12), D(20), D(-8))
    assert (project.standing, project.figures_date) == ("WATCH", dt.date(2026, 12, 7))
    report.refresh_from_db()
    assert (report.accepted_percent, report.disagreement) == (D(12), "Lapis aspal baru 4 m2")


def test_the_same_report_sent_again_is_stored_once(project, plan):
    key = uuid.uuid4()
    first = f.report(project, 1, ["50", "0", "0"], key=key)
    assert f.report(project, 1, ["50", "0", "0"], key=key) == first
    assert ProgressReport.objects.count() == 1
    other = people.person("lain@contoh.id", "Orang Lain", roles=["pptk"], unit=project.unit)
    with pytest.raises(ReportRefused) as refused:
        f.report(project, 1, ["50", "0", "0"], key=key, actor=other)
    assert codes(refused) == ["key_taken"]


@pytest.mark.parametrize(
    ("quantities", "code"),
    [(["100.5", "0", "0"], "above"), (["-1", "0", "0"], "negative"), (["40", "0", "0"], "falls")],
)
def test_more_than_the_whole_and_less_than_before_are_refused(project, plan, quantities, code):
    f.accepted(project, 1, ["50", "0", "0"])
    with pytest.raises(ReportRefused) as refused:
        f.report(project, 2, quantities)
    assert codes(refused) == [code]


def test_falling_progress_needs_a_reason(project, plan):
    f.accepted(project, 1, ["50", "0", "0"])
    f.accepted(project, 2, ["40", "0", "0"], correction_reason="Galian longsor, diukur ulang")
    project.refresh_from_db()
    assert project.realised_percent == D(8)


def test_a_week_is_reported_once_in_its_turn_and_not_before_it_begins(project, plan):
    f.accepted(project, 2, ["50", "0", "0"])
    for period, code in ((2, "reported"), (1, "closed"), (9, "unknown_period")):
        with pytest.raises(ReportRefused) as refused:
            f.report(project, period, ["60", "0", "0"])
        assert codes(refused) == [code]
    item = plan.items.first()
    values = services.ReportValues(key=uuid.uuid4(), period=4, quantities={item.pk: D(60)}, written_at=f.NOON)
    with pytest.raises(ReportRefused) as refused:
        services.hand_in_report(project_id=project.pk, values=values, actor=SYSTEM, now=f.NOON)
    assert codes(refused) == ["future"]


def test_a_returned_report_says_why_and_is_written_again(project, plan):
    report = f.report(project, 1, ["50", "0", "0"])
    services.return_report(report_id=report.pk, reason="Foto galian belum ada", actor=SYSTEM, now=f.week_end(1))
    f.accepted(project, 1, ["50", "0", "0"])
    assert [(one.status, one.returned_reason) for one in queries.reports_at_work(project)] == [
        ("ACCEPTED", ""), ("RETURNED", "Foto galian belum ada"),
    ]  # fmt: skip


def test_a_contract_becomes_critical_and_recovers_by_its_figures(project, plan):
    status = ContractExecution.objects.filter(project=project).values_list("status", flat=True)
    f.accepted(project, 1, ["45", "0", "0"])
    project.refresh_from_db()
    assert (project.deviation, project.standing, status[0]) == (D(-11), "CRITICAL", "CRITICAL")
    f.accepted(project, 2, ["100", "40", "0"])
    project.refresh_from_db()
    assert (project.deviation, project.standing, status.all()[0]) == (D(0), "ON_TRACK", "RUNNING")
