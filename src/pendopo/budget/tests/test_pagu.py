"""Ceilings taken from pools: never below use, never above the pool, frozen with the stage, 64 people at once."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.budget import services
from pendopo.budget.models import BudgetFinding, CeilingEdit, LineItem, Pagu, Stage, StageEnvelope, UnitCeiling
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM

ROADS, SCHOOLS = "1.03.10.2.01.0003", "1.03.10.2.01.0004"


@pytest.fixture
def draft(db):
    return f.draft_stage()


@pytest.fixture
def planner(db):
    return people.person("tapd@contoh.id", "Agus Bappeda", roles=["tapd"])


def give(stage, unit, amount, actor=SYSTEM, **more):
    given = {"reason": "KUA-PPAS 2027", "actor": actor, "now": f.NOON}
    return services.set_unit_ceiling(stage_id=stage.pk, unit_id=unit.pk, amount=amount, **given | more)


def spread(stage, unit, amount, code=ROADS, *, actor=SYSTEM, reason="KUA-PPAS 2027"):
    node = f.activity(code, stage.code_list)
    where = {"stage_id": stage.pk, "unit_id": unit.pk, "activity_id": node.pk}
    return services.set_ceiling(amount=amount, reason=reason, actor=actor, now=f.NOON, **where)


def envelope(stage, amount, actor=SYSTEM):
    return services.set_envelope(stage_id=stage.pk, amount=amount, reason="KUA 2027", actor=actor, now=f.NOON)


def test_money_goes_from_the_envelope_to_units_to_sub_kegiatan(draft, opd, other_opd, planner):
    envelope(draft, 1_000, planner)
    give(draft, opd, 700, planner)
    spread(draft, opd, 400, actor=planner)
    spread(draft, opd, 300, SCHOOLS, actor=planner)
    with pytest.raises(services.PoolEmpty) as full:
        spread(draft, opd, 301, SCHOOLS, actor=planner)
    assert (full.value.excess_amount, full.value.pool_amount) == (1, 700)
    with pytest.raises(services.PoolEmpty) as empty:
        give(draft, other_opd, 301, planner)
    assert (empty.value.excess_amount, empty.value.pool_amount) == (1, 1_000)
    assert list(Pagu.objects.order_by("amount").values_list("amount", flat=True)) == [300, 400]
    assert Entry.objects.filter(event="budget.ceilings.set").count() == 2


def test_unused_room_returns_to_the_pool(draft, opd):
    envelope(draft, 1_000)
    give(draft, opd, 1_000)
    spread(draft, opd, 900)
    spread(draft, opd, 200)
    spread(draft, opd, 800, SCHOOLS)
    assert [(e.before_amount, e.after_amount, e.change_amount) for e in CeilingEdit.objects.order_by("pk")[2:]] == [
        (None, 900, 900),
        (900, 200, -700),
        (None, 800, 800),
    ]


def test_no_ceiling_falls_below_what_is_taken_from_it(draft, opd):
    sheet = f.sheet(draft, opd, ceiling=1_000_000)
    given = {"stage_id": draft.pk, "sheet_id": sheet.pk, "account_id": f.account_id(draft)}
    services.put_item(values=f.row(), actor=SYSTEM, now=f.NOON, **given)
    with pytest.raises(services.BelowUse) as refusal:
        spread(draft, opd, 449_999)
    assert (refusal.value.used_amount, refusal.value.code) == (450_000, ROADS)
    spread(draft, opd, 450_000)
    for act in (lambda: give(draft, opd, 449_999), lambda: envelope(draft, 449_999)):
        with pytest.raises(services.BelowUse):
            act()
    assert Pagu.objects.get().amount == 450_000


def test_only_the_budget_team_and_only_with_a_reason(draft, opd, staff, auditor, planner):
    for actor in (staff, auditor):
        with pytest.raises(PermissionDenied):
            spread(draft, opd, 1, actor=actor)
    with pytest.raises(services.ReasonMissing):
        spread(draft, opd, 1, actor=planner, reason="  ")
    with pytest.raises(services.CeilingRefused):
        spread(draft, opd, -1, actor=planner)
    assert not Pagu.objects.exists()
    assert not UnitCeiling.objects.exists()


def test_the_database_freezes_ceilings_with_their_stage(draft, opd):
    envelope(draft, 100)
    give(draft, opd, 100)
    spread(draft, opd, 100)
    Stage.objects.filter(pk=draft.pk).update(status="AGREED")
    with pytest.raises(services.StageClosed):
        spread(draft, opd, 50)
    for rows in (Pagu.objects, UnitCeiling.objects, StageEnvelope.objects):
        for change in (lambda rows=rows: rows.update(amount=100), lambda rows=rows: rows.all().delete()):
            with pytest.raises(IntegrityError, match="not a draft"), transaction.atomic():
                change()
    assert Pagu.objects.get().amount == 100


def test_the_database_refuses_more_than_the_pool(draft, opd):
    envelope(draft, 100)
    give(draft, opd, 100)
    spread(draft, opd, 100)
    for rows in (Pagu.objects, UnitCeiling.objects):
        with pytest.raises(IntegrityError, match="more than the"), transaction.atomic():
            rows.update(amount=101)


def test_the_next_stage_begins_with_the_same_pools(draft, opd):
    envelope(draft, 900)
    give(draft, opd, 500)
    Stage.objects.filter(pk=draft.pk).update(status="AGREED")
    after = services.open_stage(year=draft.year, kind="RAPBD", actor=SYSTEM, now=f.NOON)
    assert (after.envelope.amount, after.unit_ceilings.get().amount) == (900, 500)


@pytest.mark.django_db(transaction=True)
def test_sixty_four_people_take_from_one_unit_ceiling_and_never_overdraw_it(opd):
    stage = f.draft_stage()
    envelope(stage, 4_000)
    give(stage, opd, 4_000)
    nodes = [f.activity(f"1.03.10.2.01.{number:04}", stage.code_list).pk for number in range(1, 65)]
    start = threading.Barrier(16)

    def take(number):
        given = {"stage_id": stage.pk, "unit_id": opd.pk, "activity_id": nodes[number]}
        try:
            if number < 16:
                start.wait(20)
            services.set_ceiling(amount=100, reason="uji", actor=SYSTEM, now=f.NOON, **given)
            return "kept"
        except services.PoolEmpty:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        answers = Counter(pool.map(take, range(64)))
    assert answers == {"kept": 40, "refused": 24}
    assert sum(Pagu.objects.values_list("amount", flat=True)) == 4_000


def found_in(stage):
    return list(BudgetFinding.objects.filter(stage=stage, gone_at=None).order_by("code").values_list("code", flat=True))


@pytest.fixture
def crowded(draft, opd, other_opd):
    """One row takes 90 percent of its form's ceiling in the first unit; the second has a provisional row."""
    for unit, more in ((opd, {"price": 900_000, "volume": "1"}), (other_opd, {"kind": "PLACEHOLDER"})):
        sheet = f.sheet(draft, unit, ceiling=1_000_000)
        where = {"stage_id": draft.pk, "sheet_id": sheet.pk, "account_id": f.account_id(draft)}
        pairs = ((f.Decimal(1), "paket"),)
        values = f.row(**{"price": 400_000, "coefficients": pairs} | more)
        services.put_item(values=values, actor=SYSTEM, now=f.NOON, **where)
    envelope(draft, 9_000_000)
    give(draft, opd, 4_000_000)
    give(draft, other_opd, 4_000_000)
    return draft


