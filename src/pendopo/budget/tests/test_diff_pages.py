"""Pages and files of the comparison of two stages: sentence, rows, levels, filters, who sees which stages."""

import csv
import io

import pytest
from django.utils import translation

from pendopo.budget import queries, services
from pendopo.budget.models import Stage
from pendopo.budget.tests import factories as f
from pendopo.budget.tests.test_diff import follow, put
from pendopo.kernel.access import ANONYMOUS, SYSTEM

PUBLIC = "/anggaran/2027/perubahan/"


@pytest.fixture
def pair(db, opd, other_opd):
    """Two stages: in one unit a dearer and a new row, in the other one taken out."""
    first = f.draft_stage()
    sheet, other = f.sheet(first, opd), f.sheet(first, other_opd, code="1.02.02.2.01.0001")
    paper = put(first, sheet, f.row(price=1_000, component="Kertas"), number=None)
    pen = put(first, other, f.row(price=2_000, component="Pena"), number=None)
    second = follow(first)
    put(second, sheet, f.row(price=1_500, component="Kertas"), number=paper.number)
    put(second, sheet, f.row(price=70_000, volume="2", component="Aspal"), account=f.ROAD)
    services.remove_item(
        stage_id=second.pk, sheet_id=other.pk, item_id=pen.pk, revision=pen.revision, actor=SYSTEM, now=f.NOON
    )
    return first, second


@pytest.fixture
def published(pair):
    for stage, status in zip(pair, ("SUPERSEDED", "PUBLISHED"), strict=True):
        Stage.objects.filter(pk=stage.pk).update(status=status)
    return pair


def test_the_page_says_on_top_what_changed(client, published):
    page = client.get(PUBLIC)
    assert page.context["finding"] == (
        "Belanja naik Rp125.000 (416,67%) menjadi Rp155.000. 3 baris berbeda: 1 berubah, 1 baru, 1 dihapus."
    )
    assert [row["label"] for row in page.context["shown"]] == ["Aspal", "Pena", "Kertas"]
    assert page.context["shown"][2]["note"].endswith("harga Rp1.000 → Rp1.500")
    assert (page.content.decode().count("<h1"), page.cookies) == (1, {})


def test_the_sides_stand_as_in_official_tables(client, published):
    sides = client.get(PUBLIC).context["sides"]
    assert [(row["label"], row["before"], row["after"], row["change"]) for row in sides] == [
        ("Pendapatan", "0", "0", "0"),
        ("Belanja", "30.000", "155.000", "125.000"),
        ("Defisit", "(30.000)", "(155.000)", "(125.000)"),
        ("Pembiayaan neto", "0", "0", "0"),
    ]


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("jenis=added", ["Aspal"]),
        ("jenis=price", ["Kertas"]),
        ("rekening=5.2", ["Aspal"]),
        ("minimal=20.000", ["Aspal", "Pena"]),
        ("q=kert", ["Kertas"]),
        ("q=xyz", []),
        ("urut=kode&rekening=5.1&jenis=changed", ["Kertas"]),
        ("minimal=banyak", ["Aspal", "Pena", "Kertas"]),
    ],
)
def test_rows_are_filtered(client, published, query, labels):
    assert [row["label"] for row in client.get(f"{PUBLIC}?{query}").context["shown"]] == labels


def test_every_node_leads_one_level_down_to_its_rows(client, published):
    address, seen = f"{PUBLIC}?tingkat=akun", []
    while "tingkat=baris" not in address:
        (row, *_more) = [one for one in client.get(address).context["shown"] if one["url"]]
        seen.append(row["code"])
        address = PUBLIC + row["url"]
    assert seen == ["5", "5.2", "5.2.04", "5.2.04.01", "5.2.04.01.01", f.ROAD]
    assert [row["label"] for row in client.get(address).context["shown"]] == ["Aspal"]


def test_a_unit_leads_to_its_programs(client, published, opd):
    rows = client.get(f"{PUBLIC}?tingkat=unit").context["shown"]
    assert [(row["change"], row["mark"]) for row in rows] == [("145.000", "changed"), ("(20.000)", "removed")]
    below = client.get(PUBLIC + rows[0]["url"])
    assert [(row["code"], row["change"]) for row in below.context["shown"]] == [("1.03.10", "145.000")]


