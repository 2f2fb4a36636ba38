"""The real two-stage budget of a province: the diff finds its changed leaves, the wrong stored sums are shown."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from pendopo.budget import imports_pair, pair_source, queries, services
from pendopo.budget.models import Stage
from pendopo.files.formats import Source
from pendopo.files.tabular import TableRefused, read_table
from pendopo.kernel.access import SYSTEM

from .conftest import NOON

FILE = "budget/apbd_2021_murni_vs_perubahan_provinsi.csv"
SMALL = "kode,uraian,apbd_murni,apbd_perubahan\n5,BELANJA,300,300\n5.1.02.01.01.0024,Kertas,100,150\n"


@pytest.fixture
def province(db, shared, opd):
    """Both stages, imported by the command."""
    call_command("import_stage_pair", str(shared / "data" / FILE), year=2021, unit=opd.code, source="Uji provinsi")
    return tuple(Stage.objects.order_by("seq"))


def small(tmp_path, text):
    path = tmp_path / "anggaran.csv"
    path.write_text(text, encoding="utf-8")
    return path


def take(path, unit, actor=SYSTEM):
    rows = pair_source.pair_rows(read_table(path, pair_source.COLUMNS, name=path.name, limit=None))
    return services.import_stage_pair(
        rows=rows, year=2021, unit=unit, source="Uji", file_name=path.name, actor=actor, now=NOON
    )


def test_the_diff_finds_exactly_the_changed_leaves_of_the_province(province):
    rows = queries.diff_rows(*province, queries.DiffAsked())
    zero = [(row.before_amount == 0, row.after_amount == 0) for row in rows if row.mark == "changed"]
    summary = queries.diff_summary(*province, queries.DiffAsked())
    assert (len(rows), summary.changed, summary.removed, summary.added) == (165, 163, 2, 0)
    assert (zero.count((False, False)), zero.count((True, False)), zero.count((False, True))) == (124, 10, 29)
    assert {(row.account_code, row.before_amount) for row in rows if row.mark == "removed"} == {
        ("5.2.02.08.01.0011", 344_000_000),
        ("5.2.05.01.01.0012", 5_000_000),
    }


def test_the_sides_are_the_sums_of_the_leaves(province):
    sides = queries.balance_change(*province)
    assert sides.revenue.before_amount == 13_678_467_650_558
    assert (sides.spending.before_amount, sides.spending.after_amount) == (8_594_112_903_273, 8_673_031_335_465)
    assert [stage.status for stage in province] == ["SUPERSEDED", "PUBLISHED"]
    assert [queries.wrong_totals(stage) for stage in province] == [[], []]


def test_the_wrong_stored_parents_are_those_of_the_handbook(province):
    found = [list(queries.defects_of(stage, "ACCOUNT_SUM")) for stage in province]
    assert [len(rows) for rows in found] == [178, 81]
    assert len({row.code for rows in found for row in rows}) == 180
    top = {row.code: (row.stated_amount, row.computed_amount) for row in found[0]}
    assert top["4"] == (2_200_000_000, 7_528_548_086_300)
    assert len(queries.defects_of(province[0], "ACCOUNT_MISSING")) == 1


def test_the_page_shows_the_wrong_stored_sums(client, province):
    page = client.get("/anggaran/2021/perubahan/")
    assert page.context["finding"].endswith("165 baris berbeda: 163 berubah, 0 baru, 2 dihapus.")
    assert (page.context["page"].paginator.count, page.context["wrong"].codes) == (165, 180)
    sums = client.get("/anggaran/2021/perubahan/jumlah-tertulis/")
    assert (sums.context["page"].paginator.count, len(sums.context["page"])) == (180, 25)
    assert "2.200.000.000" in sums.content.decode()


def test_the_preview_names_what_differs_before_anything_is_stored(db, shared, opd):
    found = imports_pair.check(Source(shared / "data" / FILE, "apbd.csv", {}), actor=SYSTEM)
    assert found.counts == {"rows": 937, "changed": 165, "unchanged": 462, "defects": 260}
    assert len(found.rows) == 25
    assert not Stage.objects.exists()


def test_a_row_that_only_the_amendment_holds_is_added(db, tmp_path, opd):
    text = SMALL + "5.2.04.01.01.0003,Jalan,,70\n4.1.01.06.01.0001,Pajak Hotel,,30\n"
    pair = take(small(tmp_path, text), opd.code)
    found = {(row.account_code, row.mark, row.after_amount) for row in queries.diff_rows(*pair, queries.DiffAsked())}
    assert found == {
        ("5.1.02.01.01.0024", "changed", 150),
        ("5.2.04.01.01.0003", "added", 70),
        ("4.1.01.06.01.0001", "added", 30),
    }
    assert queries.wrong_totals(pair[1]) == []


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("5.1.02.01.01.0024,Kertas,1,1\n", "baris 3"),
        ("1.1.01,Kas,1,1\n", "bukan kode"),
        ("5.1.02.01.01.0025,Tinta,-5,1\n", ""),
    ],
)
def test_a_table_with_faults_is_refused_whole(db, tmp_path, opd, more, message):
    with pytest.raises(TableRefused) as refused:
        take(small(tmp_path, SMALL + more), opd.code)
    assert message in " ".join(str(problem.message) for problem in refused.value.problems)
    assert not Stage.objects.exists()


def test_an_unknown_unit_a_taken_year_and_other_people_are_refused(db, tmp_path, opd, staff):
    path = small(tmp_path, SMALL)
    with pytest.raises(TableRefused):
        take(path, "nowhere")
    with pytest.raises(PermissionDenied):
        take(path, opd.code, actor=staff)
    assert not Stage.objects.exists()
    take(path, opd.code)
    with pytest.raises(services.AlreadyImported):
        take(path, opd.code)
    assert Stage.objects.count() == 2
