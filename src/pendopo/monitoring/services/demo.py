"""Sample works for the demo, brought along their road by the same acts that people use, each at its own moment."""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from pendopo.budget.queries import lines_to_buy_from
from pendopo.instance.queries import current
from pendopo.kernel.access import Actor, require
from pendopo.monitoring.demo_pictures import sample_photo
from pendopo.monitoring.demo_works import WORKS, SampleWork, planned_percent
from pendopo.monitoring.models import ProgressReport, Project, WorkPlan
from pendopo.monitoring.photo_checks import Taken
from pendopo.monitoring.planning import ItemValues
from pendopo.monitoring.queries import plan_in_force, plan_items
from pendopo.monitoring.reporting import ReportValues
from pendopo.monitoring.services.photos import PhotoValues, accept_photo, receive_photo
from pendopo.monitoring.services.plans import approve_plan, propose_plan, write_plan
from pendopo.monitoring.services.progress import accept_report, hand_in_report, measure_report
from pendopo.monitoring.services.projects import take_up_contracts
from pendopo.organisations.models import Supplier, Unit
from pendopo.organisations.states import SupplierStatus
from pendopo.procurement import services as procurement
from pendopo.procurement.models import Package
from pendopo.regions.models import Desa

BUILDER = "1.03."
"""The unit of roads and water begins with this code."""


@dataclass(frozen=True)
class _Where:
    """For whom the works are made, in which year, by whom."""

    unit: Unit
    region: str
    year: int
    actor: Actor


@transaction.atomic
def seed_works(*, year: int, actor: Actor, now: dt.datetime) -> int:
    """Bring the sample works of the year to where they stand today; gives how many. Nothing where there are any."""
    require(actor, "monitoring.seed_demo")
    unit = Unit.objects.filter(code__startswith=BUILDER, kind="OPD").order_by("code").first()
    firms = list(Supplier.objects.filter(status=SupplierStatus.VERIFIED).order_by("pk")[:3])
    instance = current()
    if instance is None or unit is None or not firms or WorkPlan.objects.exists():
        return 0
    where = _Where(unit, instance.region_code, year, actor)
    made = [_contract(work, where, firms[place % len(firms)], now) for place, work in enumerate(WORKS)]
    take_up_contracts(actor=actor, now=now)
    for work, contract_id in zip(WORKS, made, strict=True):
        if contract_id is not None:
            _follow(work, Project.objects.get(execution__contract_id=contract_id), actor, now)
    return sum(one is not None for one in made)


def _days(work: SampleWork, year: int, now: dt.datetime) -> tuple[dt.date, dt.date]:
    """First and last day: so many weeks are gone, never before the second week of the year."""
    begin = max(timezone.localdate(now) - dt.timedelta(weeks=work.gone), dt.date(year, 1, 12))
    return begin, begin + dt.timedelta(weeks=work.weeks, days=-1)


def _contract(work: SampleWork, where: _Where, firm: Supplier, now: dt.datetime) -> int | None:
    year, actor = where.year, where.actor
    begin, end = _days(work, year, now)
    then = now - (timezone.localdate(now) - begin + dt.timedelta(days=5))
    lines = lines_to_buy_from(actor, where.unit.pk, year, limit=300)
    fits = [
        one for one in lines
        if one.account.startswith(work.account) and work.words in one.activity_name and one.free_amount >= work.amount
    ]  # fmt: skip
    if not fits:
        return None
    package = _package(work, where, fits[0].id, then)
    values = procurement.ContractValues(
        title=work.title, number=f"620/{package.pk:03d}/SP/{year}", date=timezone.localdate(then),
        amount=Decimal(work.amount), payment_kind="Harga satuan",
    )  # fmt: skip
    contract = procurement.draft_contract(
        package_id=package.pk, supplier_id=firm.pk, values=values, shares={fits[0].id: Decimal(work.amount)},
        actor=actor, now=then,
    )  # fmt: skip
    procurement.sign_contract(contract_id=contract.pk, actor=actor, now=then)
    procurement.issue_spmk(
        contract_id=contract.pk, number=f"620/{package.pk:03d}/SPMK/{year}", date=begin, starts_date=begin,
        ends_date=end, actor=actor, now=then,
    )  # fmt: skip
    return contract.pk


