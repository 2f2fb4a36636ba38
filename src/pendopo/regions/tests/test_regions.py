"""Regions: the nation's counts, a regency stands up, boundaries and indices all or nothing, constant queries."""

import datetime as dt
import gzip
import io
import json
from decimal import Decimal

import pytest
import xlsxwriter
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db.models import Avg, Count, Sum

from pendopo.files.models import ImportRun
from pendopo.files.tabular import TableRefused, read_text
from pendopo.instance.models import Holiday, Instance
from pendopo.kernel.access import ANONYMOUS, SYSTEM
from pendopo.regions import nation, queries, services, shapes
from pendopo.regions.indices import read_indices
from pendopo.regions.models import Boundary, Desa, IndexScore, Kecamatan, Province, Regency
from pendopo.search.models import PublicDocument

NOW = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def imported(text):
    found = shapes.read_shapes(text)
    return services.import_boundaries(found=found, regency_code="33.03", actor=SYSTEM, now=NOW)


def read_table_of(text):
    return read_indices(io.BytesIO(text.encode()))


@pytest.fixture
def purbalingga(db):
    services.load_regions(actor=SYSTEM, now=NOW, within="33.03")
    call_command("init", region="33.03")


@pytest.fixture
def boundaries(purbalingga, shared):
    return imported((shared / "data/regions/purbalingga_desa.geojson").read_text())


@pytest.fixture
def indices(purbalingga, shared):
    year, rows = read_indices(shared / "data/regions/purbalingga_idm_2024.csv")
    return services.import_indices(year=year, rows=rows, regency_code="33.03", actor=SYSTEM, now=NOW)


def test_one_command_stands_up_another_city_from_the_whole_nation(capsys):
    call_command("init", region="35.78")
    call_command("init", region="35.78")
    assert (Province.objects.count(), Regency.objects.count()) == (38, 514)
    assert (Kecamatan.objects.count(), Desa.objects.count()) == (7285, 83762)
    assert Instance.objects.get().name == "Kota Surabaya"
    assert Instance.objects.get().kind == "KOTA"
    assert queries.counts("35.78")["kecamatan"] == 31
    assert queries.counts("33.03") == {"kecamatan": 18, "desa": 224, "kelurahan": 15, "places": 239}
    assert Holiday.objects.filter(day_date__year=2026).exists()
    with pytest.raises(CommandError, match=r"99\.99"):
        call_command("init", region="99.99")


def test_each_province_has_its_time_zone():
    zones = [
        nation.time_zone(code) for code in ("33.03", "61.01", "62.01", "64.01", "51.01", "73.71", "81.01", "91.01")
    ]
    assert zones == ["Asia/Jakarta"] * 3 + ["Asia/Makassar"] * 3 + ["Asia/Jayapura"] * 2


def test_boundaries_add_up_to_the_regency_and_kecamatan_are_dissolved(boundaries):
    assert (boundaries.desa, boundaries.kecamatan, boundaries.without_shape) == (239, 18, [])
    assert boundaries.area_km2 == Decimal("805.76")
    assert Boundary.objects.filter(level="DESA").aggregate(Sum("area_km2"))["area_km2__sum"].quantize(
        Decimal("0.01")
    ) == Decimal("805.76")


def test_the_map_of_the_home_is_light(boundaries):
    paths = [one.path for one in Boundary.objects.filter(level="KECAMATAN")]
    assert all(path.startswith("M") and path.endswith("z") for path in paths)
    assert len(gzip.compress("".join(paths).encode())) < 10_000