def test_a_raise_clears_what_was_a_share_of_the_old_ceiling_at_once(crowded, opd):
    assert found_in(crowded) == ["A1", "PLACEHOLDER"]
    spread(crowded, opd, 1_500_000)
    assert found_in(crowded) == ["A1_PACKAGE", "PLACEHOLDER"]
    spread(crowded, opd, 4_000_000)
    assert found_in(crowded) == ["PLACEHOLDER"]
    assert BudgetFinding.objects.get(code="A1").gone_at == f.NOON


def test_a_ceiling_taken_down_brings_the_finding_back(crowded, opd):
    spread(crowded, opd, 4_000_000)
    spread(crowded, opd, 900_000)
    assert found_in(crowded) == ["A1", "PLACEHOLDER"]
    assert BudgetFinding.objects.get(code="A1").figure == 1.0


def test_a_table_of_ceilings_checks_each_of_its_units(crowded, opd, other_opd):
    node = f.activity(ROADS, crowded.code_list).pk
    LineItem.objects.update(kind="NORMAL")
    places = {opd.pk: {(node, 1): 4_000_000}, other_opd.pk: {(node, 1): 500_000}}
    given = {"reason": "KUA-PPAS", "actor": SYSTEM, "now": f.NOON}
    services.set_spread(stage_id=crowded.pk, units={}, places=places, **given)
    assert found_in(crowded) == ["A1_PACKAGE"]
    assert BudgetFinding.objects.get(gone_at=None).unit == other_opd


def test_what_is_refused_changes_no_finding(crowded, opd):
    with pytest.raises(services.PoolEmpty):
        spread(crowded, opd, 4_000_001)
    assert found_in(crowded) == ["A1", "PLACEHOLDER"]
