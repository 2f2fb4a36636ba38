"""The explorer's pages and downloads."""

import csv
import datetime as dt
import io

import polars
import pytest
from django.urls import reverse

from pendopo.budget import services
from pendopo.budget.models import Pagu
from pendopo.budget.tests.factories import thawed
from pendopo.kernel.access import SYSTEM

TREE = [
    "/anggaran/",
    "/anggaran/2025/",
    "/anggaran/2025/?menurut=unit",
    "/anggaran/2025/urusan/1/",
    "/anggaran/2025/urusan/1.02/",
    "/anggaran/2025/urusan/1.02.02/",
    "/anggaran/2025/urusan/1.02.02.2.01/",
    "/anggaran/2025/urusan/1.02.02.2.01.0001/",
    "/anggaran/2025/unit/10/",
    "/anggaran/2025/unit/10/1.02.02/",
    "/anggaran/2025/unit/10/1.02.02.2.01/",
    "/anggaran/2025/unit/10/1.02.02.2.01.0001/",
    "/anggaran/2025/catatan-data/",
    "/anggaran/2025/catatan-data/?jenis=REPEATED_CODE",
    "/anggaran/2025/?q=posyandu",
    "/anggaran/2025/?q=1.06&urut=nama",
    "/anggaran/2025/?q=zzz",
    "/anggaran/2025/banding/",
    "/anggaran/2025/banding/?unit=10&unit=20",
    "/anggaran/2025/rekening/",
    "/anggaran/2025/unit/10/rekening/",
]


@pytest.mark.parametrize("address", TREE)
def test_every_place_is_a_page_with_one_heading(client, stage, address):
    response = client.get(address)
    assert (response.status_code, response.content.decode().count("<h1")) == (200, 1)
    assert not response.cookies


@pytest.mark.parametrize(
    "address",
    ["/anggaran/2024/", "/anggaran/2025/urusan/9/", "/anggaran/2025/unit/99/", "/anggaran/2025/unit/10/1/"],
)
def test_what_does_not_exist_is_not_found(client, stage, address):
    assert client.get(address).status_code == 404


def test_without_a_budget_the_page_says_so(client, db):
    assert client.get("/anggaran/").status_code == 200


def test_rows_are_sorted_as_asked(client, stage):
    def names(address):
        return [entry["name"] for entry in client.get(address).context["page"]]

    assert names("/anggaran/2025/?menurut=unit") == ["Dinas Kesehatan", "Dinas Sosial"]
    assert names("/anggaran/2025/?menurut=unit&urut=jumlah") == ["Dinas Sosial", "Dinas Kesehatan"]
    assert names("/anggaran/2025/?menurut=unit&urut=-nama") == ["Dinas Sosial", "Dinas Kesehatan"]


def test_a_repeated_sub_kegiatan_shows_each_of_its_ceilings(client, stage):
    page = client.get("/anggaran/2025/unit/10/1.02.02.2.01.0001/").context["page"]
    assert [(entry["row"].code, entry["row"].amount) for entry in page] == [("1", 200), ("2", 90)]


def test_the_search_finds_names_and_codes_with_their_sums(client, stage):
    def found(text):
        page = client.get("/anggaran/2025/", {"q": text}).context["page"]
        return {(entry["row"].code, entry["row"].amount) for entry in page}

    assert found("puskesmas") == {("1.02.02.2.01.0001", 290)}
    assert found("1.06.05.2") == {("1.06.05.2.02", 50), ("1.06.05.2.02.0001", 50)}
    assert found("dinas sosial") == {("20", 50)}


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_what_is_shown_can_be_taken_along(client, stage, kind):
    response = client.get(f"/anggaran/2025/unduh.{kind}", {"menurut": "unit"})
    rows = {
        "csv": lambda: list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))[1:],
        "xlsx": lambda: (
            __import__("python_calamine")
            .CalamineWorkbook.from_filelike(io.BytesIO(response.content))
            .get_sheet_by_index(0)
            .to_python()[1:]
        ),
        "parquet": lambda: polars.read_parquet(io.BytesIO(response.content)).rows(),
    }[kind]()
    assert [(str(row[1]), row[2], int(row[3])) for row in rows] == [
        ("10", "DINAS KESEHATAN", 300),
        ("20", "DINAS SOSIAL", 50),
    ]


def test_the_defects_can_be_taken_along(client, stage):
    text = client.get("/anggaran/2025/catatan-data/unduh.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["jenis"], row["kode"], row["jumlah_baris"]) for row in rows] == [
        ("REPEATED_CODE", "1.02.02.2.01.0001", "2")
    ]


def test_a_formula_is_defused_in_the_file(client, stage):
    with thawed(stage):
        Pagu.objects.filter(source_id="111").update(stated_name="=1+1")
    text = client.get("/anggaran/2025/unit/10/1.02.02.2.01.0001/unduh.csv").content.decode()
    assert "'=1+1" in text


def test_a_share_per_resident_is_shown_only_with_a_population(client, stage, now):
    from pendopo.instance.models import Instance
    from pendopo.instance.queries import forget

    assert client.get("/anggaran/2025/").context["figures"]["per_resident"] is None
    Instance.objects.update_or_create(
        pk=1,
        defaults={"region_code": "32.04", "name": "Uji", "kind": "KABUPATEN", "updated_at": now, "population": 7},
    )
    assert client.get("/anggaran/2025/").context["figures"]["per_resident"] is None
    Instance.objects.update(population_source="Dukcapil", population_date=dt.date(2025, 6, 30))
    forget()
    assert client.get("/anggaran/2025/").context["figures"]["per_resident"] == 50


@pytest.mark.parametrize(
    "address", ["/anggaran/{}/", "/anggaran/{}/?menurut=unit", "/anggaran/{}/?q=a", "/anggaran/{}/catatan-data/"]
)
def test_the_number_of_queries_does_not_grow_with_the_rows(client, stage, now, django_assert_max_num_queries, address):
    services.seed_demo(year=2026, actor=SYSTEM, now=now)
    counts = []
    for year in (2025, 2026):
        client.get(address.format(year))
        with django_assert_max_num_queries(20) as queries:
            client.get(address.format(year))
        counts.append(len(queries))
    assert counts[0] >= counts[1] - 1


def test_the_addresses_have_their_names(stage):
    assert reverse("budget:home") == "/anggaran/"
    assert reverse("budget:unit_node", kwargs={"year": 2025, "unit": "10", "code": "1.02.02"}) == TREE[9]


def test_the_home_shows_the_budget_in_one_figure(client, stage):
    budget = client.get("/").context["budget"]
    assert budget["finding"].count("86") == 1
    assert [part["share"] for part in budget["parts"]] == ["85,7%", "14,3%"]


def test_the_search_of_the_portal_finds_an_activity_and_a_unit(client, stage):
    from pendopo.search.queries import find

    assert [hit.url for hit in find("posyandu").hits] == ["/anggaran/2025/urusan/1.02.02.2.01.0002/"]
    assert "/anggaran/2025/unit/20/" in [hit.url for hit in find("dinas sosial").hits]


def test_a_tiny_share_is_not_shown_as_nothing(client, stage):
    with thawed(stage):
        Pagu.objects.filter(source_id="111").update(amount=10_000_000)
    page = client.get("/anggaran/2025/", {"menurut": "unit"}).context["page"]
    assert [entry["share"] for entry in page] == ["100,0%", "<\u00a00,1%"]