def test_bad_boundaries_are_refused_whole(purbalingga):
    square = [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]
    bow = [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]
    features = [
        {"type": "Feature", "id": "33.03.01.2001", "geometry": {"type": "Polygon", "coordinates": square}},
        {"type": "Feature", "id": "33.03.01.2001", "geometry": {"type": "Polygon", "coordinates": square}},
        {"type": "Feature", "id": "33.03.01.2002", "geometry": {"type": "Polygon", "coordinates": bow}},
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": square}},
        {"type": "Feature", "id": "33.03.01.2003", "geometry": None},
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    with pytest.raises(TableRefused) as refusal:
        imported(text)
    assert [(one.row, one.column) for one in refusal.value.problems] == [
        (2, "kode"), (3, "geometry"), (4, "kode"), (5, "geometry")
    ]  # fmt: skip
    text = json.dumps({"type": "FeatureCollection", "features": [features[0] | {"id": "32.04.01.2001"}]})
    for bad in (text, "{}", "no json", '{"type": "Topology"}'):
        with pytest.raises(TableRefused):
            imported(bad)
    assert not Boundary.objects.exists()


def test_the_light_topojson_is_decoded_and_its_bad_shapes_are_named(purbalingga, shared):
    text = (shared / "data/regions/purbalingga_desa_ringan.topojson").read_text()
    with pytest.raises(TableRefused) as refusal:
        imported(text)
    names = {Desa.objects.get(code=one.value.split(":")[0]).name for one in refusal.value.problems}
    assert names == {"Lamuk", "Arenan", "Bojanegara", "Darma"}


def test_the_index_of_2024_has_its_counts_and_mean(indices):
    assert (indices.year, indices.rows, indices.contradictions) == (2024, 224, [])
    counts = dict(IndexScore.objects.values_list("standing").annotate(Count("pk")))
    assert counts == {"MANDIRI": 69, "MAJU": 144, "BERKEMBANG": 11}
    assert IndexScore.objects.aggregate(mean=Avg("score"))["mean"].quantize(Decimal("0.0001")) == Decimal("0.7902")


def test_a_bad_index_names_row_and_column_and_imports_nothing(purbalingga):
    head = "kode_kemendagri,nama,idm_2024,iks,ike,ikl,status\n"
    text = head + '33.03.01.2001,Kedungbenda,"0,7816",0.8,0.5,1,Maju\n33.03.01.2002,Bokol,0.7,0.8,0.5,1,Hebat\n'
    with pytest.raises(TableRefused) as refusal:
        read_table_of(text)
    assert [(one.row, one.column, one.value) for one in refusal.value.problems] == [
        (2, "idm_2024", "0,7816"), (3, "status", "Hebat")
    ]  # fmt: skip
    with pytest.raises(TableRefused):
        read_table_of("kode,nama\n")
    assert not IndexScore.objects.exists()


def test_strangers_load_and_import_nothing(db):
    for act in (
        lambda: services.load_regions(actor=ANONYMOUS, now=NOW),
        lambda: services.import_boundaries(found={}, regency_code="33.03", actor=ANONYMOUS, now=NOW),
        lambda: services.import_indices(year=2024, rows=[], regency_code="33.03", actor=ANONYMOUS, now=NOW),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_slugs_are_unique_in_the_regency_and_plain_where_they_can_be(purbalingga):
    assert Desa.objects.get(code="33.03.10.2003").regency_id == "33.03"
    assert Desa.objects.values("slug").distinct().count() == 239
    assert Desa.objects.filter(slug="serang").exists()


def test_pages_show_the_place_its_rank_and_the_sentence_on_boundaries(client, boundaries, indices):
    page = client.get("/desa/serang/").content.decode()
    assert "Desa Serang" in page
    assert "0,9981" in page
    assert "0,7902" in page
    assert "Indeks tertinggi dari 224 desa" in page
    assert "Batas wilayah bersifat indikatif, bukan rujukan hukum." in page
    listing = client.get("/desa/").content.decode()
    assert listing.count('<path class="m') == 15
    assert listing.count('<path fill="url(#p-hatch)"') == 3
    assert "69 dari 224 desa sudah mandiri" in listing
    assert "di bawah 20%<" in listing
    assert "Serang" in client.get("/desa/?q=sera").content.decode()
    assert client.get("/kecamatan/karangreja/").status_code == 200
    assert client.get("/desa/tidak-ada/").status_code == 404
    assert client.get("/desa/serang/").headers.get("Set-Cookie") is None


def test_a_kecamatan_counts_and_names_the_standing_of_its_villages(client, boundaries, indices):
    page = client.get("/kecamatan/karangreja/").content.decode()
    assert "3 <small>dari 7 desa</small>" in page
    assert "<title>Serang: Mandiri</title>" in page
    assert page.count('fill="url(#p-hatch)"') == 3


def test_a_village_shows_its_class_and_its_neighbours(client, boundaries, indices):
    page = client.get("/desa/serang/").content.decode()
    assert page.count("p-dial__arc d4 is-here") == 1
    assert "Mandiri, 0,9981. Rata-rata kabupaten 0,7902." in page
    assert page.count('href="/desa/tlahab-lor/"') == 1


def test_without_boundaries_there_are_tiles(client, purbalingga):
    page = client.get("/desa/").content.decode()
    assert 'class="p-tiles p-tiles--long"' in page
    assert page.count('class="m0"') == 18


def test_queries_do_not_grow_with_the_places(client, boundaries, indices, django_assert_max_num_queries):
    for path in ("/desa/", "/desa/?q=a", "/kecamatan/karangreja/", "/kecamatan/kemangkon/", "/desa/serang/"):
        with django_assert_max_num_queries(10):
            client.get(path)


def test_the_api_lists_kecamatan_and_pages_of_desa(client, purbalingga):
    assert len(client.get("/api/v1/regions/kecamatan").json()) == 18
    answer = client.get("/api/v1/regions/desa?kecamatan=karangreja").json()
    assert (answer["count"], answer["pages"]) == (7, 1)
    assert client.get("/api/v1/regions/desa").json()["pages"] == 10


def test_places_are_found_by_the_search_once(purbalingga):
    call_command("init", region="33.03")
    assert PublicDocument.objects.filter(kind__in=["desa", "kecamatan"]).count() == 257
    serang = PublicDocument.objects.get(kind="desa", title="Desa Serang")
    assert (serang.url, serang.summary) == ("/desa/serang/", "Kecamatan Karangreja, 53358")


def test_the_home_shows_the_map(client, boundaries, indices):
    page = client.get("/").content.decode()
    assert page.count('<path class="m') + page.count('<path fill="url(#p-hatch)"') == 18
    assert len(gzip.compress(page.encode())) < 25_000


def test_the_command_refuses_a_bad_index_with_an_error_file_and_keeps_the_run(purbalingga, tmp_path):
    path, errors = tmp_path / "idm.csv", tmp_path / "galat.csv"
    path.write_text("kode_kemendagri,idm_2024,iks,ike,ikl,status\n33.03.01.2001,=1,0.8,0.5,1,Maju\n")
    with pytest.raises(CommandError, match="idm"):
        call_command("import_indices", path, errors=errors)
    run = ImportRun.objects.get(format="regions.indices")
    assert (run.status, run.problems[0]["row"]) == ("REFUSED", 2)
    assert errors.read_text(encoding="utf-8-sig").splitlines()[1].startswith("2,")
    path.write_text("kode_kemendagri,idm_2024,iks,ike,ikl,status\n32.04.01.2001,0.7,0.8,0.5,1,Maju\n")
    with pytest.raises(CommandError, match=r"32\.04\.01\.2001"):
        call_command("import_indices", path, errors=errors)
    assert not IndexScore.objects.exists()


def test_the_command_takes_an_index_as_a_workbook_and_keeps_its_defects(purbalingga, tmp_path, capsys):
    path = tmp_path / "idm.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["kode_kemendagri", "IDM_2023", "iks", "ike", "ikl", "status"])
        sheet.write_row(1, 0, ["33.03.01.2001", 0.7816, 0.8, 0.5, 1, "Mandiri"])
    call_command("import_indices", path)
    score = IndexScore.objects.get()
    assert (score.year, score.score, score.environmental) == (2023, Decimal("0.7816"), 1)
    run = ImportRun.objects.get()
    assert (run.status, run.counts["desa"], run.defects[0]["value"]) == ("FINISHED", 1, "33.03.01.2001")


def test_the_command_refuses_boundaries_that_are_no_text_and_a_limit_is_named(purbalingga, tmp_path):
    path = tmp_path / "batas.geojson"
    path.write_bytes(b'{"type": "\xe9"}')
    with pytest.raises(CommandError, match="UTF-8"):
        call_command("import_boundaries", path, errors=tmp_path / "galat.csv")
    path.write_text("[" * 200_000)
    with pytest.raises(CommandError, match="GeoJSON"):
        call_command("import_boundaries", path, errors=tmp_path / "galat.csv")
    with pytest.raises(TableRefused) as refusal:
        read_text(io.BytesIO(bytes(3 << 20)), limit=2 << 20)
    assert "2 MB" in str(refusal.value.problems[0].message)
    assert not Boundary.objects.exists()
