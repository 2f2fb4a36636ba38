"""Totals equal the sum of their leaves, whatever was done in whatever order, and by three independent ways."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import duckdb
import numpy as np
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.budget import queries, rollup, services
from pendopo.budget.models import LineAmount, LineItem, NodeTotal, Stage
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM

CODES = (f.ATK, f.PAPER, f.ROAD)
SHEETS = ("1.03.10.2.01.0003", "1.03.10.2.01.0004", "1.02.02.2.01.0001")
MOVES = st.lists(
    st.tuples(
        st.sampled_from(["add", "change", "remove", "next"]),
        st.integers(0, 2),
        st.sampled_from(CODES),
        st.integers(0, 9_000_000),
    ),
    min_size=1,
    max_size=14,
)


def leaves_of(stage):
    """(unit, activity code, account code) -> amount, straight from the component rows."""
    found = Counter()
    rows = LineItem.objects.filter(stages__contains=stage.seq, line__sheet__year=stage.year)
    for unit, activity, account, amount in rows.values_list(
        "line__sheet__unit", "line__sheet__activity__code", "line__account__code", "amount"
    ):
        found[unit, activity, account] += amount
    return found


def expected_totals(stage):
    totals = Counter()
    for (unit, activity, account), amount in leaves_of(stage).items():
        for who in (None, unit):
            for width in f.ACCOUNT_WIDTHS:
                totals[who, None, account[:width]] += amount
            for width in f.ACTIVITY_WIDTHS.values():
                totals[who, activity[:width], None] += amount
    return {key: amount for key, amount in totals.items() if amount}


def kept_totals(stage):
    rows = NodeTotal.objects.filter(stage=stage).exclude(amount=0)
    return {row[:3]: row[3] for row in rows.values_list("unit", "activity__code", "account__code", "amount")}


class Budget:
    """A draft with three forms in two units, and moves on it."""

    def __init__(self, units):
        self.stage = f.draft_stage()
        self.sheets = [f.sheet(self.stage, units[n % 2], code, 10**12) for n, code in enumerate(SHEETS)]

    def desk(self, sheet):
        return {"stage_id": self.stage.pk, "sheet_id": sheet.pk, "actor": SYSTEM, "now": f.NOON}

    def do(self, move, place, code, price):
        sheet = self.sheets[place]
        current = LineItem.objects.filter(stages__upper_inf=True, line__sheet=sheet).order_by("pk").first()
        if move == "next":
            Stage.objects.filter(pk=self.stage.pk).update(status="AGREED")
            self.stage = services.open_stage(year=f.YEAR, kind="SHIFT", actor=SYSTEM, now=f.NOON)
        elif move == "add" or current is None:
            account = f.account_id(self.stage, code)
            services.put_item(account_id=account, values=f.row(price, "3"), **self.desk(sheet))
        elif move == "change":
            line, number = current.line.account_id, current.number
            services.put_item(account_id=line, values=f.row(price, "2"), number=number, **self.desk(sheet))
        else:
            services.remove_item(item_id=current.pk, revision=current.revision, **self.desk(sheet))


@pytest.mark.django_db(transaction=True)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_every_total_equals_its_leaves_in_every_stage_after_any_sequence_of_moves(moves, opd, other_opd):
    empty()
    budget = Budget([opd, other_opd])
    for move in moves:
        budget.do(*move)
    for stage in Stage.objects.filter(year=f.YEAR):
        assert kept_totals(stage) == expected_totals(stage)
        assert queries.wrong_totals(stage) == []


def empty():
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE budget_stage, budget_rkasheet CASCADE")


def test_a_total_that_was_changed_by_hand_is_found(db, opd):
    budget = Budget([opd, opd])
    budget.do("add", 0, f.ATK, 1_000)
    NodeTotal.objects.filter(unit=None, account__code="5").update(amount=7)
    assert [(w.activity, w.account, w.kept_amount, w.counted_amount) for w in queries.wrong_totals(budget.stage)] == [
        ("", "5", 7, 3_000)
    ]


def test_arrays_give_the_same_sums_as_a_second_engine():
    codes = sorted({f"5.{a}.{b:02}.{c:02}" for a in (1, 2) for b in range(1, 5) for c in range(1, 9)})
    rows = np.arange(1, len(codes) + 1)
    amounts = (np.arange(rows.sum(), dtype=np.int64) * 7_919) % 1_000_003 + 2**50
    found = rollup.levels_of(amounts, rollup.tree_of(codes, rows, (9, 6, 3, 1)))
    leaf = np.repeat(np.array(codes), rows)
    table = duckdb.sql("SELECT unnest($1) AS kode, unnest($2) AS jumlah", params=[leaf.tolist(), amounts.tolist()])
    for width, sums in zip((9, 6, 3, 1), found, strict=True):
        query = f"SELECT left(kode, {width}) AS k, sum(jumlah)::BIGINT FROM t GROUP BY 1 ORDER BY 1"
        assert [row[1] for row in table.query("t", query).fetchall()] == sums.tolist()


@pytest.mark.django_db(transaction=True)
def test_sixty_four_writers_never_overdraw_one_ceiling_and_never_block_each_other(opd):
    stage = f.draft_stage()
    sheet = f.sheet(stage, opd, ceiling=40 * 450_000)
    account = f.account_id(stage)
    start = threading.Barrier(16)

    def write(number):
        try:
            if number < 16:
                start.wait(20)
            services.put_item(
                stage_id=stage.pk, sheet_id=sheet.pk, account_id=account, values=f.row(), actor=SYSTEM, now=f.NOON
            )
            return "kept"
        except services.CeilingExceeded:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        answers = Counter(pool.map(write, range(64)))
    assert answers == {"kept": 40, "refused": 24}
    assert LineAmount.objects.get().amount == 40 * 450_000
    assert sorted(LineItem.objects.values_list("number", flat=True)) == list(range(1, 41))
    assert queries.wrong_totals(stage) == []


def test_a_fraction_of_a_rupiah_is_rounded_half_up():
    assert f.row(price=333, volume="1.5").amount == 500
    assert f.row(price=1, volume="0.5", tax_percent=Decimal(0)).amount == 1
