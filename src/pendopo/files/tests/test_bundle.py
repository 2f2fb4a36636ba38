"""Several tables that come together, and cells that hold formulas or separators."""

import io
import zipfile

import pytest

from pendopo.files.tabular import (
    Column,
    Part,
    TableRefused,
    parts_of_file,
    parts_of_folder,
    read_part,
    read_table,
    refused_rows_csv,
)

NAMES = ("kegiatan", "sub_kegiatan")


def archive(**members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name, text in members.items():
            file.writestr(f"map/{name}.csv", text)
    return io.BytesIO(target.getvalue())


def test_the_longest_fitting_name_takes_a_file():
    parts = parts_of_file(archive(x_sub_kegiatan="a\n1\n", x_kegiatan="a\n2\n"), NAMES, name="a.zip")
    assert {name: part.label for name, part in parts.items()} == {
        "kegiatan": "x_kegiatan.csv",
        "sub_kegiatan": "x_sub_kegiatan.csv",
    }


def test_a_missing_table_is_named(tmp_path):
    (tmp_path / "kegiatan.csv").write_text("a\n1\n")
    parts = parts_of_folder(tmp_path, NAMES, prefix="kab")
    assert isinstance(parts["kegiatan"], Part)
    assert parts["sub_kegiatan"].problems[0].source == "kab_sub_kegiatan.csv"


def test_what_is_no_bundle_is_refused():
    with pytest.raises(TableRefused):
        parts_of_file(io.BytesIO(b"a,b\n1,2\n"), NAMES, name="a.csv")


def test_problems_carry_the_label_also_in_the_file_of_problems():
    with pytest.raises(TableRefused) as refusal:
        read_part(Part(b"a\n1.000\n", "x_kegiatan.csv"), [Column("a", "digits")])
    lines = refused_rows_csv(refusal.value.problems).splitlines()
    assert lines[0].count(",") == 5
    assert lines[1].startswith("x_kegiatan.csv,2,a,1.000,")


@pytest.mark.parametrize("kind", ["text", "code", "int", "rupiah", "digits", "decimal", "date"])
def test_a_formula_is_refused_in_every_kind_of_cell(kind):
    with pytest.raises(TableRefused) as refusal:
        read_table(io.BytesIO(b"a\n=1+1\n"), [Column("a", kind)])
    assert (refusal.value.problems[0].row, refusal.value.problems[0].column) == (2, "a")


@pytest.mark.parametrize("cell", ["1.000", "1,000", "-1", "1e3", "٣", "9223372036854775808"])
def test_digits_take_no_separator_and_no_sign(cell):
    with pytest.raises(TableRefused):
        read_table(io.BytesIO(f'a\n"{cell}"\n'.encode()), [Column("a", "digits")])
