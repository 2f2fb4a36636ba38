"""Writing component rows: amounts, ceilings, frozen stages, two people in one form."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from pendopo.audit.models import Entry
from pendopo.budget import services
from pendopo.budget.items import ItemProblem, ItemValues
from pendopo.budget.models import LineAmount, LineItem, NodeTotal, Stage
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM


@pytest.fixture
def draft(db):
    return f.draft_stage()


@pytest.fixture
def sheet(draft, opd):
    return f.sheet(draft, opd)


def put(stage, sheet, values, actor=SYSTEM, account=f.ATK, **more):
    return services.put_item(
        stage_id=stage.pk,
        sheet_id=sheet.pk,
        account_id=f.account_id(stage, account),
        values=values,
        actor=actor,
        now=f.NOON,
        **more,
    )


def frozen(stage):
    Stage.objects.filter(pk=stage.pk).update(status="AGREED")


def test_an_amount_is_the_exact_product_rounded_once():
    pairs = ((Decimal(25), "orang"), (Decimal(2), "hari"), (Decimal(3), "kali"))
    values = ItemValues("Makan siang", 45_000, pairs, tax_percent=Decimal(10))
    assert (values.volume, values.amount, values.measure) == (150, 7_425_000, "orang hari kali")


def test_a_row_reaches_every_total_above_it(draft, sheet, staff):
    item = put(draft, sheet, f.row(), actor=staff)
    assert (item.number, item.amount, item.revision) == (1, 450_000, 1)
    totals = NodeTotal.objects.filter(stage=draft)
    assert totals.count() == 22
    assert set(totals.values_list("amount", flat=True)) == {450_000}
    put(draft, sheet, f.row(price=1_000_000, volume="2"), actor=staff, account=f.ROAD)
    spending = totals.get(unit=None, activity=None, account__code="5")
    assert spending.amount == 2_450_000
    assert totals.get(unit=sheet.unit, activity__code="1.03.10", account=None).amount == 2_450_000
    assert totals.get(unit=sheet.unit, activity=None, account__code="5.2").amount == 2_000_000


def test_a_stranger_is_refused_and_nothing_moves(draft, sheet, stranger, other_official):
    for actor in (stranger, other_official):
        with pytest.raises(PermissionDenied):
            put(draft, sheet, f.row(), actor=actor)
    assert not LineItem.objects.exists()
    assert not Entry.objects.filter(event="budget.item.put").exists()


def test_what_exceeds_the_ceiling_is_refused_with_the_excess(draft, sheet):
    put(draft, sheet, f.row(price=1_000_000, volume="999"))
    with pytest.raises(services.CeilingExceeded) as refusal:
        put(draft, sheet, f.row(price=1_500_000, volume="1"))
    assert (refusal.value.excess_amount, refusal.value.ceiling_amount) == (500_000, 1_000_000_000)
    assert LineItem.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"component": " "}, "component"),
        ({"coefficients": ()}, "coefficients"),
        ({"coefficients": ((Decimal(-1), "rim"),)}, "coefficients"),
        ({"price": -1}, "unit_price_amount"),
        ({"tax_percent": Decimal(101)}, "tax_percent"),
        ({"volume": "1e30"}, "coefficients"),
    ],
)
def test_values_that_cannot_be_kept_name_their_field(draft, sheet, values, field):
    with pytest.raises(ItemProblem) as problem:
        put(draft, sheet, f.row(**values))
    assert problem.value.field == field
    assert not LineItem.objects.exists()


def test_an_account_of_another_side_is_refused(draft, sheet):
    with pytest.raises(services.AccountRefused):
        put(draft, sheet, f.row(), account=f.TAX)


def test_a_row_that_somebody_else_saved_is_not_overwritten(draft, sheet):
    item = put(draft, sheet, f.row())
    put(draft, sheet, f.row(price=50_000), number=1, revision=1)
    with pytest.raises(services.ItemChanged) as refusal:
        put(draft, sheet, f.row(price=60_000), number=1, revision=1)
    assert refusal.value.item.unit_price_amount == 50_000
    with pytest.raises(services.ItemChanged):
        services.remove_item(
            stage_id=draft.pk, sheet_id=sheet.pk, item_id=item.pk, revision=1, actor=SYSTEM, now=f.NOON
        )


def test_the_next_stage_shares_rows_and_keeps_the_old_ones(draft, sheet):
    put(draft, sheet, f.row())
    frozen(draft)
    later = services.open_stage(year=f.YEAR, kind="RAPBD", actor=SYSTEM, now=f.NOON)
    assert LineItem.objects.count() == 1
    put(later, sheet, f.row(price=40_000), number=1, revision=1)
    assert [(r.stages.lower, r.stages.upper, r.amount) for r in LineItem.objects.order_by("pk")] == [
        (1, 2, 450_000),
        (2, None, 400_000),
    ]
    assert [(a.stages.lower, a.amount) for a in LineAmount.objects.order_by("pk")] == [(1, 450_000), (2, 400_000)]
    top = NodeTotal.objects.filter(unit=None, activity=None, account__code="5")
    assert dict(top.values_list("stage__seq", "amount")) == {1: 450_000, 2: 400_000}


def test_a_removed_row_stays_in_the_stage_before(draft, sheet):
    item = put(draft, sheet, f.row())
    frozen(draft)
    later = services.open_stage(year=f.YEAR, kind="RAPBD", actor=SYSTEM, now=f.NOON)
    services.remove_item(stage_id=later.pk, sheet_id=sheet.pk, item_id=item.pk, revision=1, actor=SYSTEM, now=f.NOON)
    item.refresh_from_db()
    assert (item.stages.lower, item.stages.upper) == (1, 2)
    top = NodeTotal.objects.filter(unit=None, activity=None, account__code="5")
    assert dict(top.values_list("stage__seq", "amount")) == {1: 450_000, 2: 0}


def test_a_closed_stage_takes_no_rows(draft, sheet):
    frozen(draft)
    with pytest.raises(services.StageClosed):
        put(draft, sheet, f.row())


def test_the_database_itself_refuses_to_change_a_closed_stage(draft, sheet):
    item = put(draft, sheet, f.row())
    frozen(draft)
    tries = (
        lambda: LineItem.objects.filter(pk=item.pk).update(amount=1),
        lambda: LineItem.objects.filter(pk=item.pk).delete(),
        lambda: LineAmount.objects.update(amount=1),
        lambda: LineItem.objects.filter(pk=item.pk).update(stages=(1, 1)),
        lambda: LineItem.objects.create(line=item.line, number=9, stages=(1, None), **vars_of(item)),
    )
    for attempt in tries:
        with pytest.raises(IntegrityError, match="not a draft"), transaction.atomic():
            attempt()
    item.refresh_from_db()
    assert item.amount == 450_000


def vars_of(item):
    names = ("component", "coefficients", "volume", "measure", "unit_price_amount", "amount")
    return {name: getattr(item, name) for name in names}


def test_a_stage_opens_only_after_the_one_before_is_agreed(draft):
    with pytest.raises(services.StageStillOpen):
        services.open_stage(year=f.YEAR, kind="RAPBD", actor=SYSTEM, now=f.NOON)
    with pytest.raises(services.NothingToContinue):
        services.open_stage(year=1999, kind="RKA", actor=SYSTEM, now=f.NOON)


def test_many_rows_are_added_at_once_or_not_at_all(draft, sheet):
    account = f.account_id(draft)
    rows = [(account, f.row(price=1_000 * number)) for number in range(1, 51)]
    items = services.put_items(stage_id=draft.pk, sheet_id=sheet.pk, rows=rows, actor=SYSTEM, now=f.NOON)
    assert [item.number for item in items] == list(range(1, 51))
    assert LineAmount.objects.get().amount == sum(10 * 1_000 * number for number in range(1, 51))
    with pytest.raises(services.CeilingExceeded):
        services.put_items(
            stage_id=draft.pk,
            sheet_id=sheet.pk,
            rows=[(account, f.row(price=10**9))],
            actor=SYSTEM,
            now=f.NOON,
        )
    assert LineItem.objects.count() == 50
