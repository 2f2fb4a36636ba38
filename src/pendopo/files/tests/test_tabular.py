"""Reading tables: every format gives the same rows; every bad input is named by row and column."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from pendopo.files.tabular import Column, Problem, TableRefused, read_table, refused_rows_csv
from pendopo.files.tabular.cells import BadCell, typed

COLUMNS = [
    Column("kode", kind="code"),
    Column("nama", aliases=("uraian",)),
    Column("pagu", kind="rupiah"),
    Column("tanggal", kind="date", required=False),
]
HEADER = "kode,nama,pagu,tanggal\n"
ROW = {"kode": "1.01", "nama": "Dinas Pendidikan", "pagu": 1250000, "tanggal": dt.date(2026, 11, 24)}


def read(text, **options):
    data = text if isinstance(text, bytes) else text.encode()
    return read_table(io.BytesIO(data), COLUMNS, **options)


def problems_of(text, **options):
    with pytest.raises(TableRefused) as refusal:
        read(text, **options)
    return [(problem.row, problem.column, str(problem.message)) for problem in refusal.value.problems]


def workbook(*, formula=False):
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["KODE", " Uraian ", "pagu", "tanggal"])
    sheet.write_string(1, 0, "1.01")
    sheet.write_string(1, 1, "Dinas Pendidikan")
    if formula:
        sheet.write_formula(1, 2, "=1250000", None, 1250000)
    else:
        sheet.write_number(1, 2, 1250000)
    sheet.write_datetime(1, 3, dt.date(2026, 11, 24), book.add_format({"num_format": "yyyy-mm-dd"}))
    book.close()
    return target.getvalue()


@pytest.mark.parametrize("text", [
    HEADER + "1.01,Dinas Pendidikan,1250000,2026-11-24\n",
    "\ufeff" + HEADER + "1.01,Dinas Pendidikan,1.250.000,24/11/2026\n",
    HEADER.replace(",", ";") + '1.01;Dinas  Pendidikan;"Rp1.250.000,00";24-11-2026\r\n',
    HEADER.replace(",", "\t") + "1.01\tDinas Pendidikan\t1250000\t2026-11-24",
])  # fmt: skip
def test_every_usual_way_to_write_a_row_gives_the_same_row(text):
    assert read(text).rows == [ROW]


def test_a_workbook_gives_the_same_row():
    assert read(workbook()).rows == [ROW]


def test_empty_rows_are_skipped_and_numbers_stay_those_of_the_file():
    table = read(HEADER + "1,A,1,\n\n,,,\n2,B,2,\n")
    assert table.numbers == [2, 5]
    assert table.rows[1] == {"kode": "2", "nama": "B", "pagu": 2, "tanggal": None}


def test_another_encoding_is_refused_with_the_line():
    assert problems_of(HEADER.encode() + "1,Café,1,\n".encode("latin-1"))[0][0] == 2
    assert problems_of(HEADER.encode("utf-16"))[0][0] == 1


def test_a_missing_and_a_double_column_are_named():
    found = problems_of("kode,nama,Uraian\n1,A,B\n")
    assert [(row, column) for row, column, _ in found] == [(1, "nama"), (1, "pagu")]


def test_each_bad_cell_is_named_by_row_and_column():
    found = problems_of(HEADER + 'a,A,"1,250,000",\nb,,1.2E+9,31/02/2026\nc,C,12x,\n')
    assert [(row, column) for row, column, _ in found] == [
        (2, "pagu"),
        (3, "nama"),
        (3, "pagu"),
        (3, "tanggal"),
        (4, "pagu"),
    ]


def test_a_formula_is_refused_with_its_cell():
    assert problems_of(workbook(formula=True))[0][:2] == (2, "C2")


def test_a_file_above_the_limit_is_refused_and_the_limit_named():
    assert "1 MB" in problems_of(HEADER + "x" * (1 << 20), limit=1 << 20)[0][2]
    assert read(HEADER + "1,A,1,\n", limit=None).numbers == [2]


def test_a_bomb_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    assert len(problems_of(target.getvalue())) == 1


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0old", b"a\x00b", b'kode,"nama\n']
)
def test_what_is_no_table_is_refused(data):
    assert len(problems_of(data)) >= 1


def test_cells_beyond_the_header_are_refused():
    assert [problem[0] for problem in problems_of(HEADER + "1,A,1,,extra\n")] == [2]


def test_the_list_of_problems_cannot_run_as_a_formula():
    text = refused_rows_csv([Problem(3, "nama", "=HYPERLINK(1)", "x", advice="y")])
    assert text.splitlines()[1] == "3,nama,'=HYPERLINK(1),x,y"


@given(st.integers(min_value=-(10**18), max_value=10**18))
def test_any_amount_is_read_back_as_written_in_indonesian(amount):
    assert typed(f"{amount:,}".replace(",", "."), "rupiah") == amount
    assert typed(str(amount), "int") == amount


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_any_decimal_is_read_back_as_written_with_a_comma(number):
    assert typed(f"{number:f}".replace(".", ","), "decimal") == number


@given(st.text(max_size=40), st.sampled_from(["int", "rupiah", "decimal", "date", "code", "text"]))
def test_any_text_is_typed_or_refused_and_never_fails_otherwise(text, kind):
    try:
        typed(text, kind)
    except BadCell as error:
        assert str(error.args[0])  # noqa: PT017


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(data):
    try:
        read_table(io.BytesIO(data), COLUMNS)
    except TableRefused as refusal:
        assert refusal.problems  # noqa: PT017


def test_a_fraction_of_three_places_is_no_thousand():
    assert typed("0,001", "decimal") == Decimal("0.001")


def test_decimals_with_a_point_are_taken_only_where_they_are_clear():
    assert [typed(text, "decimal") for text in ("0.751", "12.5", "1.234.567", "1.234,5")] == [
        Decimal("0.751"),
        Decimal("12.5"),
        Decimal(1234567),
        Decimal("1234.5"),
    ]
    with pytest.raises(BadCell):
        typed("1.234", "decimal")
