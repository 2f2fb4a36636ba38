"""The plan of the region: what a table says and changes, links that count once, a year's budget by the plan."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.budget import imports_rpjmd, queries, services
from pendopo.budget.models import Rpjmd, RpjmdProgram, RpjmdTarget, Stage
from pendopo.budget.rpjmd_rows import PlanRow, plan_of
from pendopo.budget.tests import factories as f
from pendopo.files.formats import Source
from pendopo.files.tabular import TableRefused
from pendopo.kernel.access import SYSTEM

HEAD = "kode,uraian,indikator,satuan,awal,2027,2028,kode_program\n"
ROWS = (
    "1,Jalan merata,,,,,,\n"
    '1.1,Desa terhubung,Jalan mantap,%,"71,5",73,75,\n'
    "1.1.1,Jalan mantap,,,,,,\n"
    '1.1.1.1,Penyelenggaraan jalan,Panjang jalan,km,84,90,"96,1250",1.03.10\n'
    "1.1.1.1,,Jembatan,buah,,4,5,\n"
    "2,Melayani,,,,,,\n"
    "2.1,Kantor,,,,,,\n"
    "2.1.1,Kantor tertib,,,,,,\n"
    "2.1.1.1,Pendukung,,,,,,X.XX.01\n"
)
OPTIONS = {"title": "RPJMD", "year_from": 2027, "year_to": 2028, "vision": "Maju", "legal_instrument": ""}


@pytest.fixture
def planner(db):
    return people.person("tapd@contoh.id", "Agus Bappeda", roles=["tapd"])


@pytest.fixture
def send(tmp_path):
    """Gives a file as the planning office would send it."""

    def sent(rows=ROWS, name="rpjmd.csv"):
        path = tmp_path / name
        path.write_bytes(rows if isinstance(rows, bytes) else (HEAD + rows).encode())
        return Source(path, name, OPTIONS)

    return sent


@pytest.fixture
def plan(send, planner):
    imports_rpjmd.apply(send(), actor=planner, now=f.NOON, progress=None)
    return Rpjmd.objects.get()


@pytest.fixture
def stage(db, opd):
    """Roads have 600, the support of an office 300, schools 100."""
    made = f.draft_stage(kind="APBD")
    for code, amount in (("1.03.10.2.01.0003", 600), ("1.03.01.2.01.0001", 300), ("1.01.02.2.01.0001", 100)):
        f.sheet(made, opd, code, ceiling=amount)
    Stage.objects.update(status="PUBLISHED")
    return made


def test_a_table_becomes_the_tree_with_targets_and_links(plan):
    assert list(plan.nodes.order_by("code").values_list("code", "level", "parent__code")) == [
        ("1", "MISSION", None),
        ("1.1", "GOAL", "1"),
        ("1.1.1", "OBJECTIVE", "1.1"),
        ("2", "MISSION", None),
        ("2.1", "GOAL", "2"),
        ("2.1.1", "OBJECTIVE", "2.1"),
    ]
    targets = RpjmdTarget.objects.filter(program__code="1.1.1.1").values_list("number", "indicator", "year", "value")
    assert [(*row[:3], float(row[3])) for row in targets] == [
        (1, "Panjang jalan", 2026, 84),
        (1, "Panjang jalan", 2027, 90),
        (1, "Panjang jalan", 2028, 96.125),
        (2, "Jembatan", 2027, 4),
        (2, "Jembatan", 2028, 5),
    ]
    assert dict(plan.links.values_list("code", "program__code")) == {"1.03.10": "1.1.1.1", "X.XX.01": "2.1.1.1"}


def test_a_new_table_tells_what_it_changes_and_programmes_keep_their_ids(plan, send, planner):
    kept = RpjmdProgram.objects.get(code="1.1.1.1").pk
    rows = ROWS.replace("Penyelenggaraan jalan", "Jalan kabupaten").replace('"71,5"', "72")
    rows = rows.replace("2.1.1.1,Pendukung,,,,,,X.XX.01\n", "2.1.1.2,Layanan,,,,,,\n")
    found = imports_rpjmd.check(send(rows), actor=planner)
    assert [(row.mark, row.cells[0]) for row in found.rows] == [
        ("changed", "1.1"),
        ("renamed", "1.1.1.1"),
        ("removed", "2.1.1.1"),
        ("new", "2.1.1.2"),
    ]
    assert found.counts == {"rows": 8, "new": 1, "renamed": 1, "changed": 1, "removed": 1, "unchanged": 5}
    imports_rpjmd.apply(send(rows), actor=planner, now=f.NOON, progress=None)
    assert RpjmdProgram.objects.get(code="1.1.1.1").pk == kept
    assert set(plan.programs.values_list("code", "name")) == {("1.1.1.1", "Jalan kabupaten"), ("2.1.1.2", "Layanan")}
    assert RpjmdTarget.objects.get(node__code="1.1", year=2026).value == Decimal(72)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("1,Misi,,,,,,\nA.1,Tujuan,,,,,,\n", [(3, "kode")]),
        ("1.1,Tujuan,,,,,,\n", [(2, "kode")]),
        ("1,,,,,,,\n", [(2, "uraian")]),
        ("1,Misi,,,,5,,\n", [(2, "indikator")]),
        ("1,Misi,Indeks,,,,,\n", [(2, "indikator")]),
        ("1,Misi,Indeks,,,1,,\n1,,Indeks,,,2,,\n", [(3, "indikator")]),
        ("1,Misi,,,,,,\n1,Lain,,,,,,\n", [(3, "kode")]),
        ("1,Misi,,,,,,1.03.10\n", [(2, "kode_program")]),
        ("1,Misi,Indeks,,,1.234,,\n", [(2, "2027")]),
        ('1,Misi,Indeks,,,"1,00001",,\n', [(2, "2027")]),
    ],
)
def test_every_fault_is_named_at_its_cell(send, planner, rows, expected):
    with pytest.raises(TableRefused) as refusal:
        imports_rpjmd.check(send(rows), actor=planner)
    assert [(one.row, one.column) for one in refusal.value.problems] == expected


def test_a_programme_of_the_budget_carries_one_of_the_plan():
    tree = [PlanRow(n, code, "x") for n, code in enumerate(["1", "1.1", "1.1.1"], 2)]
    rows = [*tree, *(PlanRow(5 + n, f"1.1.1.{n}", "x", links=("1.03.10",)) for n in (1, 2))]
    assert [(one.row, one.code) for one in plan_of(rows)[1]] == [(7, "linked")]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_file_that_is_downloaded_comes_back_as_no_change(client, plan, planner, send, kind):
    client.force_login(planner)
    address = reverse("budget:rpjmd_file", kwargs={"start": 2027, "kind": kind})
    found = imports_rpjmd.check(send(client.get(address).content, f"rpjmd.{kind}"), actor=planner)
    assert (found.counts["unchanged"], found.rows) == (8, [])


def test_the_budget_of_a_year_adds_up_by_mission_and_what_is_loose_is_told(plan, stage):
    found = queries.plan_tree(plan, stage)
    assert [(mission.code, mission.amount) for mission in found.missions] == [("1", 600), ("2", 300)]
    assert (found.total, found.carried) == (1_000, 900)
    assert [(row["code"], row["amount"]) for row in found.loose] == [("1.01.02", 100)]


def test_an_own_link_of_a_support_programme_goes_before_everybodys(plan, stage, planner):
    roads = RpjmdProgram.objects.get(code="1.1.1.1")
    given = {"program_id": roads.pk, "actor": planner, "now": f.NOON}
    services.link_program(codes=["1.03.10", "1.03.01"], **given)
    assert [mission.amount for mission in queries.plan_tree(plan, stage).missions] == [900, 0]
    services.link_program(codes=["1.01.02"], **given)
    assert [mission.amount for mission in queries.plan_tree(plan, stage).missions] == [100, 300]


def test_a_sub_kegiatan_inherits_its_priority(plan):
    assert queries.priority_of(2027, "1.03.10.2.01.0003").code == "1.1.1.1"
    assert queries.priority_of(2028, "1.03.01.2.01.0001").code == "2.1.1.1"
    assert queries.priority_of(2027, "1.01.02.2.01.0001") is None
    assert queries.priority_of(2029, "1.03.10.2.01.0003") is None


def test_a_link_that_another_has_is_refused_at_the_field(client, plan, planner):
    client.force_login(planner)
    support = RpjmdProgram.objects.get(code="2.1.1.1")
    address = reverse("budget:rpjmd_link", kwargs={"pk": support.pk})
    page = client.post(address, {"codes": "1.03.10"}).content.decode()
    assert "1.03.10 sudah mendukung “Penyelenggaraan jalan”" in page
    assert client.post(address, {"codes": "1.3"}).status_code == 200
    assert list(support.links.values_list("code", flat=True)) == ["X.XX.01"]
    assert client.post(address, {"codes": "x.xx.01\n1.01.02"}).status_code == 302
    assert set(support.links.values_list("code", flat=True)) == {"X.XX.01", "1.01.02"}


def test_the_public_page_and_its_file_show_the_same_sums(client, plan, stage):
    page = client.get("/anggaran/rpjmd/").content.decode()
    assert client.get(f"/anggaran/rpjmd/{stage.year}/").content.decode().count("Rp600") == page.count("Rp600") > 0
    rows = client.get(f"/anggaran/rpjmd/{stage.year}/unduh.csv").content.decode("utf-8-sig").splitlines()
    assert rows[0] == "kode_rpjmd,misi,program_rpjmd,kode_program,nama_program,jumlah"
    assert [row.split(",")[0] + ":" + row.split(",")[-1] for row in rows[1:]] == ["1.1.1.1:600", "2.1.1.1:300", ":100"]


def test_a_page_of_the_budget_names_the_priority_it_serves(client, plan, stage):
    page = client.get(f"/anggaran/{stage.year}/urusan/1.03.10/").content.decode()
    assert "Mendukung RPJMD: Jalan merata, Penyelenggaraan jalan" in page
    assert "Mendukung RPJMD" not in client.get(f"/anggaran/{stage.year}/urusan/1.01.02/").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_plan(plan, stage, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        queries.plan_tree(plan, stage)


@pytest.mark.parametrize("who", ["staff", "auditor", "resident"])
def test_others_are_refused(request, send, plan, who):
    actor = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        imports_rpjmd.apply(send(), actor=actor, now=f.NOON, progress=None)
    with pytest.raises(PermissionDenied):
        services.link_program(program_id=plan.programs.first().pk, codes=[], actor=actor, now=f.NOON)


def test_the_sample_plan_has_targets_for_every_programme(db):
    plan = services.seed_rpjmd_demo(year=2026, actor=SYSTEM, now=f.NOON)
    assert (plan.year_from, plan.year_to, plan.demo) == (2025, 2029, True)
    assert plan.programs.count() == 30
    assert not plan.programs.filter(targets=None).exists()