def test_a_wrong_amount_is_named_and_the_rest_is_shown(client, published):
    page = client.get(f"{PUBLIC}?minimal=banyak")
    assert page.context["form"].errors == {"minimal": ["Tulis nilainya dengan angka, misalnya 1.250.000"]}


def test_files_hold_all_rows(client, published):
    rows = list(csv.DictReader(io.StringIO(client.get(f"{PUBLIC}unduh.csv").content.decode("utf-8-sig"))))
    assert [(row["perubahan"], row["uraian"], row["bertambah_berkurang"]) for row in rows] == [
        ("baru", "Aspal", "140000"),
        ("dihapus", "Pena", "-20000"),
        ("berubah", "Kertas", "5000"),
    ]
    assert client.get(f"{PUBLIC}unduh.xlsx?tingkat=jenis").content[:2] == b"PK"
    assert client.get(f"{PUBLIC}unduh.pdf").content[:5] == b"%PDF-"
    assert client.get(f"{PUBLIC}unduh.pdf?tingkat=urusan").content[:5] == b"%PDF-"


def test_what_is_not_published_is_compared_at_work_only(client, pair, staff):
    assert client.get(PUBLIC).status_code == 404
    Stage.objects.filter(pk=pair[0].pk).update(status="PUBLISHED")
    assert client.get(PUBLIC).status_code == 200
    assert client.get(f"{PUBLIC}unduh.csv").status_code == 404
    assert queries.stage_pair_visible_to(ANONYMOUS, 2027, 1, 2) is None
    client.force_login(staff)
    page = client.get(f"/workspace/anggaran/{pair[1].pk}/perubahan/")
    assert [row["label"] for row in page.context["shown"]] == ["Aspal", "Kertas"]


def test_only_officials_may_compare_at_work(pair, staff, auditor, resident):
    first, second = (stage.pk for stage in pair)
    assert queries.work_pair_visible_to(staff, first, second) == pair
    assert queries.work_pair_visible_to(auditor, second, first) == (pair[1], pair[0])
    for actor in (resident, ANONYMOUS):
        assert queries.work_pair_visible_to(actor, first, second) is None


def test_a_pair_is_of_one_year_and_of_two_stages(published, staff):
    first, _second = published
    elsewhere = Stage.objects.create(
        year=2030, seq=1, kind="APBD", code_list=first.code_list, opened_at=f.NOON, status="PUBLISHED"
    )
    assert queries.work_pair_visible_to(staff, first.pk, elsewhere.pk) is None
    assert queries.work_pair_visible_to(staff, first.pk, first.pk) is None
    assert queries.stage_pair_visible_to(ANONYMOUS, 2027, 1, 1) is None
    assert queries.stage_pair_visible_to(ANONYMOUS, 2027, 1, 2) == published


@pytest.mark.parametrize("level", ["baris", "unit", "kegiatan", "jenis"])
def test_queries_do_not_grow_with_rows(client, published, django_assert_max_num_queries, level):
    with django_assert_max_num_queries(16):
        client.get(f"{PUBLIC}?tingkat={level}&jenis=changed")


def test_the_page_speaks_english_too(client, published):
    with translation.override("en"):
        assert "What changed in the budget 2027" in client.get(f"/en{PUBLIC}").content.decode()


def test_machines_read_the_same_changes(client, published):
    asked = {"year": 2027, "before": 1, "after": 2}
    nodes = client.get("/api/v1/budget/changes", {**asked, "level": "jenis"}).json()
    assert [(row["code"], row["change_amount"]) for row in nodes["items"]] == [("5.1.02", -15_000), ("5.2.04", 140_000)]
    rows = client.get("/api/v1/budget/changed-rows", {**asked, "page_size": 1, "kind": "price"}).json()
    assert (rows["count"], rows["items"][0]["component"], rows["items"][0]["after_price"]) == (1, "Kertas", 1_500)


def test_machines_do_not_read_what_is_not_published(client, pair):
    for name in ("changes", "changed-rows"):
        assert client.get(f"/api/v1/budget/{name}", {"year": 2027, "before": 1, "after": 2}).status_code == 404
