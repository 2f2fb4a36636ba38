"""A small draft budget for tests: code lists, a stage, forms with ceilings, and rows as people write them."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from pendopo.budget.items import ItemValues
from pendopo.budget.models import AccountNode, ActivityNode, CodeList, Pagu, RkaSheet, Stage, StageKind
from pendopo.organisations.models import Unit

NOON = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)
YEAR = 2027
ACTIVITY_WIDTHS = {"URUSAN": 1, "BIDANG_URUSAN": 4, "PROGRAM": 7, "KEGIATAN": 12, "SUB_KEGIATAN": 17}
ACCOUNT_WIDTHS = (1, 3, 6, 9, 12, 17)
ATK, PAPER, ROAD, TAX = "5.1.02.01.01.0024", "5.1.02.01.01.0025", "5.2.04.01.01.0003", "4.1.01.09.01.0001"


def activity(code: str, code_list: CodeList) -> ActivityNode:
    """The sub kegiatan of that code and all levels above it."""
    node = None
    for level, width in ACTIVITY_WIDTHS.items():
        node, _new = ActivityNode.objects.get_or_create(
            code_list=code_list,
            code=code[:width],
            defaults={"level": level, "name": f"N{code[:width]}", "parent": node},
        )
    return node


def account(code: str, code_list: CodeList) -> AccountNode:
    """The sub rincian objek of that code and all levels above it."""
    node = None
    for level, width in enumerate(ACCOUNT_WIDTHS, start=1):
        node, _new = AccountNode.objects.get_or_create(
            code_list=code_list,
            code=code[:width],
            defaults={"level": level, "name": f"R{code[:width]}", "parent": node},
        )
    return node


def code_lists() -> tuple[CodeList, CodeList]:
    """The lists of activities and of accounts, the latter with four accounts."""
    activities, _new = CodeList.objects.get_or_create(kind="ACTIVITY", code="t", defaults={"name": "Kegiatan uji"})
    accounts, _new = CodeList.objects.get_or_create(kind="ACCOUNT", code="t", defaults={"name": "Rekening uji"})
    for code in (ATK, PAPER, ROAD, TAX):
        account(code, accounts)
    return activities, accounts


def draft_stage(year: int = YEAR, kind: str = StageKind.RKA, owner: Unit | None = None) -> Stage:
    """An empty draft, the first stage of the year."""
    activities, accounts = code_lists()
    return Stage.objects.create(
        owner=owner, year=year, seq=1, kind=kind, code_list=activities, account_list=accounts, opened_at=NOON
    )


def sheet(stage: Stage, unit: Unit, code: str = "1.03.10.2.01.0003", ceiling: int | None = 1_000_000_000) -> RkaSheet:
    """A form for the sub kegiatan in the unit, with its ceiling."""
    node = activity(code, stage.code_list)
    made = RkaSheet.objects.create(year=stage.year, owner=stage.owner, unit=unit, activity=node, title=f"Uji {code}")
    if ceiling is not None:
        Pagu.objects.create(
            stage=stage, unit=unit, activity=node, sequence=1, source_id=f"{unit.pk}/{code}", amount=ceiling
        )
    return made


def account_id(stage: Stage, code: str = ATK) -> int:
    return AccountNode.objects.get(code_list=stage.account_list, code=code).pk


def row(price: int = 45_000, volume: str = "10", **more) -> ItemValues:
    """A component of `volume` boxes at `price` rupiah."""
    values = {"component": "Kertas HVS", "coefficients": ((Decimal(volume), "rim"),)} | more
    return ItemValues(unit_price_amount=price, **values)


@contextmanager
def thawed(stage: Stage) -> Iterator[None]:
    """A stage that is no draft, opened so that a test may change its ceilings."""
    Stage.objects.filter(pk=stage.pk).update(status="DRAFT")
    yield
    Stage.objects.filter(pk=stage.pk).update(status=stage.status)
