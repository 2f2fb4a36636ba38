"""A table of ceilings sent as a file: what it would change, every fault at its cell, all or nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.budget import imports_spread, services
from pendopo.budget.models import CeilingEdit, Pagu, Stage, UnitCeiling
from pendopo.budget.tests import factories as f
from pendopo.files.formats import Source
from pendopo.files.tabular import TableRefused
from pendopo.kernel.access import SYSTEM

ROADS, SCHOOLS, BRIDGES = "1.03.10.2.01.0003", "1.03.10.2.01.0004", "1.03.10.2.01.0005"
HEAD = "kode_unit,kode_sub_kegiatan,urutan,pagu\n"


def silent(done, total):
    """Nobody looks."""


@pytest.fixture
def stage(db, opd):
    """An envelope of 1,000, a unit with 700: 400 for roads, of which 300 are used, and 300 for schools."""
    made = f.draft_stage()
    for code in (ROADS, SCHOOLS, BRIDGES):
        f.activity(code, made.code_list)
    given = {"stage_id": made.pk, "reason": "KUA", "actor": SYSTEM, "now": f.NOON}
    services.set_envelope(amount=1_000, **given)
    services.set_unit_ceiling(unit_id=opd.pk, amount=700, **given)
    for code, amount in ((ROADS, 400), (SCHOOLS, 300)):
        services.set_ceiling(unit_id=opd.pk, activity_id=f.activity(code, made.code_list).pk, amount=amount, **given)
    sheet = f.sheet(made, opd, ROADS, ceiling=None)
    where = {"stage_id": made.pk, "sheet_id": sheet.pk, "account_id": f.account_id(made)}
    services.put_item(values=f.row(300, "1"), actor=SYSTEM, now=f.NOON, **where)
    return made


@pytest.fixture
def planner(db):
    return people.person("tapd@contoh.id", "Agus Bappeda", roles=["tapd"])


@pytest.fixture
def send(stage, tmp_path):
    """Gives a file as the budget team would send it."""

    def sent(content, name="pagu.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else (HEAD + content).encode())
        return Source(path, name, {"stage": stage.pk, "reason": "PPAS 2027"})

    return sent


def faults(source, actor):
    with pytest.raises(TableRefused) as refusal:
        imports_spread.check(source, actor=actor)
    return [(one.row, one.column) for one in refusal.value.problems]


def amounts():
    return dict(Pagu.objects.values_list("activity__code", "amount"))


def test_the_preview_tells_new_changed_removed_and_what_it_comes_to(send, planner):
    source = send(f"1.03,,,800\n,{ROADS},,350\n,{BRIDGES},1,400\n")
    found = imports_spread.check(source, actor=planner)
    assert found.counts == {"rows": 3, "new": 1, "changed": 2, "removed": 1, "unchanged": 0}
    assert [(row.row, row.mark, row.cells[1]) for row in found.rows] == [
        (0, "removed", SCHOOLS),
        (4, "new", BRIDGES),
        (2, "changed", "unit itu sendiri"),
        (3, "changed", ROADS),
    ]
    assert found.sums[0][1:] == ["Rp700", "Rp800", "Rp800", "Rp200"]
    assert found.sums[1][1:] == ["Rp700", "Rp800", "Rp750", "Rp50"]
    assert amounts() == {ROADS: 400, SCHOOLS: 300}


def test_taking_it_over_sets_all_of_it_with_the_reason(send, planner, opd):
    source = send(f"1.03,,,800\n,{ROADS},,350\n,{BRIDGES},1,400\n")
    imports_spread.apply(source, actor=planner, now=f.NOON, progress=silent)
    assert amounts() == {ROADS: 350, SCHOOLS: 0, BRIDGES: 400}
    assert UnitCeiling.objects.get(unit=opd).amount == 800
    assert CeilingEdit.objects.filter(reason="PPAS 2027").count() == 4


def test_every_fault_is_named_at_its_cell_and_nothing_is_written(send, planner):
    rows = f"9.99,{ROADS},,1\n1.03,9.99.99.9.99.9999,,1\n1.03,{ROADS},0,1\n1.03,{SCHOOLS},,-5\n"
    expected = [(2, "kode_unit"), (3, "kode_sub_kegiatan"), (4, "urutan"), (5, "pagu")]
    assert faults(send(rows), planner) == expected
    assert amounts() == {ROADS: 400, SCHOOLS: 300}


@pytest.mark.parametrize(
    ("rows", "row", "words"),
    [
        (f"1.03,{ROADS},,299\n1.03,{SCHOOLS},,300\n", 2, "Rp300"),
        (f"1.03,{SCHOOLS},,300\n", 2, "Rp300"),
        (f"1.03,{ROADS},,400\n1.03,{SCHOOLS},,305\n", 2, "sebesar Rp5."),
        ("1.03,,,1001\n", None, "pagu seluruh tahap Rp1.000 sebesar Rp1."),
    ],
    ids=["below use", "left out though in use", "above the unit", "above the envelope"],
)
def test_what_the_pools_refuse_is_told_before_anything_is_taken_over(send, planner, rows, row, words):
    with pytest.raises(TableRefused) as refusal:
        imports_spread.check(send(rows), actor=planner)
    [problem] = refusal.value.problems
    assert problem.row == row
    assert words in str(problem.message)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_table_that_is_downloaded_comes_back_as_no_change(client, stage, send, planner, kind):
    client.force_login(planner)
    file = client.get(reverse("budget:pagu_file", kwargs={"stage": stage.pk, "kind": kind})).content
    found = imports_spread.check(send(file, f"pagu.{kind}"), actor=planner)
    assert found.counts["unchanged"] >= 3
    assert (found.counts["changed"], found.counts["removed"]) == (0, 0)
    assert (found.rows, len(found.sums)) == ([], 1)


def test_a_file_of_too_many_rows_is_not_read_further(send, planner, monkeypatch):
    monkeypatch.setattr(imports_spread, "MOST_ROWS", 2)
    source = send(f"1.03,{ROADS},,350\n1.03,{SCHOOLS},,300\n1.03,{BRIDGES},,1\n")
    assert faults(source, planner) == [(None, "")]
    assert imports_spread.check(send(f"1.03,{ROADS},,350\n1.03,{SCHOOLS},,300\n"), actor=planner).counts["rows"] == 2


def test_a_closed_stage_takes_nothing(send, planner):
    source = send(f"1.03,{ROADS},,350\n")
    Stage.objects.update(status="SUBMITTED")
    assert faults(source, planner) == [(None, "")]


@pytest.mark.parametrize("who", ["staff", "auditor", "resident"])
def test_others_are_refused(request, send, who):
    source = send(f"1.03,{ROADS},,350\n1.03,{SCHOOLS},,300\n")
    with pytest.raises(PermissionDenied):
        imports_spread.apply(source, actor=request.getfixturevalue(who), now=f.NOON, progress=silent)
    assert amounts() == {ROADS: 400, SCHOOLS: 300}
