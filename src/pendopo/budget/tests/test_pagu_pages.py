"""Ceilings in the workspace: who sees which, one cell saved, refused at its cell, tables pasted, history."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.budget import services
from pendopo.budget.models import CeilingEdit, CodeList, Pagu, Stage, UnitCeiling
from pendopo.budget.spread_table import read_pasted
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM

ROADS, SCHOOLS = "1.03.10.2.01.0003", "1.03.10.2.01.0004"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def draft(db):
    return f.draft_stage()


@pytest.fixture
def spread(draft, opd, other_opd):
    """An envelope of 1,000: 700 for Public Works, of which 400 for roads and 100 for schools."""
    given = {"stage_id": draft.pk, "reason": "KUA-PPAS 2027", "actor": SYSTEM, "now": f.NOON}
    services.set_envelope(amount=1_000, **given)
    services.set_unit_ceilings(amounts={opd.pk: 700, other_opd.pk: 200}, **given)
    places = {(f.activity(code, draft.code_list).pk, 1): amount for code, amount in ((ROADS, 400), (SCHOOLS, 100))}
    services.set_ceilings(unit_id=opd.pk, amounts=places, **given)
    return draft


@pytest.fixture
def desk(client, spread):
    client.force_login(people.person("tapd@contoh.id", "Agus Bappeda", roles=["tapd"]))
    return client


def at(name, stage, **more):
    return reverse(f"budget:{name}", kwargs={"stage": stage.pk} | more)


def key_of(code):
    return f"{Pagu.objects.get(activity__code=code).activity_id}-1"


def cell(code, amount, was, reason="Nota 12"):
    key = key_of(code)
    return {f"pagu-{key}": amount, f"was-{key}": str(was), "reason": reason}


def test_the_budget_team_sees_envelope_units_and_what_is_left(desk, spread):
    page = desk.get(at("pagu", spread)).content.decode()
    for words in ("Rp1.000", "Rp900", "Rp100", "Dinas Kesehatan", 'value="700"'):
        assert words in page


def test_an_office_sees_its_own_ceilings_only_and_cannot_write(client, staff, spread):
    client.force_login(staff)
    answer = client.get(at("pagu", spread), follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == at("unit_pagu", spread, unit="1.03")
    assert f"N{ROADS}" in page
    assert "<input" not in page.split("p-gridwrap", 1)[1].split("</table>")[0]
    assert client.get(at("unit_pagu", spread, unit="1.02")).status_code == 404
    assert client.post(at("unit_pagu", spread, unit="1.03"), cell(ROADS, "1", 400)).status_code == 403
    assert Pagu.objects.get(activity__code=ROADS).amount == 400


def test_one_cell_is_saved_with_its_basis_and_answers_with_the_rest(desk, spread):
    answer = desk.post(at("unit_pagu", spread, unit="1.03"), cell(ROADS, "450", 400), headers=HTMX)
    assert answer.status_code == 200
    assert "Rp150" in answer.content.decode()
    assert Pagu.objects.get(activity__code=ROADS).amount == 450
    edit = CeilingEdit.objects.latest("pk")
    assert (edit.before_amount, edit.after_amount, edit.reason, edit.actor_label) == (
        400,
        450,
        "Nota 12",
        "Agus Bappeda",
    )


def test_too_much_is_refused_at_its_cell_with_the_amount_that_is_free(desk, spread):
    answer = desk.post(at("unit_pagu", spread, unit="1.03"), cell(ROADS, "601", 400), headers=HTMX)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'id="salah-{key_of(ROADS)}" hx-swap-oob="true" class="is-fault">Paling banyak Rp600 tersedia' in page
    assert Pagu.objects.get(activity__code=ROADS).amount == 400


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"amount": "seribu"}, "Tulis nilainya dengan angka"),
        ({"amount": "-5"}, "tidak boleh di bawah nol"),
        ({"amount": "450", "reason": " "}, "Tulis dasar perubahan dahulu"),
        ({"amount": "450", "was": 399}, "baru saja menetapkan nilai ini menjadi Rp400"),
    ],
)
def test_what_cannot_be_kept_says_why_and_keeps_what_was_typed(desk, spread, typed, words):
    values = cell(ROADS, **({"was": 400} | typed))
    answer = desk.post(at("unit_pagu", spread, unit="1.03"), values)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert f'value="{typed["amount"]}"' in answer.content.decode()
    assert Pagu.objects.get(activity__code=ROADS).amount == 400


def test_without_script_all_cells_are_saved_at_once_or_none(desk, spread):
    both = cell(ROADS, "300", 400) | cell(SCHOOLS, "400", 100)
    answer = desk.post(at("unit_pagu", spread, unit="1.03"), both, follow=True)
    assert "2 pagu ditetapkan" in answer.content.decode()
    over = cell(ROADS, "301", 300) | cell(SCHOOLS, "401", 400)
    assert desk.post(at("unit_pagu", spread, unit="1.03"), over).status_code == 422
    assert list(Pagu.objects.order_by("amount").values_list("amount", flat=True)) == [300, 400]


def test_room_moves_between_units_in_one_save(desk, spread, opd, other_opd):
    values = {f"pagu-{opd.pk}": "500", f"was-{opd.pk}": "700", f"pagu-{other_opd.pk}": "500", "reason": "Nota 13"}
    assert desk.post(at("pagu", spread), values | {f"was-{other_opd.pk}": "200"}).status_code == 302
    assert dict(UnitCeiling.objects.values_list("unit_id", "amount")) == {opd.pk: 500, other_opd.pk: 500}
    low = {f"pagu-{opd.pk}": "499", f"was-{opd.pk}": "500", "reason": "Nota 14"}
    answer = desk.post(at("pagu", spread), low, headers=HTMX)
    assert "Rp500 sudah terpakai" in answer.content.decode()


def test_a_stage_that_closed_a_second_ago_loses_nothing_that_was_typed(desk, spread):
    Stage.objects.update(status="SUBMITTED")
    answer = desk.post(at("unit_pagu", spread, unit="1.03"), cell(ROADS, "450", 400))
    assert answer.status_code == 422
    assert 'value="450"' in answer.content.decode()
    assert "tidak menerima perubahan pagu" in answer.content.decode()


def test_a_new_sub_kegiatan_needs_the_code_of_this_stage(desk, spread):
    older = CodeList.objects.create(kind="ACTIVITY", code="2020", name="Kepmendagri 050-3708/2020")
    f.activity("1.03.10.2.01.0099", older)
    f.activity("1.03.10.2.01.0005", spread.code_list)
    page = at("new_pagu", spread, unit="1.03")
    answer = desk.post(page, {"code": "1.03.10.2.01.0099", "amount": "10", "reason": "Nota"}).content.decode()
    assert "Kode ini ada di Kepmendagri 050-3708/2020" in answer
    values = {"code": "1.03.10.2.01.0005", "amount": "201", "reason": "Nota"}
    assert "Paling banyak Rp200 tersedia" in desk.post(page, values).content.decode()
    assert desk.post(page, values | {"amount": "200"}).status_code == 302
    assert Pagu.objects.get(activity__code="1.03.10.2.01.0005").amount == 200


def test_the_envelope_never_falls_below_what_is_spread(desk, spread):
    values = {"amount": "899", "reason": "Nota"}
    assert "Rp900 sudah terpakai" in desk.post(at("envelope", spread), values).content.decode()
    assert desk.post(at("envelope", spread), values | {"amount": "2.000"}).status_code == 302
    assert spread.envelope.amount == 2_000


TABLE = (
    f"kode_unit\tkode_sub_kegiatan\turutan\tpagu\n1.03\t\t\t600\n\t{ROADS}\t\t350\n\t{ROADS}\t2\t250\n"
    f"\t{SCHOOLS}\t\t0\n1.02\t\t\t400\n"
)


def test_a_pasted_table_is_shown_first_and_then_set_whole(desk, spread, opd, other_opd):
    seen = desk.post(at("paste_pagu", spread), {"table": TABLE, "reason": "PPAS"}).content.decode()
    assert "5 pagu; sub kegiatan seluruhnya Rp600" in seen
    assert Pagu.objects.get(activity__code=ROADS).amount == 400
    assert desk.post(at("paste_pagu", spread), {"table": TABLE, "reason": "PPAS", "sure": "1"}).status_code == 302
    found = Pagu.objects.order_by("activity__code", "sequence").values_list("sequence", "amount")
    assert list(found) == [(1, 350), (2, 250), (1, 0)]
    assert dict(UnitCeiling.objects.values_list("unit_id", "amount")) == {opd.pk: 600, other_opd.pk: 400}


def test_pasted_faults_name_their_row_and_nothing_is_kept(desk, spread):
    bad = TABLE.replace("350", "3,5").replace("1.02\t", "9.99\t").replace(SCHOOLS, "1.1") + f"1.03\t{ROADS}\t2\t1\n"
    answer = desk.post(at("paste_pagu", spread), {"table": bad, "reason": "PPAS", "sure": "1"})
    faults = [(p["row"], p["found"]) for p in answer.context["problems"]]
    assert faults == [(3, "3,5"), (5, "1.1"), (6, "9.99"), (7, ROADS)]
    over = TABLE.replace("1.02\t\t\t400", "1.02\t\t\t401")
    answer = desk.post(at("paste_pagu", spread), {"table": over, "reason": "PPAS", "sure": "1"}).content.decode()
    assert "Dinas Kesehatan: Seluruhnya lebih Rp1 dari Rp1.000" in answer
    assert Pagu.objects.get(activity__code=ROADS).amount == 400


def test_ten_thousand_rows_are_the_most(db):
    text = "\n".join("1\t2\t1\t3" for _row in range(10_001))
    assert [p.code for p in read_pasted(text, {"1": 1}, {"2": 2}).problems] == ["too_many_rows"]


def test_the_history_and_the_file_tell_the_same(desk, spread):
    desk.post(at("unit_pagu", spread, unit="1.03"), cell(ROADS, "450", 400))
    page = desk.get(at("pagu_history", spread), {"unit": "1.03"}).content.decode()
    assert "Nota 12" in page
    assert "+50" in page
    text = desk.get(at("pagu_file", spread, kind="csv")).content.decode("utf-8-sig").splitlines()
    assert f"1.03,Dinas Pekerjaan Umum dan Penataan Ruang,{ROADS},N{ROADS},1,450,0" in text


def test_the_grid_costs_as_many_queries_for_two_rows_as_for_twenty(desk, spread, opd, django_assert_num_queries):
    desk.get(at("unit_pagu", spread, unit="1.03"))
    with CaptureQueriesContext(connection) as few:
        desk.get(at("unit_pagu", spread, unit="1.03"))
    places = {(f.activity(f"1.03.10.2.02.{n:04}", spread.code_list).pk, 1): 1 for n in range(20)}
    given = {"stage_id": spread.pk, "reason": "Uji", "actor": SYSTEM, "now": f.NOON}
    services.set_ceilings(unit_id=opd.pk, amounts=places, **given)
    with django_assert_num_queries(len(few)):
        desk.get(at("unit_pagu", spread, unit="1.03"))
