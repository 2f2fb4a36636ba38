"""Tables in the columns of SIPD: what goes out comes back as no change; every fault is named at its cell."""

import csv
import io
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from pendopo.budget import imports_sipd, queries, services
from pendopo.budget.models import CodeList, ItemEdit, Line, LineItem, NodeTotal, RkaSheet, Stage
from pendopo.budget.tests import factories as f
from pendopo.files.formats import FORMATS, Source
from pendopo.files.tabular import TableRefused

CODE = "1.03.10.2.01.0003"
HEAD = "kode_skpd,kode_sub_giat,kode_akun,no_baris,nama_komponen,volum1,sat1,volum2,sat2,harga_satuan,rincian"
PAPER = f"1.03,{CODE},{f.ATK},,Kertas HVS,10,rim,,,45.000,450000"


def silent(done, total):
    """Nobody looks."""


@pytest.fixture
def stage(db, opd, staff, now):
    made = f.draft_stage()
    sheet = f.sheet(made, opd, CODE)
    rows = [
        (f.account_id(made), f.row()),
        (f.account_id(made), f.row(1_485_000, "12.5", component="=Lapis  aus", specification="-", note="a\tb")),
        (
            f.account_id(made, f.ROAD),
            f.row(7, "0.000125", tax_percent=Decimal(11), kind="PLACEHOLDER", package_label="Ruas 1"),
        ),
    ]
    services.put_items(stage_id=made.pk, sheet_id=sheet.pk, rows=rows, actor=staff, now=now)
    return made


