"""Twenty thousand works with plans, reports and stated payments: figures of all, flags, the public list, the board."""

import datetime as dt
import random
import uuid
from typing import Any

from bench.instance import Instance, scratch_database
from bench.report import Figure, at_most
from bench.timing import best

TITLE = "20,000 works that are followed"
WORKS, UNITS, WEEKS, YEAR = 20_000, 60, 12, 2026
NOW = dt.datetime(2026, 7, 1, 5, 0, tzinfo=dt.UTC)
BEGINS = dt.date(2026, 5, 1)


def _works() -> list[Any]:
    from pendopo.monitoring.models import Project
    from pendopo.organisations.models import Unit

    dice = random.Random(5)
    units = Unit.objects.bulk_create(Unit(kind="OPD", code=f"9.{n:02}", name=f"Dinas Uji {n}") for n in range(UNITS))
    return Project.objects.bulk_create(
        Project(
            code=f"P-{YEAR}-{n:06d}", unit=units[n % UNITS], year=YEAR, title=f"Pekerjaan jalan uji nomor {n}",
            carried_out_by=f"CV Uji {n % 700}", value_amount=dice.randint(10, 900) * 1_000_000, starts_date=BEGINS,
            ends_date=BEGINS + dt.timedelta(days=7 * WEEKS - 1), phase="RUNNING", taken_up_at=NOW,
        )
        for n in range(WORKS)
    )  # fmt: skip


def _filled() -> None:
    """Works with a plan of twelve weeks and two accepted reports each; every tenth without a plan, with a payment."""
    from pendopo.monitoring.models import PlanPoint, ProgressReport, StatedPayment, WorkPlan

    dice, works = random.Random(6), _works()
    planned = [work for place, work in enumerate(works) if place % 10]
    plans = WorkPlan.objects.bulk_create(
        WorkPlan(project=work, version=1, status="APPROVED", **_moments(WorkPlan)) for work in planned
    )
    week = dt.timedelta(days=7)
    PlanPoint.objects.bulk_create(
        (
            PlanPoint(plan=plan, period=n + 1, starts_date=BEGINS + n * week, ends_date=BEGINS + (n + 1) * week,
                      planned_percent=round(100 * (n + 1) / WEEKS, 2))
            for plan in plans
            for n in range(WEEKS)
        ),
        batch_size=5_000,
    )  # fmt: skip
    ProgressReport.objects.bulk_create(
        (
            ProgressReport(key=uuid.uuid4(), project=work, period=n, status="ACCEPTED", starts_date=BEGINS,
                           ends_date=BEGINS + n * week, accepted_percent=min(100, n * 8 + dice.randint(-1, 4)),
                           author_label="X", written_at=NOW, received_at=NOW)
            for work in planned
            for n in (7, 8)
        ),
        batch_size=5_000,
    )  # fmt: skip
    StatedPayment.objects.bulk_create(
        StatedPayment(year=YEAR, kind="HANDOVER", project=work, unit=work.unit, record=work.code, amount=1,
                      progress_percent=40, paid_date=BEGINS, digest=work.code, first_at=NOW)
        for work in works[::10]
    )  # fmt: skip


def _moments(model: Any) -> dict[str, Any]:
    return {
        name: NOW for name in ("created_at", "written_at", "made_at") if name in {f.name for f in model._meta.fields}
    }


def measure(instance: Instance) -> list[Figure]:
    """All figures by two statements, all flags, one page of the list with its sums, critical works first."""
    instance.open_django()
    with scratch_database():
        from pendopo.kernel.access import ANONYMOUS, SYSTEM
        from pendopo.kernel.sql import analyze
        from pendopo.monitoring import queries, services
        from pendopo.monitoring.models import Project

        _filled()
        analyze("monitoring")
        first = best(lambda: services.recompute_standings(actor=SYSTEM, now=NOW), 1)
        analyze("monitoring")
        again = best(lambda: services.recompute_standings(actor=SYSTEM, now=NOW), 3)
        flags = best(lambda: services.count_monitoring_flags(year=YEAR, actor=SYSTEM, now=NOW), 3)
        asked = queries.ProjectQuestion(text="jalan", year=YEAR)

        def listed() -> None:
            found = queries.find_projects(queries.projects_visible_to(ANONYMOUS), asked)
            queries.sums_of(found)
            list(found[:25])

        urgent = best(lambda: list(queries.most_urgent_first(Project.objects.all())[:25]), 5)
        critical = Project.objects.filter(standing="CRITICAL").count()
        return [
            at_most("figures of all works, first time", first, 10, "s", f" ({critical:,} critical)"),
            at_most("the same again, nothing changed", again, 2, "s"),
            at_most("all 21 rules of flags", flags, 2, "s"),
            at_most("a page of the list by a word and a year, with its sums", best(listed, 5) * 1000, 200, "ms"),
            at_most("the first page's works, critical first", urgent * 1000, 100, "ms"),
        ]
