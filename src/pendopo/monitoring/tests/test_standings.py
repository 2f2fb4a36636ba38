"""All works brought up to date at once, exactly as one by one."""

import datetime as dt
import itertools
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from pendopo.accounts.tests import factories as people
from pendopo.kernel.access import SYSTEM
from pendopo.monitoring import services
from pendopo.monitoring.models import (
    ContractExecution,
    CriticalCase,
    PlanPoint,
    ProgressReport,
    Project,
    StatedPayment,
    WorkPlan,
)
from pendopo.monitoring.standing import KEPT, keep_figures
from pendopo.monitoring.tests import factories as f

PLANS = ("0.00", "5.00", "20.00", "69.99", "70.00", "82.00", "100.00")
DONE = (None, "0.00", "9.99", "10.00", "60.00", "65.00", "77.00", "100.00")
TODAY = dt.datetime(2026, 6, 15, 5, tzinfo=dt.UTC)


def work(number, opd, planned, done, ends):
    """A work with the plan and the report that are said; `planned` none has no plan."""
    project = Project.objects.create(
        code=f"P-2026-{number:06d}", unit=opd, year=2026, title=f"Pekerjaan {number}", carried_out_by="CV",
        value_amount=1, ends_date=ends, taken_up_at=TODAY,
    )  # fmt: skip
    if planned is not None:
        plan = WorkPlan.objects.create(project=project, version=1, status="APPROVED", **_made(WorkPlan))
        for period, (percent, month) in enumerate(((planned, 5), ("100.00", 12)), start=1):
            begins, until = dt.date(2026, month, 1), dt.date(2026, month, 28)
            PlanPoint.objects.create(
                plan=plan, period=period, starts_date=begins, ends_date=until, planned_percent=percent
            )
    if done is not None:
        ProgressReport.objects.create(
            key=f"00000000-0000-4000-8000-{number:012d}", project=project, period=1, status="ACCEPTED",
            starts_date=dt.date(2026, 5, 25), ends_date=dt.date(2026, 5, 31), accepted_percent=done,
            author_label="X", written_at=TODAY, received_at=TODAY,
        )  # fmt: skip
    return project


def _made(model):
    """Values of the fields that a plan needs and that no figure looks at."""
    names = {field.name for field in model._meta.fields}
    return {name: TODAY for name in ("created_at", "written_at", "made_at") if name in names}


@pytest.fixture
def works(opd):
    """Every pair of a plan and a report, ending in its year and past it; and one that another system states."""
    numbers = itertools.count(1)
    ends = (dt.date(2026, 12, 28), dt.date(2027, 2, 1))
    made = [
        work(next(numbers), opd, planned, done, end)
        for planned, done, end in itertools.product((None, *PLANS), DONE, ends)
    ]
    for percent, day in ((75, 6), (25, 9)):
        StatedPayment.objects.create(
            year=2026, kind="HANDOVER", project=made[0], unit=opd, record="NTD-1", amount=1, progress_percent=percent,
            paid_date=dt.date(2026, 5, day), digest=str(day), first_at=TODAY,
        )  # fmt: skip
    return made


def state():
    return {one["code"]: one for one in Project.objects.order_by("pk").values("code", *KEPT)}


def cases():
    return sorted(CriticalCase.objects.values_list("project__code", "number", "period", "threshold"))


def test_all_at_once_is_what_one_by_one_gives(works):
    with transaction.atomic():
        for project in Project.objects.order_by("pk"):
            keep_figures(project, TODAY)
        expected, opened = state(), cases()
        transaction.set_rollback(True)
    assert state() != expected
    with CaptureQueriesContext(connection) as queried:
        services.recompute_standings(actor=SYSTEM, now=TODAY)
    assert state() == expected
    assert cases() == opened
    assert len(opened) == sum(one["standing"] == "CRITICAL" for one in expected.values()) > 10
    assert {one["standing"] for one in expected.values()} == {"UNKNOWN", "UNREPORTED", "ON_TRACK", "WATCH", "CRITICAL"}
    assert (expected["P-2026-000001"]["realised_percent"], len(queried) < 20 + 8 * len(opened)) == (D(75), True)
    assert services.recompute_standings(actor=SYSTEM, now=TODAY) == 0


def test_a_running_contract_becomes_critical_by_the_clock_alone(project):
    f.agreed(project)
    f.accepted(project, 1, ["100", "0", "0"])
    Project.objects.filter(pk=project.pk).update(standing="CRITICAL", deviation="-20")
    ContractExecution.objects.filter(project=project).update(status="CRITICAL")
    services.recompute_standings(actor=SYSTEM, now=f.week_end(1))
    project.refresh_from_db()
    assert (project.standing, project.execution.status) == ("ON_TRACK", "RUNNING")


def test_only_the_clock_may(db):
    with pytest.raises(PermissionDenied):
        services.recompute_standings(actor=people.person("x@contoh.id", "X"), now=TODAY)
