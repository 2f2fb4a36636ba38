"""The acts that fill a regency's budget with plausible sample figures, marked as such."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.checking import check_whole
from pendopo.budget.demo import demo_files
from pendopo.budget.demo_draft import ROAD_CODE, ROAD_NAME, ROAD_ROWS, ROAD_UNIT, balancing_rows
from pendopo.budget.demo_findings import answer_sample, settle_verified
from pendopo.budget.demo_fundings import store_sources, with_source
from pendopo.budget.demo_lines import accounts, rows_for
from pendopo.budget.demo_moves import advance
from pendopo.budget.demo_standards import Prices, sample_prices
from pendopo.budget.demo_tags import tag_sample
from pendopo.budget.documents import documents_of
from pendopo.budget.filling import SheetKey, fill_stage, store_accounts
from pendopo.budget.items import ItemValues
from pendopo.budget.models import ActivityNode, CodeList, Pagu, Rka, Stage, StageKind
from pendopo.budget.services.ceilings import AlreadyImported
from pendopo.budget.services.demo_prices import seed_prices_demo
from pendopo.budget.states import EFFECTIVE, STAGE
from pendopo.budget.storing import store_ceilings
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit
from pendopo.search.services import put_documents

Rows = Iterator[tuple[SheetKey, int, ItemValues]]
FINANCE = "5.02.0.00.0.00.01.0000"


def _progress(name: str, rows: int) -> None:
    """The demo is small: nothing is shown."""


def _lists() -> tuple[CodeList, CodeList]:
    activities, _new = CodeList.objects.get_or_create(kind="ACTIVITY", code="demo", defaults={"name": "Contoh"})
    own, _new = CodeList.objects.get_or_create(kind="ACCOUNT", code="demo", defaults={"name": "Contoh"})
    return activities, own


@transaction.atomic
def seed_demo(*, year: int, actor: Actor, now: dt.datetime) -> Stage:
    """Store the sample budget as the effective stage of the year. Raises AlreadyImported, PermissionDenied."""
    require(actor, "budget.seed_demo")
    if Stage.objects.filter(year=year, status__in=EFFECTIVE).exists():
        raise AlreadyImported(year)
    seed_prices_demo(year=year, actor=actor, now=now)
    stage = _open(year, StageKind.APBD, actor, now)
    STAGE.move(stage, "adopt")
    stage.save()
    record(actor=actor, event="budget.demo.seeded", subject=stage, now=now, data={"year": year})
    put_documents(documents=documents_of(stage), actor=actor)
    topics.touch("budget", f"budget:{year}")
    return stage


@transaction.atomic
def seed_draft_demo(*, year: int, actor: Actor, now: dt.datetime) -> Stage:
    """Store a sample RKA stage of the year, still being drafted. Raises AlreadyImported, PermissionDenied."""
    require(actor, "budget.seed_demo")
    if Stage.objects.filter(year=year, owner=None).exists():
        raise AlreadyImported(year)
    stage = _open(year, StageKind.RKA, actor, now, rise_percent=4)
    advance(stage, actor, now, drafting=ROAD_UNIT)
    settle_verified(stage, now)
    record(actor=actor, event="budget.demo.seeded", subject=stage, now=now, data={"year": year})
    return stage


def _open(year: int, kind: str, actor: Actor, now: dt.datetime, rise_percent: int = 0) -> Stage:
    """A draft with ceilings, forms and rows."""
    activities, own = _lists()
    stage = Stage.objects.create(
        year=year, seq=1, kind=kind, code_list=activities, account_list=own, demo=True, opened_at=now
    )
    files, kinds = demo_files()
    store_ceilings(stage=stage, files=files, kinds=kinds, actor=actor, now=now, progress=_progress)
    places = {code: node.pk for code, node in store_accounts(own, accounts()).items()}
    drafting = kind == StageKind.RKA
    prices = sample_prices(kind)
    fill_stage(stage, _priced(_spending(stage, places, rise_percent, ROAD_UNIT if drafting else ""), prices))
    if drafting:
        fill_stage(stage, _priced(_road(stage, places), prices))
    finance = Unit.objects.get(code=FINANCE)
    fill_stage(stage, _balance(stage, finance, places))
    units = Pagu.objects.filter(stage=stage).values_list("unit_id", flat=True).distinct()
    Rka.objects.bulk_create(Rka(stage=stage, unit_id=unit, changed_at=now) for unit in units)
    tag_sample(stage)
    check_whole(stage, now)
    answer_sample(stage, now, without=ROAD_UNIT if drafting else "", every=3 if drafting else 1)
    return stage


def _priced(rows: Rows, prices: Prices) -> Rows:
    """The rows, each with the standard that it was written from, where there is one."""
    for key, account, values in rows:
        yield key, account, replace(values, price_id=prices.get((values.component, values.specification)))


def _spending(stage: Stage, places: dict[str, int], rise_percent: int, unfinished: str) -> Rows:
    sources = store_sources()
    for pagu in Pagu.objects.filter(stage=stage).select_related("activity", "unit").order_by("pk"):
        if pagu.unit.code == unfinished and pagu.activity.code.startswith("1.03.05"):
            continue  # a form that nobody has begun
        key = SheetKey(pagu.unit_id, pagu.activity_id, sequence=pagu.sequence, title=pagu.stated_name)
        for code, values in rows_for(pagu.activity.code, pagu.amount, rise_percent=rise_percent):
            yield key, places[code], with_source(values, pagu.activity.code, code, sources)


def _road(stage: Stage, places: dict[str, int]) -> Rows:
    """One form as it stands while people work on it, with two faults to be found."""
    unit = Unit.objects.get(code=ROAD_UNIT)
    above = ActivityNode.objects.get(code_list=stage.code_list, code=ROAD_CODE[:12])
    node, _new = ActivityNode.objects.get_or_create(
        code_list=stage.code_list,
        code=ROAD_CODE,
        defaults={"level": "SUB_KEGIATAN", "name": ROAD_NAME, "parent": above},
    )
    Pagu.objects.create(
        stage=stage,
        unit=unit,
        activity=node,
        sequence=1,
        source_id=f"{ROAD_UNIT}/{ROAD_CODE}",
        stated_name=ROAD_NAME,
        amount=6_250_000_000,
    )
    for code, values in ROAD_ROWS:
        yield SheetKey(unit.pk, node.pk, title=ROAD_NAME), places[code], values


def _balance(stage: Stage, unit: Unit, places: dict[str, int]) -> Rows:
    """Revenue and financing that meet the spending to the rupiah."""
    total = stage.totals.get(unit=None, activity=None, account__code="5", account__level=1).amount
    for side, code, values in balancing_rows(total):
        yield SheetKey(unit.pk, side=side), places[code], values