def _package(work: SampleWork, where: _Where, line_id: int, then: dt.datetime) -> Package:
    actor, day = where.actor, timezone.localdate(then)
    place = Desa.objects.filter(name=work.desa, regency=where.region).order_by("code").first()
    values = procurement.PackageValues(
        title=work.title, kind="WORKS", method="TENDER" if work.amount > 400_000_000 else "DIRECT", volume="1 paket",
        is_pdn=True, selection_from_date=day, selection_to_date=day, contract_from_date=day,
        contract_to_date=day + dt.timedelta(weeks=work.weeks + 1), desa=(place.code,) if place else (),
    )  # fmt: skip
    package = procurement.compose_package(
        unit_id=where.unit.pk, year=where.year, values=values, shares={line_id: work.amount}, actor=actor, now=then,
    )  # fmt: skip
    procurement.approve_package(package_id=package.pk, actor=actor, now=then)
    procurement.announce_package(package_id=package.pk, actor=actor, now=then)
    Package.objects.filter(pk=package.pk).update(demo=True)
    return package


def _follow(work: SampleWork, project: Project, actor: Actor, now: dt.datetime) -> None:
    """Plan and reports, each at its own moment."""
    assert project.starts_date is not None
    begin = now - (timezone.localdate(now) - project.starts_date)
    plan = write_plan(project_id=project.pk, items=_items(work), actor=actor, now=begin)
    propose_plan(plan_id=plan.pk, actor=actor, now=begin)
    if work.pace is None:
        return
    approve_plan(plan_id=plan.pk, actor=actor, now=begin)
    for week in range(1, work.gone + 1):
        at = begin + dt.timedelta(weeks=week, days=-1)
        if at <= now:
            _report(work, project, week, actor, at)


def _items(work: SampleWork) -> list[ItemValues]:
    return [
        ItemValues(
            item[0], item[1], Decimal(item[2]), (Decimal(work.amount) * item[3] / 100 / item[2]).quantize(Decimal(1)),
            [planned_percent(item, week, work.weeks) for week in range(1, work.weeks + 1)], str(place),
        )
        for place, item in enumerate(work.items, start=1)
    ]  # fmt: skip


def _report(work: SampleWork, project: Project, week: int, actor: Actor, at: dt.datetime) -> None:
    plan = plan_in_force(project)
    assert plan is not None
    assert work.pace is not None
    said = {
        row.pk: min(row.quantity, (row.quantity * row.periods.all()[week - 1].percent * work.pace / 10_000))
        .quantize(Decimal("0.01"))
        for row in plan_items(plan)
    }  # fmt: skip
    values = ReportValues(
        key=uuid.uuid5(uuid.NAMESPACE_URL, f"{project.code}/{week}"), period=week, quantities=said, written_at=at,
        workers=8 + week % 5, weather=("CERAH", "BERAWAN", "HUJAN")[week % 3],
    )  # fmt: skip
    report = hand_in_report(project_id=project.pk, values=values, actor=actor, now=at)
    measure_report(report_id=report.pk, quantities=said, actor=actor, now=at)
    _add_photo(report, work.title, actor, at)
    accept_report(report_id=report.pk, actor=actor, now=at)


def _add_photo(report: ProgressReport, title: str, actor: Actor, at: dt.datetime) -> None:
    """One accepted photo of the week, taken where the work lies."""
    project = report.project
    place = (float(project.latitude or -7.388), float(project.longitude or 109.364))
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"{project.code}/{report.period}/foto")
    data = sample_photo(f"{project.code}/{report.period}", title, report.period, float(report.claimed_percent or 0))
    values = PhotoValues(key=key, data=data, file_name="contoh.jpg", taken=Taken(at, *place, 8))
    photo = receive_photo(report_id=report.pk, values=values, actor=actor, now=at)
    accept_photo(photo_id=photo.pk, actor=actor, now=at, reason="Foto contoh")
