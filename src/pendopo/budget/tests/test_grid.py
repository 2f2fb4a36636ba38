"""What the grid asks: a row at the foot of an account, who else is here, blocks in the shapes that people copy."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.budget import services
from pendopo.budget.models import LineItem, Stage
from pendopo.budget.presence import heard
from pendopo.budget.tests import factories as f
from pendopo.budget.writing import read_table
from pendopo.kernel import clock

ROW = {"account": f.ATK, "component": "Kertas  HVS", "coefficients": "10 rim", "price": "45.000"}


@pytest.fixture
def place(db, opd):
    cache.clear()
    stage = f.draft_stage()
    return {"stage": stage.pk, "sheet": f.sheet(stage, opd).pk}


@pytest.fixture
def desk(client, staff, place):
    client.force_login(staff)
    return client


def address(name, place):
    return reverse(f"budget:{name}", kwargs=place)


def test_a_row_at_the_foot_answers_with_the_row_and_all_sums(desk, place):
    services.put_item(
        stage_id=place["stage"],
        sheet_id=place["sheet"],
        account_id=f.account_id(Stage.objects.get()),
        values=f.row(),
        actor=people.User.objects.get(),
        now=f.NOON,
    )
    answer = desk.post(address("add_row", place), ROW | {"key": "7"})
    page = answer.content.decode()
    made = LineItem.objects.latest("pk")
    assert (answer.status_code, made.component, made.number) == (200, "Kertas HVS", 2)
    assert page.lstrip().startswith(f'<tr id="b{made.pk}"')
    assert "900.000" in page


def test_a_row_of_another_account_shows_the_page_again_at_the_row(desk, place):
    answer = desk.post(address("add_row", place), ROW | {"key": "lain"})
    made = LineItem.objects.get()
    assert (answer.status_code, answer["HX-Redirect"]) == (204, f"{address('sheet', place)}?baru={made.pk}#b{made.pk}")


def test_a_refused_row_names_the_cell_and_adds_nothing(desk, place):
    answer = desk.post(address("add_row", place), ROW | {"key": "7", "price": "45,000.00"})
    assert answer.status_code == 422
    assert '<small id="harga-7" hx-swap-oob="true" class="is-fault">Tulis harga' in answer.content.decode()
    assert not LineItem.objects.exists()


def test_others_are_named_and_what_they_changed(desk, place, opd, client):
    stage = Stage.objects.get()
    dwi = people.person("dwi@contoh.id", "Dwi Astuti", roles=["pptk"], unit=opd)
    assert "membuka" not in desk.post(address("here", place), {"since": "0"}).content.decode()
    ids = {"stage_id": stage.pk, "sheet_id": place["sheet"], "account_id": f.account_id(stage)}
    services.put_item(values=f.row(), actor=dwi, now=f.NOON, **ids)
    heard(f"{stage.pk}.{place['sheet']}", str(dwi.pk), dwi.label, clock.now())
    page = desk.post(address("here", place), {"since": "0"}).content.decode()
    assert "Dwi Astuti juga membuka formulir ini." in page
    assert "Dwi Astuti mengubah 1 baris sejak Anda membukanya." in page
    assert "mengubah" not in desk.post(address("here", place), {"since": "9" * 18}).content.decode()
    assert desk.post(address("here", place), {"since": "x"}).status_code == 200


def test_who_was_not_heard_for_a_minute_is_gone():
    cache.clear()
    assert heard("1.1", "1", "Budi", f.NOON) == []
    assert heard("1.1", "2", "Dwi", f.NOON + dt.timedelta(seconds=20)) == ["Budi"]
    assert heard("1.1", "1", "Budi", f.NOON + dt.timedelta(seconds=90)) == []


def test_the_poll_asks_four_questions_of_the_budget(desk, place):
    desk.post(address("here", place), {"since": "0"})
    with CaptureQueriesContext(connection) as made:
        desk.post(address("here", place), {"since": "0"})
    assert sum("budget_" in query["sql"] for query in made) == 4


BLOCKS = [
    "Map\t2\tbuah\t5.000",
    "Map\t2 buah\t5.000",
    "Map\t2 buah\t5.000\t0",
    "Uraian\tVolume\tSatuan\tHarga Satuan\tJumlah\nMap\t2\tbuah\t5.000\t10.000",
    f"{f.ATK}\tMap\t\t2 buah\t5.000",
]


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_is_read_in_the_shape_that_it_was_copied_in(block):
    table = read_table(block, {f.ATK}, f.ATK)
    assert table.problems == []
    account, values = table.rows[0]
    assert (account, values.component, values.amount) == (f.ATK, "Map", 10_000)
    assert values.coefficients == ((Decimal(2), "buah"),)
