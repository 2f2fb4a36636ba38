"""Pages of regency, kecamatan and village: neighbours, the index over the years, tiles, the words of a city."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import call_command
from shapely.geometry import box

from pendopo.kernel.access import SYSTEM
from pendopo.regions import queries, services, shapes, words
from pendopo.regions.indices import IndexRow, read_indices
from pendopo.regions.models import Boundary, Desa

NOW = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def purbalingga(db):
    services.load_regions(actor=SYSTEM, now=NOW, within="33.03")
    call_command("init", region="33.03")


@pytest.fixture
def surabaya(db):
    services.load_regions(actor=SYSTEM, now=NOW, within="35.78")
    call_command("init", region="35.78")


@pytest.fixture
def boundaries(purbalingga, shared):
    found = shapes.read_shapes((shared / "data/regions/purbalingga_desa.geojson").read_text())
    services.import_boundaries(found=found, regency_code="33.03", actor=SYSTEM, now=NOW)


@pytest.fixture
def index_2024(purbalingga, shared):
    year, rows = read_indices(shared / "data/regions/purbalingga_idm_2024.csv")
    services.import_indices(year=year, rows=rows, regency_code="33.03", actor=SYSTEM, now=NOW)
    return rows


def indexed(year, *rows):
    made = [
        IndexRow(number, code, Decimal(score), Decimal(score), Decimal(score), Decimal(score), standing)
        for number, (code, score, standing) in enumerate(rows, start=2)
    ]
    services.import_indices(year=year, rows=made, regency_code="33.03", actor=SYSTEM, now=NOW)


def test_a_corner_in_common_makes_no_neighbours():
    squares = {"a": box(0, 0, 1, 1), "b": box(1, 0, 2, 1), "c": box(1, 1, 2, 2), "d": box(5, 5, 6, 6)}
    assert shapes.neighbours(squares) == {"a": ["b"], "b": ["a", "c"], "c": ["b"], "d": []}


def test_neighbours_are_mutual_and_reach_into_other_kecamatan(client, boundaries):
    beside = dict(Boundary.objects.values_list("code", "touches"))
    assert all(here in beside[there] for here, many in beside.items() for there in many)
    assert sum(len(many) for code, many in beside.items() if len(code) == 13) == 1320
    village = Desa.objects.get(slug="serang")
    page = client.get("/desa/serang/").content.decode()
    assert f"Berbatasan dengan {len(beside[village.code])} desa dan kelurahan" in page
    kecamatan = client.get("/kecamatan/karangreja/").content.decode()
    assert f"Berbatasan dengan {len(beside['33.03.10'])} kecamatan" in kecamatan
    assert f"{17 - len(beside['33.03.10'])} kecamatan selebihnya" in kecamatan


def test_without_boundaries_the_others_of_the_kecamatan_stand_in_tiles(client, purbalingga):
    page = client.get("/desa/serang/").content.decode()
    assert page.count('<a class="m0" href="/desa/') == 6
    assert page.count('class="is-here"') == 1
    assert "Berbatasan" not in page
    kecamatan = client.get("/kecamatan/karangreja/").content.decode()
    assert kecamatan.count('<a class="m0" href="/desa/') == 7
    assert "Angka menunjukkan kode pos." in kecamatan
    assert "17 kecamatan lain di Kabupaten Purbalingga" in kecamatan


def test_one_year_of_the_index_has_no_history_and_two_have_one(client, index_2024):
    assert "pada 2022" not in client.get("/desa/serang/").content.decode()
    indexed(2022, ("33.03.10.2001", "0.7000", "BERKEMBANG"), ("33.03.10.2002", "0.6000", "BERKEMBANG"))
    code = Desa.objects.get(slug="serang").code
    indexed(2019, (code, "0.6500", "BERKEMBANG"))
    page = client.get("/desa/serang/").content.decode()
    assert "Naik dari 0,6500 pada 2019 menjadi 0,9981 pada 2024" in page
    row = '2019</th><td class="p-num">0,6500</td><td class="p-num">0,6500</td><td class="p-nowrap">Berkembang</td>'
    assert row in page
    kecamatan = client.get("/kecamatan/karangreja/").content.decode()
    assert "Naik dari 0,6500 pada 2019 menjadi" in kecamatan
    assert ">3 dari 7</td>" in kecamatan
    assert "menjadi 0,7902 pada 2024" in client.get("/desa/").content.decode()


def test_an_index_that_fell_is_told_so(client, purbalingga):
    code = Desa.objects.get(slug="serang").code
    indexed(2023, (code, "0.9000", "MANDIRI"))
    indexed(2024, (code, "0.8000", "MAJU"))
    assert "Turun dari 0,9000 pada 2023 menjadi 0,8000 pada 2024" in client.get("/desa/serang/").content.decode()
    indexed(2024, (code, "0.9000", "MANDIRI"))
    assert "Tetap 0,9000 sejak 2023" in client.get("/desa/serang/").content.decode()


def test_a_city_of_kelurahan_is_not_told_of_desa(client, surabaya):
    home = client.get("/").content.decode()
    listing = client.get("/desa/").content.decode()
    place = client.get("/desa/sukomanunggal/").content.decode()
    kecamatan = client.get("/kecamatan/sukomanunggal/").content.decode()
    assert "31 kecamatan, 153 kelurahan" in listing
    assert "31 kecamatan, 153 kelurahan" in home
    assert "Kelurahan Sukomanunggal" in place
    assert "6 kelurahan" in kecamatan
    for page in (home, listing, place, kecamatan):
        words_shown = page.partition("<main")[2].partition("</main>")[0]
        assert "Desa" not in words_shown
        assert " desa" not in words_shown
        assert ">Desa</a>" not in page


def test_long_names_take_wider_tiles(client, surabaya):
    assert 'class="p-tiles p-tiles--long"' in client.get("/desa/").content.decode()
    assert queries.kecamatan_page("genteng")["has_long_names"] is False


@pytest.mark.parametrize(
    ("counts", "noun", "counted"),
    [
        ({"desa": 224, "kelurahan": 15}, "Desa dan kelurahan", "224 desa dan 15 kelurahan"),
        ({"desa": 7, "kelurahan": 0}, "Desa", "7 desa"),
        ({"desa": 0, "kelurahan": 153}, "Kelurahan", "153 kelurahan"),
    ],
)
def test_places_are_called_what_they_are(counts, noun, counted):
    assert (words.places_noun(counts), words.places_counted(counts)) == (noun, counted)


def test_more_villages_and_more_years_cost_no_more_queries(client, boundaries, index_2024, django_assert_num_queries):
    indexed(2023, ("33.03.10.2001", "0.7000", "MAJU"))
    many = {"/desa/": 0, "/kecamatan/karangreja/": 0, "/kecamatan/kemangkon/": 0, "/desa/serang/": 0}
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for path in many:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(path)
        many[path] = len(seen)
    assert many["/kecamatan/karangreja/"] == many["/kecamatan/kemangkon/"]
    assert max(many.values()) <= 10, many
