"""Units side by side: exact sums, the choice in the address, refusals, files."""

import csv
import datetime as dt
import io

import polars
import pytest

from pendopo.budget import queries
from pendopo.budget.models import Pagu
from pendopo.budget.tests.factories import thawed

BOTH = "unit=10&unit=20"


def test_programmes_of_two_units_stand_side_by_side(stage):
    units = queries.unit_sums(stage)
    assert [(unit.code, unit.total) for unit in units] == [("10", 300), ("20", 50)]
    found = queries.comparison(stage, units, "program")
    assert [(row.code, row.amounts) for row in found.rows] == [("1.02.02", (300, 0)), ("1.06.05", (0, 50))]
    assert [row.amounts for row in queries.comparison(stage, units, "urusan").rows] == [(300, 50)]
    assert [row.code for row in queries.comparison(stage, units, "bidang").rows] == ["1.02", "1.06"]


def test_the_support_programme_of_every_field_is_one_row(stage):
    from pendopo.budget.models import ActivityNode

    for old, new in (("1.02.02", "1.02.01"), ("1.06.05", "1.06.01")):
        for node in ActivityNode.objects.filter(code__startswith=old):
            ActivityNode.objects.filter(pk=node.pk).update(code=node.code.replace(old, new, 1))
    found = queries.comparison(stage, queries.unit_sums(stage), "program")
    assert [(row.code, row.amounts) for row in found.rows] == [("*.01", (300, 50))]


def test_the_page_says_the_finding_and_the_shares(client, stage):
    response = client.get(f"/anggaran/2025/banding/?{BOTH}")
    text = response.content.decode()
    assert response.context["finding"].count("86") == 1
    assert [cell["text"] for cell in response.context["page"][0]["cells"]] == ["100,0%", "0,0%"]
    assert [column["share"] for column in response.context["columns"]] == ["85,7%", "14,3%"]
    assert (text.count("<h1"), "Rp350" in text, response.cookies) == (1, False, {})


def test_the_order_of_the_address_is_kept_and_each_unit_counts_once(client, stage):
    response = client.get("/anggaran/2025/banding/?unit=20&unit=10&unit=20")
    assert [column["unit"].code for column in response.context["columns"]] == ["20", "10"]


def test_rupiah_and_residents_are_measures_where_a_population_is_known(client, stage, now):
    from pendopo.instance.models import Instance

    address = f"/anggaran/2025/banding/?{BOTH}&tampil="
    rupiah = client.get(address + "rupiah").context["page"]
    assert [cell["text"] for cell in rupiah[0]["cells"]] == ["Rp300", "Rp0"]
    assert "columns" not in client.get(address + "warga").context
    people = {"population": 10, "population_source": "Dukcapil", "population_date": dt.date(2025, 6, 30)}
    identity = {"region_code": "32.04", "name": "Uji", "kind": "KABUPATEN", "updated_at": now}
    Instance.objects.update_or_create(pk=1, defaults=identity | people)
    shown = client.get(address + "warga")
    assert [cell["text"] for cell in shown.context["page"][0]["cells"]] == ["Rp30", "Rp0"]
    assert "Dukcapil" in shown.content.decode()


@pytest.mark.parametrize("query", ["unit=10&menurut=program", "unit=10&unit=99", "unit=10&unit=20&menurut=x"])
def test_a_wrong_choice_is_shown_again_with_what_is_wrong(client, stage, query):
    response = client.get(f"/anggaran/2025/banding/?{query}")
    assert (response.status_code, "columns" in response.context) == (200, False)
    assert "govuk-error-summary" in response.content.decode()
    assert client.get(f"/anggaran/2025/banding/unduh.csv?{query}").status_code == 404


def test_a_single_unit_is_ticked_without_an_error(client, stage):
    text = client.get("/anggaran/2025/banding/?unit=20").content.decode()
    assert "govuk-error-summary" not in text
    assert 'value="20" checked' in text
    assert client.get("/anggaran/1999/banding/").status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_the_same_figures_can_be_taken_along(client, stage, kind):
    content = client.get(f"/anggaran/2025/banding/unduh.{kind}?{BOTH}").content
    if kind == "csv":
        rows = [tuple(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))][1:]
    elif kind == "parquet":
        rows = polars.read_parquet(io.BytesIO(content)).rows()
    else:
        calamine = __import__("python_calamine").CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = calamine.get_sheet_by_index(0).to_python()[1:]
    assert [(str(row[0]), str(row[2]), int(row[4]), float(row[5])) for row in rows] == [
        ("1.02.02", "10", 300, 100.0),
        ("1.02.02", "20", 0, 0.0),
        ("1.06.05", "10", 0, 0.0),
        ("1.06.05", "20", 50, 100.0),
    ]


def test_the_api_gives_the_same(client, stage):
    answer = client.get("/api/v1/budget/compare", {"year": 2025, "unit": ["10", "20"], "by": "bidang"}).json()
    assert [(unit["code"], unit["amount"]) for unit in answer["units"]] == [("10", 300), ("20", 50)]
    assert [(row["code"], row["amounts"]) for row in answer["rows"]] == [("1.02", [300, 0]), ("1.06", [0, 50])]
    assert client.get("/api/v1/budget/compare", {"year": 2025, "unit": ["10"]}).status_code == 422
    assert client.get("/api/v1/budget/compare", {"year": 2025, "unit": ["10", "99"]}).status_code == 404


def test_queries_do_not_grow_with_units_and_rows(client, stage, django_assert_max_num_queries):
    client.get(f"/anggaran/2025/banding/?{BOTH}")
    with thawed(stage):
        Pagu.objects.filter(source_id="113").update(amount=99)
    with django_assert_max_num_queries(10):
        client.get(f"/anggaran/2025/banding/?{BOTH}")
