"""Packages for tests."""

import datetime as dt

from pendopo.budget import services as budget
from pendopo.budget.models import Line, Stage
from pendopo.budget.tests import factories as rows
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import services
from pendopo.procurement.services import PackageValues

NOON = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)
YEAR = 2027


def values(**more) -> PackageValues:
    """Paper for an office, filled in completely."""
    own = {
        "title": "Belanja kertas dan alat tulis", "kind": "GOODS", "method": "DIRECT", "volume": "1 paket",
        "selection_from_date": dt.date(2027, 2, 1), "selection_to_date": dt.date(2027, 2, 15),
        "contract_from_date": dt.date(2027, 2, 20), "contract_to_date": dt.date(2027, 4, 20),
    }  # fmt: skip
    return PackageValues(**own | more)


def draft(unit, shares, actor=SYSTEM, **more):
    """A package that is not approved; `shares` is line -> whole rupiah."""
    amounts = {line.pk: amount for line, amount in shares.items()}
    return services.compose_package(
        unit_id=unit.pk, year=YEAR, values=values(**more), shares=amounts, actor=actor, now=NOON
    )


def announced(unit, shares, actor=SYSTEM, **more):
    """A package that everybody sees."""
    package = draft(unit, shares, actor, **more)
    services.approve_package(package_id=package.pk, actor=actor, now=NOON)
    return services.announce_package(package_id=package.pk, actor=actor, now=NOON)


def lines_in_force(opd):
    """Two lines of the office in an effective stage: paper of 150 million, a road of 900 million rupiah."""
    stage = rows.draft_stage()
    sheet = rows.sheet(stage, opd, ceiling=2_000_000_000)
    for code, price in ((rows.ATK, 150_000_000), (rows.ROAD, 900_000_000)):
        row = rows.row(price=price, volume="1")
        where = {"stage_id": stage.pk, "sheet_id": sheet.pk, "account_id": rows.account_id(stage, code)}
        budget.put_item(values=row, actor=SYSTEM, now=rows.NOON, **where)
    Stage.objects.filter(pk=stage.pk).update(status="PUBLISHED", kind="APBD")
    return list(Line.objects.order_by("account__code"))
