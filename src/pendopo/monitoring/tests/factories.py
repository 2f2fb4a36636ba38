"""Contracts that are carried out, for tests."""

import datetime as dt
import uuid
from decimal import Decimal as D

from pendopo.files.models import Document
from pendopo.kernel.access import SYSTEM
from pendopo.monitoring import queries, services
from pendopo.monitoring.models import EvidencePhoto
from pendopo.procurement import services as procurement
from pendopo.procurement.models import Contract
from pendopo.procurement.tests import award_factories as awards
from pendopo.procurement.tests import factories as packages
from pendopo.procurement.tests.factories import NOON

SIGNED = dt.date(2026, 11, 24)
STARTS = dt.date(2026, 12, 1)
ENDS = dt.date(2026, 12, 28)
"""Four weeks."""


def contract(unit, line, *, number="027/1", title="Rehabilitasi jalan desa", amount=100_000_000) -> Contract:
    """A signed contract of a package of its own."""
    package = packages.announced(unit, {line: amount}, title=title)
    values = procurement.ContractValues(title=title, number=number, date=SIGNED, amount=D(amount))
    who = awards.supplier(f"87{Contract.objects.count():011d}", f"CV Karya {number}")
    made = procurement.draft_contract(
        package_id=package.pk, supplier_id=who.pk, values=values, shares={line.pk: D(amount)}, actor=SYSTEM, now=NOON
    )
    return procurement.sign_contract(contract_id=made.pk, actor=SYSTEM, now=NOON)


def started(contract: Contract) -> Contract:
    """The contract with its order to start."""
    procurement.issue_spmk(
        contract_id=contract.pk, number="SPMK/1", date=SIGNED, starts_date=STARTS, ends_date=ENDS, actor=SYSTEM,
        now=NOON,
    )  # fmt: skip
    contract.refresh_from_db()
    return contract


def items(*, late: bool = False) -> list[services.ItemValues]:
    """Three items of 20, 50 and 30 percent over four weeks, planned to 20, 40, 70 and 100 percent; or later."""
    middle = ["0", "0", "50", "100"] if late else ["0", "40", "100", "100"]
    percents = [["100"] * 4, middle, ["0", "0", "0", "100"]]
    rows = zip(
        ("Galian tanah", "Lapis aspal", "Marka jalan"), (20_000_000, 50_000_000, 30_000_000), percents, strict=True
    )
    return [
        services.ItemValues(name, "m2", D(100), D(amount) / 100, [D(one) for one in said], code=str(place))
        for place, (name, amount, said) in enumerate(rows, start=1)
    ]


def agreed(project, values=None):
    """The work's first plan in force."""
    plan = services.write_plan(project_id=project.pk, items=values or items(), actor=SYSTEM, now=NOON)
    services.propose_plan(plan_id=plan.pk, actor=SYSTEM, now=NOON)
    return services.approve_plan(plan_id=plan.pk, actor=SYSTEM, now=NOON)


def week_end(period: int) -> dt.datetime:
    """Noon of the last day of a week of the work."""
    return dt.datetime.combine(STARTS + dt.timedelta(days=7 * period - 1), dt.time(5), dt.UTC)


def report(project, period, quantities, *, actor=SYSTEM, key=None, **more):
    """A report handed in at the end of its week; `quantities` by item in the plan's order, cumulative."""
    plan = queries.plan_in_force(project)
    said = dict(zip([item.pk for item in plan.items.all()], map(D, quantities), strict=True))
    now = week_end(period)
    values = services.ReportValues(key=key or uuid.uuid4(), period=period, quantities=said, written_at=now, **more)
    return services.hand_in_report(project_id=project.pk, values=values, actor=actor, now=now)


def measured(found, quantities=None, *, actor=SYSTEM, **more):
    """The report as measured: what was claimed, or other quantities."""
    said = {row.item_id: row.claimed_quantity for row in found.items.all()}
    if quantities:
        said = dict(zip(said, map(D, quantities), strict=True))
    now = week_end(found.period)
    return services.measure_report(report_id=found.pk, quantities=said, actor=actor, now=now, **more)


def photographed(found, *, item_id=None, status="ACCEPTED"):
    """A photo of the report, without bytes."""
    key = uuid.uuid4()
    document = Document.objects.create(
        code=key.hex[:16], sha256=key.hex * 2, size=1, kind="PHOTO", media_type="image/jpeg", file_name="foto.jpg",
        label="Foto", scanner="NONE", created_at=week_end(found.period),
    )  # fmt: skip
    return EvidencePhoto.objects.create(
        key=key, report=found, item_id=item_id, document=document, sha256=document.sha256, phash=key.int >> 65,
        status=status, received_at=document.created_at, author_label="Sistem",
    )  # fmt: skip


def accepted(project, period, quantities, **more):
    """A report that went all the way."""
    found = measured(report(project, period, quantities, **more))
    photographed(found)
    return services.accept_report(report_id=found.pk, actor=SYSTEM, now=week_end(period))
