"""What differs between two stages: exact rows, fields and levels; a diff leads from one stage to the other."""

from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.budget import queries, services
from pendopo.budget.models import LineItem, Pagu, RkaSheet, Stage
from pendopo.budget.queries import DiffAsked
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM

CODES = (f.ATK, f.PAPER, f.ROAD)
MOVES = st.lists(
    st.tuples(
        st.sampled_from(["add", "change", "remove", "same", "next"]),
        st.sampled_from(CODES),
        st.integers(0, 9_000_000),
    ),
    min_size=2,
    max_size=14,
)


@pytest.fixture
def first(db):
    return f.draft_stage()


@pytest.fixture
def sheet(first, opd):
    return f.sheet(first, opd)


def put(stage, sheet, values, account=f.ATK, **more):
    return services.put_item(
        stage_id=stage.pk,
        sheet_id=sheet.pk,
        account_id=f.account_id(stage, account),
        values=values,
        actor=SYSTEM,
        now=f.NOON,
        **more,
    )


def remove(stage, sheet, item):
    services.remove_item(
        stage_id=stage.pk, sheet_id=sheet.pk, item_id=item.pk, revision=item.revision, actor=SYSTEM, now=f.NOON
    )


def follow(stage, kind="SHIFT"):
    Stage.objects.filter(pk=stage.pk).update(status="AGREED")
    return services.open_stage(year=stage.year, kind=kind, actor=SYSTEM, now=f.NOON)


@pytest.fixture
def pair(first, sheet):
    """Six rows: one dearer, one in another unit, one reworded, one taken out, two left as they were; and one added."""
    rows = [put(first, sheet, f.row(price=1_000 * n, component=f"Barang {n}"), number=None) for n in range(1, 7)]
    second = follow(first)
    put(second, sheet, f.row(price=1_500, component="Barang 1"), number=rows[0].number)
    pairs = ((Decimal(10), "dus"),)
    put(second, sheet, f.row(price=2_000, component="Barang 2", coefficients=pairs), number=rows[1].number)
    put(second, sheet, f.row(price=3_000, component="Barang tiga"), number=rows[2].number)
    remove(second, sheet, rows[3])
    back = put(second, sheet, f.row(price=9_999, component="Barang 5"), number=rows[4].number)
    put(second, sheet, f.row(price=5_000, component="Barang 5"), number=back.number)
    put(second, sheet, f.row(price=70_000, volume="2", component="Aspal"), account=f.ROAD)
    return first, second


def found(rows):
    return {(row.mark, row.now.component, row.fields, row.before_amount, row.after_amount) for row in rows}


def test_each_change_is_named_with_its_fields_and_an_equal_row_is_none(pair):
    assert found(queries.diff_rows(*pair, DiffAsked())) == {
        ("changed", "Barang 1", ("price",), 10_000, 15_000),
        ("changed", "Barang 2", ("unit",), 20_000, 20_000),
        ("changed", "Barang tiga", ("text",), 30_000, 30_000),
        ("removed", "Barang 4", (), 40_000, 0),
        ("added", "Aspal", (), 0, 140_000),
    }


def test_read_backwards_added_and_removed_change_places(pair):
    backwards = found(queries.diff_rows(pair[1], pair[0], DiffAsked()))
    assert ("added", "Barang 4", (), 0, 40_000) in backwards
    assert ("removed", "Aspal", (), 140_000, 0) in backwards
    assert len(backwards) == 5


def test_the_summary_counts_marks_and_fields_and_adds_up(pair):
    summary = queries.diff_summary(*pair, DiffAsked())
    assert (summary.rows, summary.added, summary.removed, summary.changed) == (5, 1, 1, 3)
    assert (summary.price, summary.volume, summary.unit, summary.text) == (1, 0, 1, 1)
    assert (summary.sides, summary.before_amount, summary.after_amount) == (1, 100_000, 205_000)


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"kind": "price"}, 1),
        ({"kind": "removed"}, 1),
        ({"least": 40_000}, 2),
        ({"text": "barang"}, 4),
        ({"account": "5.2"}, 1),
        ({"activity": "1.03.10"}, 5),
        ({"activity": "1.02"}, 0),
        ({"unit": "nowhere"}, 0),
        ({"units": ()}, 0),
        ({"text": "100%"}, 0),
    ],
)
def test_the_rows_can_be_filtered(pair, asked, number):
    assert len(queries.diff_rows(*pair, DiffAsked(**asked))) == number
    assert queries.diff_summary(*pair, DiffAsked(**asked)).rows == number


def test_the_largest_change_comes_first_and_pages_follow_each_other(pair):
    sizes = [abs(row.change_amount) for row in queries.diff_rows(*pair, DiffAsked())]
    assert sizes == sorted(sizes, reverse=True) == [140_000, 40_000, 5_000, 0, 0]
    rows = queries.DiffList(*pair, DiffAsked(), 5)
    assert [row.now.component for row in (*rows[0:2], *rows[2:4], rows[4])] == [
        row.now.component for row in queries.diff_rows(*pair, DiffAsked())
    ]


@pytest.mark.parametrize(
    ("level", "rows"),
    [
        ("akun", [("5", 210_000, 315_000)]),
        ("kelompok", [("5.1", 210_000, 175_000), ("5.2", 0, 140_000)]),
        ("sub-rincian-objek", [(f.ATK, 210_000, 175_000), (f.ROAD, 0, 140_000)]),
        ("urusan", [("1", 210_000, 315_000)]),
        ("sub-kegiatan", [("1.03.10.2.01.0003", 210_000, 315_000)]),
    ],
)
def test_every_level_has_before_and_after(pair, level, rows):
    changes = queries.level_changes(*pair, level, DiffAsked())
    assert [(row.code, row.before_amount, row.after_amount) for row in changes] == rows


