"""The open files: an independent judge reads the package, and its sums are the kept ones."""

import csv
import io
import json
from decimal import Decimal

import duckdb
import polars
import pytest
from frictionless import Package

from pendopo.budget import queries, services
from pendopo.budget.models import BudgetTag, LineItem, RkaSheet, Stage
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM


@pytest.fixture
def published(db, opd):
    stage = f.draft_stage(kind="APBD")
    sheet = f.sheet(stage, opd)
    rows = [
        (f.account_id(stage, f.ATK), f.row(45_000, "10", component='Kertas "HVS", A4')),
        (f.account_id(stage, f.ROAD), f.row(1_485_000, "12.5")),
    ]
    services.put_items(stage_id=stage.pk, sheet_id=sheet.pk, rows=rows, actor=SYSTEM, now=f.NOON)
    Stage.objects.update(status="PUBLISHED")
    return stage


def files(client, folder, stage):
    base = f"/anggaran/{stage.year}/data/{stage.seq}/"
    (folder / "datapackage.json").write_bytes(client.get(f"{base}datapackage.json").content)
    for name in ("prioritas", "rpjmd", "pemeriksaan"):
        (folder / f"{name}.csv").write_bytes(client.get(f"{base}{name}.csv").content)
    (folder / "anggaran.csv").write_bytes(b"".join(client.get(f"{base}anggaran.csv").streaming_content))
    return folder


def judged(folder):
    return Package(str(folder / "datapackage.json")).validate()


def test_the_package_is_valid_for_frictionless(client, tmp_path, published):
    report = judged(files(client, tmp_path, published))
    assert (report.valid, report.stats["errors"], report.tasks[0].stats["rows"]) == (True, 0, 2)


def test_priorities_and_the_plan_are_tables_of_the_package(client, tmp_path, published):
    Stage.objects.update(status="DRAFT")
    share = [(BudgetTag.objects.get(code="gender").pk, Decimal(40), 'KAK "1", 2027')]
    sheet = RkaSheet.objects.get()
    services.set_tags(stage_id=published.pk, sheet_id=sheet.pk, shares=share, actor=SYSTEM, now=f.NOON)
    Stage.objects.update(status="PUBLISHED")
    services.seed_rpjmd_demo(year=published.year, actor=SYSTEM, now=f.NOON)
    folder = files(client, tmp_path, published)
    report = judged(folder)
    assert (report.valid, [task.stats["rows"] for task in report.tasks]) == (True, [2, 1, 1, 1])
    assert (folder / "prioritas.csv").read_text().splitlines()[1].endswith(",40.00,7605000")
    plan = (folder / "rpjmd.csv").read_text().splitlines()[1].split(",")
    assert (plan[0], plan[2], plan[5]) == ("1.03.10", "3.1.1.1", "1000000000")


def test_what_the_checks_find_is_a_table_with_its_answers(client, published):
    Stage.objects.update(status="DRAFT")
    sheet, row = RkaSheet.objects.get(), (f.account_id(published, f.ATK), f.row(45_000, "1", kind="PLACEHOLDER"))
    services.put_items(stage_id=published.pk, sheet_id=sheet.pk, rows=[row], actor=SYSTEM, now=f.NOON)
    Stage.objects.update(status="PUBLISHED")
    finding = queries.open_findings(Stage.objects.get()).get(code="PLACEHOLDER")
    finding.moves.create(action="answer", text="Harga survei, tiga toko", actor_label="Sari", at=f.NOON)
    text = client.get(f"/anggaran/{published.year}/data/{published.seq}/pemeriksaan.csv").content.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == queries.open_findings(Stage.objects.get()).count() > 1
    (row,) = [row for row in rows if row["jawaban"]]
    assert (row["baris"], row["pemeriksaan"]) == (f"{finding.line_id}-{finding.number}", finding.code)
    assert (float(row["angka"]), row["jawaban"]) == (finding.figure, "Harga survei, tiga toko")


def test_the_judge_finds_a_row_that_stands_twice(client, tmp_path, published):
    folder = files(client, tmp_path, published)
    lines = (folder / "anggaran.csv").read_text().splitlines(keepends=True)
    (folder / "anggaran.csv").write_text("".join([*lines, lines[1]]))
    assert [error.type for error in judged(folder).tasks[0].errors] == ["primary-key"]


def test_the_table_adds_up_to_the_kept_totals(client, tmp_path, published):
    table = str(files(client, tmp_path, published) / "anggaran.csv")
    text = "types={'rekening': 'VARCHAR'}"
    query = f"SELECT left(rekening, 3), sum(jumlah)::BIGINT FROM read_csv('{table}', {text}) GROUP BY 1"
    kept = published.totals.filter(unit=None, activity=None, account__level=2).values_list("account__code", "amount")
    assert sorted(duckdb.sql(query).fetchall()) == sorted(kept) == [("5.1", 450_000), ("5.2", 18_562_500)]


def test_parquet_holds_the_same_rows(client, published):
    answer = client.get(f"/anggaran/{published.year}/data/{published.seq}/anggaran.parquet")
    frame = polars.read_parquet(io.BytesIO(answer.content))
    assert frame["jumlah"].to_list() == [row[-1] for row in queries.open_rows(published)]


def test_the_page_lists_public_stages_only(client, published):
    address = f"/anggaran/{published.year}/data/"
    assert "datapackage.json" in client.get(address).content.decode()
    package = json.loads(client.get(f"{address}1/datapackage.json").content)
    assert package["resources"][0]["path"] == "anggaran.csv"
    Stage.objects.update(status="AGREED")
    assert client.get(f"{address}1/anggaran.csv").status_code == 404
    assert client.get(address).status_code == 404
    assert LineItem.objects.count() == 2
