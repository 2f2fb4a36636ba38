"""Code lists: editions with their codes, what changed between them, the crosswalk, looking a code up."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.budget import imports_codes, queries, services
from pendopo.budget.code_rows import CodeRow, compare, depth_of, is_code_of, parent_of, with_parents
from pendopo.budget.models import ActivityNode, CodeList, CodeMove, FundingSource
from pendopo.budget.tests import factories as f
from pendopo.files.formats import Source
from pendopo.files.tabular import TableRefused
from pendopo.kernel.access import SYSTEM

OLD = [
    CodeRow("1", "URUSAN WAJIB"),
    CodeRow("1.01", "PENDIDIKAN"),
    CodeRow("1.01.02", "PROGRAM PENGELOLAAN PENDIDIKAN"),
    CodeRow("1.01.02.2.01", "Pengelolaan Sekolah Dasar"),
    CodeRow("1.01.02.2.01.0001", "Pembangunan Gedung"),
    CodeRow("1.01.02.2.01.0002", "Pengadaan Buku"),
    CodeRow("1.01.02.2.01.0003", "Pengadaan Meja"),
]
NEW = [
    *OLD[:4],
    CodeRow("1.01.02.2.01.0001", "Pembangunan Gedung Sekolah"),
    CodeRow("1.01.02.2.01.0012", "pengadaan  buku"),
    CodeRow("1.01.02.2.01.0013", "Pengadaan Kursi"),
]
ABOUT = {"kind": "ACTIVITY", "legal_act": "Kepmendagri 900.1-2850/2025", "valid_from_date": dt.date(2025, 7, 31)}


def edition(code, rows, actor=SYSTEM, **more):
    given = ABOUT | {"code": code, "name": f"Edisi {code}", "rows": rows, "actor": actor, "now": f.NOON}
    return services.import_codes(**given | more)


def source(path, name="kode.csv", **options):
    given = {"kind": "ACTIVITY", "code": "2025", "name": "Nomenklatur 2025", "legal_act": "Kepmendagri"}
    return Source(path, name, given | {"valid_from_date": "2025-07-31"} | options)


def test_levels_and_parents_follow_from_the_code():
    assert [parent_of("ACTIVITY", code) for code in ("1", "1.02.02.2.01", "1.02.02.2.01.0003")] == [
        "",
        "1.02.02",
        "1.02.02.2.01",
    ]
    assert parent_of("ACCOUNT", "5.1.02.01.01.0024") == "5.1.02.01.01"
    assert (depth_of("FUNDING", "1.2.01.08"), depth_of("ACCOUNT", "5.1.02")) == (4, 3)
    assert is_code_of("ACTIVITY", "X.XX.01.2.01")
    assert not is_code_of("ACTIVITY", "1.2.3")


def test_a_comparison_knows_new_renamed_moved_ended_and_unchanged():
    found = compare("ACTIVITY", NEW, {row.code: row.name for row in OLD})
    marks = [(one.mark, one.code, one.old_code) for one in found if one.mark != "unchanged"]
    assert marks == [
        ("renamed", "1.01.02.2.01.0001", "1.01.02.2.01.0001"),
        ("removed", "1.01.02.2.01.0003", "1.01.02.2.01.0003"),
        ("moved", "1.01.02.2.01.0012", "1.01.02.2.01.0002"),
        ("new", "1.01.02.2.01.0013", ""),
    ]


def test_a_name_that_stands_twice_is_never_taken_for_a_move():
    before = {"1.01.02.2.01.0002": "Pengadaan", "1.01.02.2.01.0003": "Pengadaan"}
    found = compare("ACTIVITY", [CodeRow("1.01.02.2.01.0009", "Pengadaan")], before)
    assert sorted(one.mark for one in found) == ["new", "removed", "removed"]
    told = compare("ACTIVITY", [CodeRow("1.01.02.2.01.0009", "Pengadaan", "1.01.02.2.01.0003")], before)
    assert [(one.mark, one.old_code) for one in told] == [
        ("removed", "1.01.02.2.01.0002"),
        ("moved", "1.01.02.2.01.0003"),
    ]


def test_an_edition_is_stored_beside_the_earlier_one_with_its_crosswalk(db):
    first, second = edition("2024", OLD), edition("2025", NEW, valid_from_date=dt.date(2026, 5, 7))
    assert ActivityNode.objects.filter(code_list=first).count() == 7
    node = ActivityNode.objects.get(code_list=second, code="1.01.02.2.01.0012")
    assert (node.level, node.parent.code) == ("SUB_KEGIATAN", "1.01.02.2.01")
    move = CodeMove.objects.get()
    assert (move.old_code, move.new_code, move.basis) == ("1.01.02.2.01.0002", "1.01.02.2.01.0012", "NAME")
    assert Entry.objects.filter(event="budget.code_list.imported").count() == 2
    with pytest.raises(services.ListExists):
        edition("2025", OLD)
    assert ActivityNode.objects.filter(code_list=second).count() == 7


def test_only_those_who_keep_the_lists_import_them(staff, auditor):
    for actor in (staff, auditor):
        with pytest.raises(PermissionDenied):
            edition("2025", OLD, actor)
    assert not CodeList.objects.exists()


def test_sources_of_funds_and_functions_are_lists_too(db):
    rows = [CodeRow("1", "PENDAPATAN ASLI DAERAH"), CodeRow("1.1", "PAD"), CodeRow("2", "DANA TRANSFER")]
    edition("dana", rows, kind="FUNDING")
    edition("fungsi", [CodeRow("10", "Pendidikan"), CodeRow("10.01", "Usia dini")], kind="FUNCTION")
    assert FundingSource.objects.get(code="1.1").parent.code == "1"


def test_the_real_list_is_taken_over_whole_and_its_missing_parents_are_reported(db, shared):
    path = shared / "data" / "budget" / "nomenklatur_kab_kota_parepare_2025.csv"
    found = imports_codes.check(source(path), actor=SYSTEM)
    assert (found.counts["new"], found.counts["unchanged"], found.counts["defects"]) == (2_566, 0, 19)
    imports_codes.apply(source(path), actor=SYSTEM, now=f.NOON, progress=lambda _done, _total: None)
    nodes = ActivityNode.objects.filter(code_list__code="2025")
    assert nodes.count() == 2_548 + 18
    assert nodes.filter(name="", level="PROGRAM").count() == 18
    again = imports_codes.check(source(path, code="2026"), actor=SYSTEM)
    assert (again.counts["unchanged"], again.counts["new"]) == (2_566, 0)
    with pytest.raises(TableRefused):
        imports_codes.check(source(path), actor=SYSTEM)


def test_faults_of_a_table_are_named_by_row(db, tmp_path):
    path = tmp_path / "kode.csv"
    path.write_text("kode,nama\n1,URUSAN\n1.1,SALAH\n1,DUA KALI\n", encoding="utf-8")
    with pytest.raises(TableRefused) as refusal:
        imports_codes.check(source(path), actor=SYSTEM)
    assert [(problem.row, problem.value) for problem in refusal.value.problems] == [(3, "1.1"), (4, "1")]


def test_missing_parents_are_made_down_from_the_top():
    whole, orphans = with_parents("ACTIVITY", [CodeRow("1.01.02.2.01", "Sekolah")])
    assert [row.code for row in whole] == ["1", "1.01", "1.01.02", "1.01.02.2.01"]
    assert [row.code for row in orphans] == ["1.01.02.2.01"]


def test_a_code_is_looked_up_with_its_editions_and_its_crosswalk(client, db):
    first, second = edition("2024", OLD), edition("2025", NEW, valid_from_date=dt.date(2026, 5, 7))
    client.force_login(people.person("ppkd@contoh.id", "Rini BPKAD", roles=["ppkd"]))
    assert "Edisi 2024" in client.get(reverse("budget:codes")).content.decode()
    page = client.get(reverse("budget:code_list", kwargs={"pk": second.pk}), {"cari": "buku"}).content.decode()
    assert "1.01.02.2.01.0012" in page
    assert "1.01.02.2.01.0013" not in page
    old = reverse("budget:code", kwargs={"pk": first.pk, "code": "1.01.02.2.01.0002"})
    assert "1.01.02.2.01.0012" in client.get(old).content.decode()
    moved = client.get(reverse("budget:crosswalk", kwargs={"pk": second.pk})).content.decode()
    assert "1.01.02.2.01.0002" in moved
    file = client.get(reverse("budget:code_file", kwargs={"pk": second.pk, "kind": "csv"}))
    assert len(file.content.decode("utf-8-sig").splitlines()) == 8
    assert queries.story_of(second, "9") is None
    assert client.get(reverse("budget:code", kwargs={"pk": second.pk, "code": "9"})).status_code == 404
