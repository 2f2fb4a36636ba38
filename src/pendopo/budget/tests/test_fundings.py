"""Sources of funds: chosen on a row of this year's list, kept by every save, summed for form, unit and stage."""

import datetime as dt

import pytest
from django.urls import reverse

from pendopo.budget import queries, services
from pendopo.budget.code_rows import CodeRow
from pendopo.budget.models import CodeList, FundingSource, LineItem, Stage
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM

ROW = {"account": f.ATK, "component": "Kertas HVS", "coefficients": "10 rim", "price": "45.000"}


def source_list(code, first_day, *rows):
    given = {"kind": "FUNDING", "name": code, "legal_act": "", "valid_from_date": first_day}
    return services.import_codes(code=code, rows=[CodeRow(*row) for row in rows], actor=SYSTEM, now=f.NOON, **given)


@pytest.fixture
def place(db, opd):
    source_list("2026", dt.date(2026, 1, 1), ("1", "PAD"), ("2", "TRANSFER"), ("2.1", "DAU"))
    stage = f.draft_stage()
    return {"stage": stage.pk, "sheet": f.sheet(stage, opd).pk}


@pytest.fixture
def desk(client, staff, place):
    client.force_login(staff)
    return client


def source(code):
    return FundingSource.objects.get(code=code, code_list__code="2026").pk


def put(desk, place, **more):
    return desk.post(reverse("budget:new_row", kwargs=place), ROW | more)


def test_only_the_lowest_sources_of_the_list_of_the_year_are_offered(place):
    source_list("2028", dt.date(2028, 1, 1), ("9", "DANA BARU"))
    stage = Stage.objects.get()
    assert [code for _pk, code, _name in queries.funding_choices(stage)] == ["1", "2.1"]
    older = CodeList.objects.create(kind="FUNDING", code="2020", name="Lama", valid_from_date=dt.date(2020, 1, 1))
    held = FundingSource.objects.create(code_list=older, code="1", name="PAD lama")
    assert [name for _pk, _code, name in queries.funding_choices(stage, held.pk)] == ["PAD", "PAD lama", "DAU"]


def test_a_row_names_its_source_and_keeps_it_when_a_cell_is_saved(desk, place):
    put(desk, place, funding=str(source("2.1")))
    item = LineItem.objects.get()
    assert item.funding.name == "DAU"
    cell = {"component": "Kertas HVS", "coefficients": "20 rim", "price": "45.000", "revision": "1"}
    answer = desk.post(reverse("budget:cell", kwargs=place | {"item": item.pk}), cell)
    assert answer.status_code == 200
    item.refresh_from_db()
    assert (item.amount, item.funding.name) == (900_000, "DAU")


def test_a_source_of_another_year_is_refused_at_its_field(desk, place):
    source_list("2028", dt.date(2028, 1, 1), ("9", "DANA BARU"))
    other = FundingSource.objects.get(code="9").pk
    answer = put(desk, place, funding=str(other))
    assert "Pilih sumber dana dari daftar tahun ini" in answer.content.decode()
    assert not LineItem.objects.exists()


def test_sums_by_source_meet_the_spending(desk, place):
    put(desk, place, funding=str(source("1")))
    put(desk, place, funding=str(source("2.1")), price="100.000")
    put(desk, place, price="1.000")
    stage = Stage.objects.get()
    found = [(row.code, row.rows, row.amount) for row in queries.stage_fundings(stage)]
    assert found == [("2.1", 1, 1_000_000), ("1", 1, 450_000), ("", 1, 10_000)]
    assert queries.sheet_fundings(stage, place["sheet"]) == queries.stage_fundings(stage)
    page = desk.get(reverse("budget:fundings", kwargs={"stage": stage.pk})).content.decode()
    assert "1 baris belum menyebut sumber dana (Rp10.000)" in page
    assert "DAU" in desk.get(reverse("budget:sheet", kwargs=place)).content.decode()
    file = desk.get(reverse("budget:fundings_file", kwargs={"stage": stage.pk, "kind": "csv"}))
    assert "2.1,DAU,1,1000000" in file.content.decode("utf-8-sig")
    assert desk.get(reverse("budget:fundings", kwargs={"stage": stage.pk}), {"unit": "9"}).status_code == 404


def test_without_a_list_nobody_is_asked_for_a_source(desk, place):
    FundingSource.objects.filter(parent__isnull=False).delete()
    FundingSource.objects.all().delete()
    page = desk.get(reverse("budget:new_row", kwargs=place)).content.decode()
    assert "Sumber dana" not in page


def test_machines_read_the_ceilings_of_the_units_that_the_person_sees(desk, place):
    stage = Stage.objects.get()
    asked = {"year": stage.year, "seq": stage.seq}
    rows = desk.get("/api/v1/budget/ceilings", asked).json()["items"]
    assert [(row["unit"], row["sub_activity"], row["amount"]) for row in rows] == [
        ("1.03", "", 1_000_000_000),
        ("1.03", "1.03.10.2.01.0003", 1_000_000_000),
    ]
    assert desk.get("/api/v1/budget/ceilings", asked | {"seq": 99_999}).status_code == 404
    desk.logout()
    assert desk.get("/api/v1/budget/ceilings", asked).status_code == 401