def test_a_level_can_be_narrowed_to_a_unit_a_code_and_a_size(pair, opd, other_opd):
    unit = opd.code
    assert [row.change_amount for row in queries.level_changes(*pair, "unit", DiffAsked(unit=unit))] == [105_000]
    assert queries.level_changes(*pair, "unit", DiffAsked(unit=other_opd.code)) == []
    assert [row.code for row in queries.level_changes(*pair, "jenis", DiffAsked(account="5.2"))] == ["5.2.04"]
    assert [row.code for row in queries.level_changes(*pair, "kelompok", DiffAsked(least=100_000))] == ["5.2"]
    own = DiffAsked(units=(opd.pk,))
    assert [row.change_amount for row in queries.level_changes(*pair, "akun", own)] == [105_000]
    assert queries.level_changes(*pair, "akun", DiffAsked(units=(other_opd.pk,))) == []


def test_a_change_is_in_percent_of_what_was_before(pair):
    first, second = queries.level_changes(*pair, "kelompok", DiffAsked())
    assert (round(first.percent, 2), second.percent) == (-16.67, None)


def test_stages_without_rows_are_compared_by_their_ceilings(first, opd):
    f.sheet(first, opd, ceiling=900)
    second = follow(first)
    Pagu.objects.filter(stage=second).update(amount=1_200)
    for level in ("unit", "urusan", "sub-kegiatan"):
        (row,) = queries.level_changes(first, second, level, DiffAsked())
        assert (row.before_amount, row.after_amount) == (900, 1_200)


def leaves(stage):
    """Key -> content of every row of the stage."""
    rows = LineItem.objects.filter(stages__contains=stage.seq, line__sheet__year=stage.year)
    names = ("component", "unit_price_amount", "volume", "measure", "amount")
    return {
        (row["line_id"], row["number"]): tuple(row[n] for n in names)
        for row in rows.values("line_id", "number", *names)
    }


def applied(before, rows):
    """The leaves after the rows of a diff were carried out on them."""
    result = dict(before)
    for row in rows:
        key = (row.line_id, row.number)
        if row.after is None:
            del result[key]
        else:
            v = row.after
            result[key] = (v.component, v.unit_price_amount, v.volume, v.measure, v.amount)
    return result


def play(stage, sheet, moves):
    """Carry out random moves; gives all stages."""
    stages = [stage]
    for move, code, price in moves:
        stage = stages[-1]
        held = LineItem.objects.filter(stages__upper_inf=True, line__sheet=sheet, line__account__code=code).first()
        if move == "next":
            stages.append(follow(stage))
        elif move == "add" or held is None:
            put(stage, sheet, f.row(price=price, volume="1"), account=code)
        elif move == "change":
            put(stage, sheet, f.row(price=price, volume="1"), account=code, number=held.number)
        elif move == "same":
            for more in (1, 0):
                values = f.row(price=held.unit_price_amount + more, volume="1")
                put(stage, sheet, values, account=code, number=held.number)
        else:
            remove(stage, sheet, held)
    return stages


@given(moves=MOVES)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_diff_carried_out_on_the_leaves_of_one_stage_gives_those_of_the_other(db, opd, moves):
    with transaction.atomic():
        start = f.draft_stage()
        stages = play(start, f.sheet(start, opd, ceiling=None), moves)
        kept = {stage.pk: leaves(stage) for stage in stages}
        for one in stages:
            for other in stages:
                rows = queries.diff_rows(one, other, DiffAsked())
                assert applied(kept[one.pk], rows) == kept[other.pk]
                assert all(row.mark != "changed" or row.fields for row in rows)
        transaction.set_rollback(True)


def test_the_sides_of_the_budget_show_the_official_figures_of_purbalingga_2025(db, opd):
    """Budget handbook 3.2: revenue -0.27 %, spending +1.67 %, both deficits to the rupiah."""
    first = f.draft_stage(year=2025, kind="APBD")
    sides = {"4": RkaSheet.objects.create(year=2025, unit=opd, side="REVENUE"), "5": f.sheet(first, opd, ceiling=None)}
    held = {
        "4": put(first, sides["4"], f.row(price=2_096_465_786_000, volume="1"), account=f.TAX),
        "5": put(first, sides["5"], f.row(price=2_110_403_286_000, volume="1")),
    }
    second = follow(first, "APBD_P")
    put(second, sides["4"], f.row(price=2_090_894_674_000, volume="1"), account=f.TAX, number=held["4"].number)
    put(second, sides["5"], f.row(price=2_145_543_922_000, volume="1"), number=held["5"].number)
    change = queries.balance_change(first, second)
    assert (change.revenue.before_amount, change.revenue.after_amount) == (2_096_465_786_000, 2_090_894_674_000)
    assert (change.spending.before_amount, change.spending.after_amount) == (2_110_403_286_000, 2_145_543_922_000)
    assert (round(change.revenue.percent, 2), round(change.spending.percent, 2)) == (-0.27, 1.67)
    assert (change.surplus.before_amount, change.surplus.after_amount) == (-13_937_500_000, -54_649_248_000)