@pytest.fixture
def send(stage, tmp_path):
    """Gives a file as a person would send it."""

    def sent(content, name="rka.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Source(path, name, {"stage": stage.pk})

    return sent


@pytest.fixture
def take(staff, now):
    """Takes a file over as its office's officer."""
    return lambda source: imports_sipd.apply(source, actor=staff, now=now, progress=silent)


def export(client, kind):
    stage, unit = Stage.objects.get(), "1.03"
    return client.get(reverse("budget:sipd_unit", kwargs={"stage": stage.pk, "unit": unit, "kind": kind})).content


def rows_now():
    return list(LineItem.objects.order_by("pk").values_list("pk", "component", "amount", "revision"))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_is_exported_comes_back_as_no_change(client, staff, send, take, kind):
    client.force_login(staff)
    before, source = rows_now(), send(export(client, kind), f"rka.{kind}")
    found = imports_sipd.check(source, actor=staff)
    assert found.counts == {"rows": 3, "new": 0, "changed": 0, "removed": 0, "unchanged": 3, "rupiah": 19_012_500}
    take(source)
    assert rows_now() == before


def test_the_preview_tells_what_is_new_changed_and_removed_and_writes_nothing(staff, stage, send):
    before = rows_now()
    text = (
        f"{HEAD}\n1.03,{CODE},{f.ATK},1,Kertas HVS A4,20,rim,2,kali,45000,\n1.03,{CODE},{f.PAPER},,Map,5,buah,,,1000,"
    )
    found = imports_sipd.check(send(text), actor=staff)
    assert found.counts == {"rows": 2, "new": 1, "changed": 1, "removed": 2, "unchanged": 0, "rupiah": 1_805_000}
    assert [(row.mark, row.cells[1]) for row in found.rows] == [
        ("removed", "=Lapis  aus"),
        ("removed", "Kertas HVS"),
        ("changed", "Kertas HVS A4"),
        ("new", "Map"),
    ]
    assert found.rows[2].note == "Kertas HVS · 10 rim · 45.000 · Rp450.000"
    assert rows_now() == before


def test_taken_over_the_form_holds_the_file_and_undo_brings_everything_back(staff, stage, send, take):
    text = (
        f"{HEAD}\n1.03,{CODE},{f.ATK},1,Kertas HVS A4,20,rim,2,kali,45000,\n1.03,{CODE},{f.PAPER},,Map,5,buah,,,1000,"
    )
    take(send(text))
    found = LineItem.objects.order_by("component").values_list("component", "amount", "revision")
    assert list(found) == [("Kertas HVS A4", 1_800_000, 2), ("Map", 5_000, 1)]
    assert NodeTotal.objects.get(stage=stage, unit=None, account__code="5").amount == 1_805_000
    services.undo_edit(stage_id=stage.pk, sheet_id=RkaSheet.objects.get().pk, actor=staff, now=f.NOON)
    assert sorted(LineItem.objects.values_list("amount", flat=True)) == [0, 450_000, 18_562_500]
    assert not queries.wrong_totals(stage)


FAULTS = [
    ("10,rim,,,45.000,450000", "sepuluh,rim,,,45.000,450000", [("volum1", "sepuluh")]),
    ("45.000", '"45,000.00"', [("harga_satuan", "45,000.00")]),
    ("10,rim", "-10,rim", [("volum1", "-10")]),
    ("10,rim,,,", "10,,,,", [("sat1", "")]),
    ("10,rim,,,", ",,,,", [("koefisien", "")]),
    ("10,rim,,,", "10,rim,,kali,", [("volum2", "")]),
    ("450000", "4500000", [("rincian", "4500000")]),
    (f.ATK, "5.1.02.01.01.9999", [("kode_akun", "5.1.02.01.01.9999")]),
    (CODE, "1.03.10.2.01.0099", [("kode_sub_giat", "1.03.10.2.01.0099")]),
    (f.ATK, f.TAX, [("kode_sub_giat", CODE)]),
    ("1.03,", "9.99,", [("kode_skpd", "9.99")]),
    ("1.03,1", "1.02,1", [("kode_skpd", "1.02")]),
    ("10,rim,,,45.000,450000", "10,rim,,,450000000,", [("rincian", "4.500.000.000")]),
]


@pytest.mark.usefixtures("other_opd")
@pytest.mark.parametrize("fault", FAULTS, ids=[fault[1][:24] for fault in FAULTS])
def test_each_fault_is_named_at_its_cell_and_nothing_is_written(send, take, fault):
    old, new, cells = fault
    before = rows_now()
    source = send(f"{HEAD}\n{PAPER.replace(old, new, 1)}\n")
    with pytest.raises(TableRefused) as refusal:
        take(source)
    assert [(p.row, p.column, p.value) for p in refusal.value.problems] == [(2, *cell) for cell in cells]
    assert rows_now() == before


def test_a_code_of_another_year_names_the_list_it_belongs_to(staff, stage, send):
    other = CodeList.objects.create(kind="ACCOUNT", code="lama", name="Rekening 2026")
    f.account("5.1.02.99.01.0001", other)
    text = f"tahun,{HEAD}\n2026,{PAPER.replace(f.ATK, '5.1.02.99.01.0001')}"
    with pytest.raises(TableRefused) as refusal:
        imports_sipd.check(send(text), actor=staff)
    assert [(p.column, str(p.message)) for p in refusal.value.problems] == [
        ("tahun", "Tahap ini untuk tahun 2027."),
        ("kode_akun", "Kode ini milik daftar lain: Rekening 2026."),
    ]


def test_an_unknown_unit_of_measure_is_reported_and_taken(staff, send):
    found = imports_sipd.check(send(f"{HEAD}\n{PAPER.replace('rim', 'rimm')}"), actor=staff)
    assert [(p.row, p.column, p.value) for p in found.defects] == [(2, "sat1", "rimm")]


def test_a_row_that_somebody_changed_after_the_export_stops_the_file(client, staff, send, take):
    client.force_login(staff)
    stage, sheet = Stage.objects.get(), RkaSheet.objects.get()
    table = list(csv.reader(io.StringIO(export(client, "csv").decode("utf-8-sig"))))
    place = table[0].index("harga_satuan")
    ids = {"stage_id": stage.pk, "sheet_id": sheet.pk, "account_id": f.account_id(stage)}
    services.put_item(values=f.row(46_000), number=1, revision=1, actor=staff, now=f.NOON, **ids)
    table[1][place], table[1][table[0].index("rincian")] = "47000", ""
    target = io.StringIO()
    csv.writer(target).writerows(table)
    before = rows_now()
    for act in (imports_sipd.check, lambda source, actor: take(source)):
        with pytest.raises(TableRefused) as refusal:
            act(send(target.getvalue()), actor=staff)
        assert refusal.value.problems[0].column == "revisi"
    assert rows_now() == before


def test_a_stage_that_closed_a_second_ago_keeps_the_file_out(send, take):
    source = send(f"{HEAD}\n{PAPER}")
    Stage.objects.update(status="SUBMITTED")
    with pytest.raises(TableRefused):
        take(source)
    assert LineItem.objects.count() == 3


def test_many_rows_are_taken_over_in_a_steady_number_of_queries(stage, send, take):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number, price in ((100, 1), (2_000, 2)):
        rows = (f"1.03,{CODE},{f.ATK},,Barang {n},1,buah,,,{price}000,{price}000" for n in range(number))
        source = send("\n".join([HEAD, *rows]))
        with CaptureQueriesContext(connection) as queries_made:
            found = take(source)
        counts.append(len(queries_made))
    assert (found.counts["new"], found.counts["changed"]) == (1_900, 100)
    assert ItemEdit.objects.filter(after__component="Barang 1999").count() == 1
    assert counts[1] - counts[0] < 60
    assert not queries.wrong_totals(stage)


def test_a_fault_in_the_last_of_ten_thousand_rows_is_named_and_none_is_taken(staff, send):
    rows = [f"1.03,{CODE},{f.ATK},,Barang {n},1,buah,,,1000,1000" for n in range(10_000)]
    with pytest.raises(TableRefused) as refusal:
        imports_sipd.check(send("\n".join([HEAD, *rows, PAPER.replace("10,rim", "-1,rim")])), actor=staff)
    assert [(p.row, p.column, p.value) for p in refusal.value.problems] == [(10_002, "volum1", "-1")]
    assert LineItem.objects.count() == 3


def test_a_form_that_nobody_began_is_begun_by_the_file(stage, opd, send, take):
    f.sheet(stage, opd, "1.03.10.2.01.0004")
    RkaSheet.objects.latest("pk").delete()
    take(send(f"{HEAD}\n{PAPER.replace(CODE, '1.03.10.2.01.0004')}"))
    assert RkaSheet.objects.latest("pk").activity.code == "1.03.10.2.01.0004"
    assert LineItem.objects.count() == 4


def test_nobody_else_takes_rows_over(stage, head, other_official, resident):
    known = queries.known_codes(stage, [{"kode_skpd": "1.03", "kode_sub_giat": CODE, "kode_akun": f.ATK}], head)
    assert known.units == {}
    assert FORMATS[services.SIPD].permission == "budget.compose_rka"
    form = {imports_sipd.FormKey(RkaSheet.objects.get().unit_id, "SPENDING", RkaSheet.objects.get().activity_id, 1): []}
    for person in (head, other_official, resident):
        with pytest.raises(PermissionDenied):
            services.replace_rows(stage_id=stage.pk, forms=form, actor=person, now=f.NOON, progress=silent)
    assert (LineItem.objects.count(), Line.objects.count()) == (3, 2)


def test_the_stage_gives_only_what_one_may_see(client, auditor, other_official, stage):
    address = reverse("budget:sipd_stage", kwargs={"stage": stage.pk, "kind": "csv"})
    for person, lines in ((auditor, 4), (other_official, 1)):
        client.force_login(person)
        assert len(client.get(address).content.decode().splitlines()) == lines
    assert (
        client.get(reverse("budget:sipd_unit", kwargs={"stage": stage.pk, "unit": "1.03", "kind": "csv"})).status_code
        == 404
    )
