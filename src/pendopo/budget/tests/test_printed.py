"""Printed forms: what stands on them, the same bytes for the same data, hostile texts stay texts."""

import datetime as dt
import io

import pikepdf
import pytest
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.budget import services
from pendopo.budget.models import AccountNode, Rka, RkaMove
from pendopo.budget.queries.papers import FOLDER, PaperPlace, paper_data
from pendopo.budget.states import PaperKind
from pendopo.budget.tests import factories as f
from pendopo.files.printing import FONTS, paper_name, print_pdf
from pendopo.instance.models import Instance
from pendopo.kernel.access import SYSTEM

FORM = f"{FOLDER}/form.typ"
DAY = dt.date(2026, 11, 24)
HOSTILE = '#strong[x] $1$ @ref <b> \\ *a* _b_ `c` "); #panic("x") // {{ y }} \u202e'


@pytest.fixture
def stage(db):
    own = {"region_code": "33.03", "name": "Kabupaten Purbalingga", "kind": "KABUPATEN"}
    Instance.objects.create(pk=1, updated_at=f.NOON, **own)
    return f.draft_stage()


@pytest.fixture
def sheet(stage, opd):
    return f.sheet(stage, opd)


def put(stage, sheet, values, code=f.ATK):
    services.put_item(
        stage_id=stage.pk,
        sheet_id=sheet.pk,
        account_id=f.account_id(stage, code),
        values=values,
        actor=SYSTEM,
        now=f.NOON,
    )


def printed(stage, unit, sheet_id=None):
    return paper_data(PaperPlace(stage, PaperKind.RKA, unit, sheet_id), on=DAY)[1]


def test_rows_stand_below_every_account_above_them_with_sums(stage, sheet, opd):
    put(stage, sheet, f.row(45_000, package_label="ATK"))
    put(stage, sheet, f.row(1_000, "2"), f.PAPER)
    rows = printed(stage, opd, sheet_id=sheet.pk)["sheets"][0]["rows"]
    assert [row[:2] + row[-1:] for row in rows] == [
        ["a", "5", "452.000"],
        ["a", "5.1", "452.000"],
        ["a", "5.1.02", "452.000"],
        ["a", "5.1.02.01", "452.000"],
        ["a", "5.1.02.01.01", "452.000"],
        ["a", f.ATK, "450.000"],
        ["g", "ATK", "ATK"],
        ["i", "Kertas HVS", "450.000"],
        ["a", f.PAPER, "2.000"],
        ["i", "Kertas HVS", "2.000"],
    ]


def test_the_amount_stands_in_words_and_the_head_signs(stage, sheet, opd, head):
    put(stage, sheet, f.row(45_000))
    data = printed(stage, opd, sheet_id=sheet.pk)
    assert (data["sheets"][0]["amount"], data["sheets"][0]["words"]) == ("450.000", "empat ratus lima puluh ribu")
    assert data["signatures"] == [{"role": "pa", "name": "Sri Wahyuni"}]
    assert (data["regency"], data["draft"], data["qr"]) == ("Kabupaten Purbalingga", True, "")


def test_the_same_data_give_the_same_bytes_as_pdf_a(stage, sheet, opd):
    put(stage, sheet, f.row(45_000))
    first, second = (print_pdf(FORM, printed(stage, opd), at=f.NOON) for _copy in range(2))
    assert first == second
    with pikepdf.open(io.BytesIO(first)) as pdf:
        with pdf.open_metadata() as told:
            assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "A")
        fonts = {str(font.BaseFont).split("+")[-1] for page in pdf.pages for font in page.Resources.Font.values()}
    if FONTS.is_dir():  # built by `npm run build`
        assert {name.removesuffix("-Identity-H") for name in fonts} == {
            "PlusJakartaSans-Regular",
            "PlusJakartaSans-Bold",
        }


def test_hostile_texts_are_printed_as_they_are(stage, sheet, opd):
    put(stage, sheet, f.row(component=HOSTILE, specification='#image("/etc/passwd")', note="x"))
    AccountNode.objects.filter(code=f.ATK).update(name="#let x = 1; ${y}")
    assert print_pdf(FORM, printed(stage, opd), at=f.NOON).startswith(b"%PDF-")


def test_a_sign_without_a_letter_prints_without_the_archive_standard(stage, sheet, opd):
    put(stage, sheet, f.row(component="Kertas \U0001f600 \u6f22"))
    made = print_pdf(FORM, printed(stage, opd), at=f.NOON)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == 2


def test_the_number_of_queries_does_not_grow(stage, opd, django_assert_num_queries):
    for number in range(1, 9):
        put(stage, f.sheet(stage, opd, f"1.03.10.2.01.000{number}"), f.row(number * 1_000))
    with django_assert_num_queries(9):
        assert len(printed(stage, opd)["sheets"]) == 8


def test_an_official_downloads_the_form_and_a_stranger_to_the_unit_does_not(
    client, stage, sheet, staff, other_official
):
    put(stage, sheet, f.row())
    address = reverse("budget:print_sheet", kwargs={"stage": stage.pk, "sheet": sheet.pk})
    client.force_login(staff)
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    client.force_login(other_official)
    assert client.get(address).status_code == 404


def test_a_file_name_is_quiet():
    assert paper_name("rka", "2027", "Dinas Kesehatan/..") == "rka-2027-dinas-kesehatan.pdf"


def test_a_vacant_post_prints_no_name(stage, opd):
    people.person("lama@contoh.id", "Kepala Lama")
    assert printed(stage, opd)["signatures"] == [{"role": "pa", "name": ""}]


def test_the_rka_names_who_examined_its_last_submission(stage, sheet, opd):
    put(stage, sheet, f.row())
    rka = Rka.objects.get_or_create(stage=stage, unit=opd, defaults={"changed_at": f.NOON})[0]
    for number, (action, gate, name) in enumerate(
        [
            ("submit", "", "Sri"),
            ("pass", "BAPPEDA", "Lama"),
            ("return", "", "Anggota"),
            ("submit", "", "Sri"),
            ("pass", "BAPPEDA", "Ani"),
            ("pass", "APIP", "Tri"),
            ("verify", "", "Anggota"),
        ]
    ):
        RkaMove.objects.create(rka=rka, action=action, gate=gate, round=number, actor_label=name, role="x", at=f.NOON)
    data = printed(stage, opd)
    assert [row[:2] for row in data["examined"]] == [["BAPPEDA", "Ani"], ["APIP", "Tri"], ["TAPD", "Anggota"]]
    assert data["examined"][0][2].replace("\u00a0", " ") == "24 November 2026"
    assert print_pdf(FORM, data, at=f.NOON).startswith(b"%PDF-")
    place = PaperPlace(stage, PaperKind.DPA, opd)
    assert paper_data(place, on=DAY)[1]["examined"] == []
