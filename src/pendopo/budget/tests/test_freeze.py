"""Many rows in one statement: totals follow, and what earlier stages hold can only be closed, all or nothing."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Sum

from pendopo.budget import services
from pendopo.budget.changes import Changes
from pendopo.budget.desk import open_desk
from pendopo.budget.desk_many import write_changes
from pendopo.budget.items import row_of
from pendopo.budget.models import ItemEdit, Line, LineAmount, LineItem, NodeTotal, Stage
from pendopo.budget.tests import factories as f
from pendopo.budget.tests.test_rollups import expected_totals, kept_totals
from pendopo.kernel.access import SYSTEM

EACH = 1_500
OPEN = "'[1,)'"
CLOSED = "'[1,2)'"


@pytest.fixture
def draft(db):
    return f.draft_stage()


@pytest.fixture
def rows(draft, opd):
    """Rows in two accounts of one form, after a change of one row: the first plan is made for that."""
    sheet = f.sheet(draft, opd, ceiling=10**12)
    where = {"stage_id": draft.pk, "sheet_id": sheet.pk, "actor": SYSTEM, "now": f.NOON}
    for code in (f.ATK, f.ROAD):
        services.put_item(account_id=f.account_id(draft, code), values=f.row(1_000), **where)
    services.put_item(account_id=f.account_id(draft), values=f.row(2_000), number=1, revision=1, **where)
    for line in Line.objects.filter(sheet=sheet):
        made = [
            LineItem(line=line, number=number, stages=(1, None), **row_of(f.row(number)))
            for number in range(2, EACH + 1)
        ]
        LineItem.objects.bulk_create(made)
        total = LineItem.objects.filter(line=line).aggregate(total=Sum("amount"))["total"]
        LineAmount.objects.filter(line=line).update(amount=total)
    return sheet


def changed(what, where="true"):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE budget_lineitem SET {what} WHERE {where}")
        return cursor.rowcount


def following(draft):
    """The next stage, open."""
    Stage.objects.filter(pk=draft.pk).update(status="AGREED")
    return services.open_stage(year=f.YEAR, kind="RAPBD", actor=SYSTEM, now=f.NOON)


def held():
    return sorted(LineItem.objects.values_list("pk", "line_id", "amount", "stages"))


def refused(what, where="true"):
    before = held()
    with pytest.raises(IntegrityError, match="not a draft"), transaction.atomic():
        changed(what, where)
    assert held() == before


def test_rows_of_a_draft_change_together_and_totals_follow(draft, rows):
    assert changed("amount = 2 * amount, unit_price_amount = 2 * unit_price_amount") == 2 * EACH
    LineAmount.objects.update(amount=2 * F("amount"))
    assert kept_totals(draft) == expected_totals(draft)
    top = NodeTotal.objects.get(stage=draft, unit=None, activity=None, account__code="5").amount
    assert top == 2 * 10 * (2 * sum(range(2, EACH + 1)) + 1_000 + 2_000)


def test_the_history_tells_of_each_row_that_an_act_took_out(draft, rows):
    items = list(LineItem.objects.filter(line__sheet=rows, number__gt=EACH - 500).select_related("line"))
    write_changes(open_desk(draft.pk, rows, SYSTEM, f.NOON), Changes(removed=items))
    edits = ItemEdit.objects.filter(sheet=rows, after__isnull=True)
    assert sum(edit.before["amount"] for edit in edits) == sum(item.amount for item in items)
    assert len(edits) == len(items) == 1_000
    assert kept_totals(draft) == expected_totals(draft)


def test_no_row_of_a_closed_stage_changes(draft, rows):
    Stage.objects.filter(pk=draft.pk).update(status="AGREED")
    refused("amount = amount + 1")
    refused(f"stages = {CLOSED}")
    with pytest.raises(IntegrityError, match="not a draft"), transaction.atomic():
        LineItem.objects.all().delete()
    assert LineItem.objects.count() == 2 * EACH


def test_rows_of_earlier_stages_are_closed_at_the_draft_and_opened_again(draft, rows):
    following(draft)
    assert changed(f"stages = {CLOSED}") == 2 * EACH
    assert not LineItem.objects.filter(stages__upper_inf=True).exists()
    assert changed(f"stages = {OPEN}", "number <= 700") == 1_400
    assert LineItem.objects.filter(stages__upper_inf=True).count() == 1_400


WRONG = (
    "amount = amount + 1",
    f"stages = {CLOSED}, note = 'x'",
    "stages = '[1,3)'",
    "stages = '[2,)'",
    "stages = 'empty'",
    f"stages = {CLOSED}, revision = revision + number / {EACH}",
)


def test_one_wrong_row_among_many_stops_all(draft, rows):
    following(draft)
    for what in WRONG:
        refused(what)


def test_rows_keep_their_number_and_their_line(rows):
    refused("id = id + 1000000")
    refused("id = id + 1000000", "id = (SELECT max(id) FROM budget_lineitem)")
    refused("line_id = (SELECT min(id) FROM budget_line), number = id + 1000000")
    refused("stages = '[1,2)'", "number = 3")
