"""The wrong moment: a stage that just closed, a row that is gone, two approvals at once. Nothing typed is lost."""

import threading

import pytest
from django.db import connections
from django.urls import reverse

from pendopo.budget import services
from pendopo.budget.models import LineItem, Rka, RkaMove, Stage
from pendopo.budget.tests import factories as f
from pendopo.kernel.states import MoveRefused

TYPED = {"component": "Kertas HVS A4", "coefficients": "12 rim", "price": "46.000", "revision": "1"}
ROW = TYPED | {"account": f.ATK, "key": "7"}


@pytest.fixture
def place(opd, staff):
    stage = f.draft_stage()
    sheet = f.sheet(stage, opd)
    ids = {"stage_id": stage.pk, "sheet_id": sheet.pk, "account_id": f.account_id(stage)}
    services.put_item(values=f.row(), actor=staff, now=f.NOON, **ids)
    return {"stage": stage.pk, "sheet": sheet.pk}


@pytest.fixture
def desk(client, staff, place):
    client.force_login(staff)
    return client


def address(name, place, **more):
    return reverse(f"budget:{name}", kwargs=place | more)


def rows():
    return list(LineItem.objects.values_list("component", "unit_price_amount"))


@pytest.mark.django_db
@pytest.mark.parametrize("close", ["stage", "rka"])
def test_a_cell_saved_a_second_after_the_close_says_so_and_keeps_the_row(desk, place, close):
    item = LineItem.objects.get()
    if close == "stage":
        Stage.objects.update(status="SUBMITTED")
    else:
        Rka.objects.update(status="SUBMITTED")
    answer = desk.post(address("cell", place, item=item.pk), TYPED)
    assert answer.status_code == 422
    assert "Tahap ini sedang tidak menerima perubahan" in answer.content.decode()
    assert rows() == [("Kertas HVS", 45_000)]


@pytest.mark.django_db
def test_a_row_and_a_paste_sent_after_the_close_come_back_with_what_was_typed(desk, place):
    Stage.objects.update(status="SUBMITTED")
    refused = desk.post(address("add_row", place), ROW)
    assert (refused.status_code, "sedang tidak menerima perubahan" in refused.content.decode()) == (422, True)
    page = desk.post(address("new_row", place), ROW).content.decode()
    assert 'value="Kertas HVS A4"' in page
    assert "sedang tidak menerima perubahan" in page
    table = {"table": "Map\t2 buah\t5.000\nPena\t1 lusin\t30.000", "account": f.ATK, "sure": "1"}
    page = desk.post(address("paste", place), table).content.decode()
    assert "sedang tidak menerima perubahan" in page
    assert "Pena\t1 lusin\t30.000" in page
    assert rows() == [("Kertas HVS", 45_000)]


@pytest.mark.django_db
def test_a_cell_of_a_row_that_is_gone_says_so(desk, place):
    item = LineItem.objects.get()
    desk.post(address("remove_row", place, item=item.pk))
    answer = desk.post(address("cell", place, item=item.pk), TYPED)
    assert answer.status_code == 422
    assert "Baris ini dikeluarkan orang lain." in answer.content.decode()
    assert not LineItem.objects.exists()


@pytest.mark.django_db
def test_ten_thousand_and_one_pasted_rows_are_refused_whole_and_stay_in_the_field(desk, place):
    table = "\n".join(f"Barang {n}\t1 buah\t1" for n in range(10_001))
    answer = desk.post(address("paste", place), {"table": table, "account": f.ATK, "sure": "1"})
    page = answer.content.decode()
    assert "Tempel paling banyak 10.000 baris" in page
    assert "Barang 10000\t1 buah\t1" in page
    assert len(rows()) == 1


@pytest.mark.django_db
def test_a_pasted_code_of_another_year_is_named_at_its_cell(desk, place):
    table = "5.1.02.99.01.0001\tMap\t\t2 buah\t5.000"
    answer = desk.post(address("paste", place), {"table": table, "sure": "1"})
    assert [(p["row"], p["column"], p["found"]) for p in answer.context["problems"]] == [
        (1, "account", "5.1.02.99.01.0001")
    ]
    assert len(rows()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_approvals_at_once_are_one_approval_and_a_clear_refusal(place, head):
    rka, gate, said = Rka.objects.get(), threading.Barrier(2), []

    def submit():
        gate.wait()
        try:
            services.submit_rka(rka_id=rka.pk, actor=head, now=f.NOON)
            said.append("done")
        except MoveRefused:
            said.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=submit) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["done", "refused"]
    assert RkaMove.objects.filter(rka=rka, action="submit").count() == 1
