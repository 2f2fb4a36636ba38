"""The Rka in the workspace: who sees it, writing a row, one cell, a pasted table, undo."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.budget.models import CodeList, CodeMove, LineItem, NodeTotal, Rka, Stage
from pendopo.budget.models.codes import MoveBasis
from pendopo.budget.tests import factories as f
from pendopo.kernel.display import money

ROW = {"account": f"{f.ATK} Alat tulis", "component": "Kertas HVS", "coefficients": "10 rim", "price": "45.000"}
TABLE = (
    "uraian\tharga\tkoefisien\trekening\n"
    f"Kertas HVS A4\tRp54.000\t120 rim\t{f.PAPER}\n"
    "Tinta hitam\t98.000\t24 botol\t\n"
    f"Lapis aus\t1.485.000\t12,5 ton x 2 kali\t{f.ROAD}\n"
)


@pytest.fixture
def place(db, opd):
    stage = f.draft_stage()
    return {"stage": stage.pk, "sheet": f.sheet(stage, opd).pk}


@pytest.fixture
def desk(client, staff, place):
    client.force_login(staff)
    return client


def address(name, place, **more):
    return reverse(f"budget:{name}", kwargs=place | more)


def test_she_writes_a_row_and_sees_it_with_its_sum(desk, place):
    answer = desk.post(address("new_row", place), ROW, follow=True)
    assert answer.redirect_chain[-1][0] == address("sheet", place)
    page = answer.content.decode()
    assert ">Kertas HVS</textarea>" in page
    assert "Rp450.000" in page
    assert LineItem.objects.get().amount == 450_000


def test_a_fault_stands_at_its_field_and_nothing_typed_is_lost(desk, place):
    answer = desk.post(address("new_row", place), ROW | {"coefficients": "sepuluh rim", "price": "-5"})
    page = answer.content.decode()
    assert answer.context["form"].errors.keys() == {"coefficients", "price"}
    assert "Tulis angka dan satuannya, misalnya 25 orang x 2 hari" in page
    assert 'value="sepuluh rim"' in page
    assert not LineItem.objects.exists()


def test_one_cell_is_saved_and_answers_with_all_sums(desk, place):
    desk.post(address("new_row", place), ROW)
    item = LineItem.objects.get()
    typed = {"component": "Kertas HVS", "coefficients": "10 rim x 2 kali", "price": "45.000", "revision": "1"}
    answer = desk.post(address("cell", place, item=item.pk), typed)
    assert answer.status_code == 200
    assert "900.000" in answer.content.decode()
    item.refresh_from_db()
    assert (item.amount, item.revision, item.specification) == (900_000, 2, "")


def test_a_cell_that_somebody_changed_meanwhile_is_not_overwritten(desk, place):
    desk.post(address("new_row", place), ROW)
    item = LineItem.objects.get()
    typed = {"component": "Kertas HVS", "coefficients": "10 rim", "price": "50.000", "revision": "1"}
    assert desk.post(address("cell", place, item=item.pk), typed).status_code == 200
    answer = desk.post(address("cell", place, item=item.pk), typed | {"price": "60.000"})
    assert answer.status_code == 422
    assert "baru saja diubah orang lain" in answer.content.decode()
    assert LineItem.objects.get().unit_price_amount == 50_000


def test_what_exceeds_the_ceiling_says_by_how_much(desk, place):
    answer = desk.post(address("new_row", place), ROW | {"coefficients": "1 paket", "price": "1.000.450.000"})
    assert "melewati pagu Rp1.000.000.000 sebesar Rp450.000" in answer.content.decode()


def test_a_pasted_table_is_shown_first_and_then_added_whole(desk, place):
    seen = desk.post(address("paste", place), {"table": TABLE})
    assert "3 baris, seluruhnya Rp45.957.000" in seen.content.decode()
    assert not LineItem.objects.exists()
    desk.post(address("paste", place), {"table": TABLE, "sure": "1"})
    found = LineItem.objects.order_by("line__account__code", "number").values_list("component", "amount")
    assert list(found) == [("Kertas HVS A4", 6_480_000), ("Tinta hitam", 2_352_000), ("Lapis aus", 37_125_000)]


def test_pasted_faults_name_row_column_and_what_to_do_and_nothing_is_kept(desk, place):
    bad = TABLE.replace("98.000", "98,000.50").replace("120 rim", "-1 rim").replace(f.ROAD, "9.9.9")
    answer = desk.post(address("paste", place), {"table": bad, "sure": "1"})
    faults = [(p["row"], p["column"], p["found"]) for p in answer.context["problems"]]
    assert faults == [(2, "coefficients", "-1 rim"), (3, "price", "98,000.50"), (4, "account", "9.9.9")]
    assert not LineItem.objects.exists()


def test_undo_takes_back_the_last_paste_and_then_the_row_before_it(desk, place):
    desk.post(address("new_row", place), ROW)
    desk.post(address("paste", place), {"table": TABLE, "sure": "1"})
    desk.post(address("undo", place))
    assert list(LineItem.objects.values_list("component", flat=True)) == ["Kertas HVS"]
    assert NodeTotal.objects.get(unit=None, account__code="5").amount == 450_000
    desk.post(address("undo", place))
    assert not LineItem.objects.exists()
    assert "Belum ada perubahan Anda" in desk.post(address("undo", place), follow=True).content.decode()


def test_undo_brings_a_removed_row_back(desk, place):
    desk.post(address("new_row", place), ROW)
    item = LineItem.objects.get()
    desk.post(address("remove_row", place, item=item.pk))
    assert not LineItem.objects.exists()
    desk.post(address("undo", place))
    assert LineItem.objects.get().component == "Kertas HVS"


def test_the_file_can_be_pasted_again(desk, place):
    desk.post(address("paste", place), {"table": TABLE, "sure": "1"})
    text = desk.get(address("sheet_file", place, kind="csv")).content.decode("utf-8-sig")
    assert text.splitlines()[3] == f'{f.ROAD},R{f.ROAD},Lapis aus,,"12,5 ton x 2 kali",1485000,0,37125000,,'


def test_the_head_reads_but_does_not_write(client, head, place):
    client.force_login(head)
    page = client.get(address("sheet", place))
    assert page.status_code == 200
    assert "Tambah baris" not in page.content.decode()
    assert client.post(address("new_row", place), ROW).status_code == 404
    assert not LineItem.objects.exists()


def test_another_office_does_not_find_it(client, other_official, place):
    client.force_login(other_official)
    assert client.get(address("sheet", place)).status_code == 404


def test_a_closed_stage_is_read_only(desk, place):
    desk.post(address("new_row", place), ROW)
    Stage.objects.update(status="AGREED")
    assert "Tambah baris" not in desk.get(address("sheet", place)).content.decode()
    item = LineItem.objects.get().pk
    for name, more in (("new_row", {}), ("paste", {}), ("choose_price", {}), ("row", {"item": item})):
        page = desk.get(address(name, place, **more))
        assert page.status_code == 200
        assert "Tahap ini bukan draf lagi" in page.content.decode()
        assert '<form class="p-form"' not in page.content.decode()
    assert desk.get(address("row", place, item=item + 1)).status_code == 404


@pytest.mark.parametrize("close", ["rka", "right"])
def test_a_row_that_does_not_change_is_read_on_its_page_with_the_reason(client, desk, head, place, close):
    words = {"rka": "RKA sudah diajukan", "right": "Hanya PPTK"}[close]
    desk.post(address("new_row", place), ROW | {"note": "Untuk UPTD"})
    item = LineItem.objects.get()
    if close == "rka":
        Rka.objects.update(status="SUBMITTED")
    else:
        client.force_login(head)
    for name in ("row", "remove_row"):
        text = client.get(address(name, place, item=item.pk)).content.decode()
        assert words in text
        for value in (f.ATK, item.component, "Untuk UPTD", money(item.amount)):
            assert value in text
    assert client.post(address("remove_row", place, item=item.pk)).status_code in (302, 404)
    assert LineItem.objects.count() == 1


def test_another_office_reads_no_closed_row(client, desk, other_official, place):
    desk.post(address("new_row", place), ROW)
    Stage.objects.update(status="AGREED")
    client.force_login(other_official)
    assert client.get(address("row", place, item=LineItem.objects.get().pk)).status_code == 404


def test_an_account_of_another_years_list_is_told_as_such(desk, place):
    old = CodeList.objects.create(kind="ACCOUNT", code="t-2019", name="Permendagri 90/2019")
    f.account("5.1.02.01.01.0099", old)
    typed = ROW | {"account": "5.1.02.01.01.0099 Kertas lama"}
    page = desk.post(address("new_row", place), typed)
    words = "Kode ini ada di Permendagri 90/2019. Tahap ini memakai Rekening uji"
    assert page.context["form"].errors["account"][0].startswith(words)
    own = Stage.objects.get().account_list
    CodeMove.objects.create(
        old_list=old, new_list=own, old_code="5.1.02.01.01.0099", new_code=f.ATK, basis=MoveBasis.values[0]
    )
    page = desk.post(address("new_row", place), typed)
    assert page.context["form"].errors["account"][0].endswith(f"Sekarang menjadi {f.ATK}.")
    for code in ("9.9.99", "5.1.02"):  # of no list; a group of the own list
        f.account(f.ATK, old)
        page = desk.post(address("new_row", place), ROW | {"account": code})
        assert page.context["form"].errors["account"] == ["Pilih rekening dari daftar"]
    assert not LineItem.objects.exists()


def test_a_form_costs_as_many_queries_for_two_rows_as_for_many(desk, place, django_assert_num_queries):
    rows = "\n".join(f"{f.ATK}\tBarang {n}\t\t1 rim\t1.000" for n in range(60))
    for number in range(2):
        desk.post(address("new_row", place), ROW | {"component": f"Barang {number}"})
    with CaptureQueriesContext(connection) as few:
        desk.get(address("sheet", place))
    number = len(few)
    desk.post(address("paste", place), {"table": rows, "sure": "1"})
    desk.get(address("sheet", place))
    with django_assert_num_queries(number):
        desk.get(address("sheet", place))


def test_the_list_of_units_and_the_forms_of_one(client, auditor, place):
    stage = {"stage": place["stage"]}
    client.force_login(auditor)
    assert client.get(reverse("budget:stage", kwargs=stage)).status_code == 302
    page = client.get(reverse("budget:rka", kwargs=stage | {"unit": "1.03"})).content.decode()
    assert "N1.03.10.2.01.0003" in page
    assert "1.000.000.000" in page
