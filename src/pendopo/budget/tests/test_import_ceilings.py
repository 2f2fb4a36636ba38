"""The import: the exact counts of the real files, and refusals that leave nothing behind."""

import csv
import io
import threading
import zipfile
from io import StringIO

import pytest
import xlsxwriter
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from pendopo.audit.models import Entry
from pendopo.budget import queries, services, sources
from pendopo.budget.models import ActivityNode, CodeList, DeclaredTotal, ImportDefect, Pagu, Stage
from pendopo.budget.services import ceilings
from pendopo.files.models import ImportRun
from pendopo.files.services import open_import
from pendopo.files.tabular import TableRefused
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS, SYSTEM
from pendopo.organisations.models import Unit

SUMS = [
    ("PROGRAM", 409, 4_336_570_036_129),
    ("KEGIATAN", 1_150, 4_297_392_979_358),
    ("SUB_KEGIATAN", 3_949, 4_055_178_874_019),
]


def as_workbook(folder, path, *, formula=False, leave_out=""):
    """The four files as sheets of one workbook, numbers as numbers."""
    with xlsxwriter.Workbook(path) as book:
        for name in sources.NAMES:
            if name == leave_out:
                continue
            sheet = book.add_worksheet(name)
            text = (folder / f"kabbandung2025_{name}.csv").read_text()
            for number, row in enumerate(csv.reader(io.StringIO(text))):
                for column, value in enumerate(row):
                    write = sheet.write_number if value.isdigit() else sheet.write_string
                    write(number, column, int(value) if value.isdigit() else value)
            if formula and name == "sub_kegiatan":
                sheet.write_formula("F2", "=1+1", None, 2)


def as_zip(folder, path):
    with zipfile.ZipFile(path, "w") as archive:
        for name in sources.NAMES:
            archive.write(folder / f"kabbandung2025_{name}.csv", f"anggaran/kabbandung2025_{name}.csv")


def nothing_was_written() -> bool:
    models = (Stage, CodeList, ActivityNode, Pagu, DeclaredTotal, ImportDefect, Unit)
    kept = Entry.objects.exclude(event__in=["files.import.refused", "files.import.finished"])
    return not (any(model.objects.exists() for model in models) or kept.exists())


@pytest.fixture
def real(db, shared, now):
    files = sources.read_path(shared / "data" / "budget")
    return services.import_ceilings(files=files, year=2025, source="LKPP", actor=SYSTEM, now=now)


@pytest.mark.shared
def test_the_real_files_give_the_rows_sums_and_defects_of_the_handbook(real):
    levels = [(row["level"], row["rows"], row["sum"]) for row in queries.imported_sums(real)]
    assert levels == [("UNIT", 67, 3_120_372_148_925), *SUMS]
    assert Pagu.objects.values("unit").distinct().count() == 68
    assert Pagu.objects.values("activity").distinct().count() == 2_035
    groups = {group.kind: group for group in queries.groups_of_defects(real)}
    assert {kind: group.number for kind, group in groups.items()} == {
        "PROGRAM_SUM": 15,
        "KEGIATAN_SUM": 62,
        "ZERO_PROGRAM": 9,
        "ZERO_KEGIATAN": 24,
        "ZERO_SUB_KEGIATAN": 307,
        "REPEATED_CODE": 184,
        "SPELLINGS": 44,
        "PROVINCE_CODE": 1,
        "UNIT_SUM": 22,
        "UNIT_MISSING": 1,
    }
    program, kegiatan = groups["PROGRAM_SUM"], groups["KEGIATAN_SUM"]
    assert (program.above, program.below, program.net) == (7, 8, 39_177_056_771)
    assert (kegiatan.above, kegiatan.below, kegiatan.net) == (52, 10, 242_214_105_339)
    assert groups["REPEATED_CODE"].surplus == 326
    missing = ImportDefect.objects.get(kind="UNIT_MISSING")
    assert (missing.code, missing.count, missing.computed_amount) == ("96035", 10, 14_156_924_052)
    assert ImportDefect.objects.get(kind="PROVINCE_CODE").code == "5.05.02.1.02.0001"


@pytest.mark.shared
def test_the_roll_ups_of_the_real_tree_add_up_by_activity_and_by_unit(real):
    total = SUMS[-1][2]
    by_activity = queries.rows_below(queries.Place(real))
    by_unit = queries.rows_below(queries.Place(real, by_unit=True))
    assert (len(by_activity), sum(row.amount for row in by_activity)) == (8, total)
    assert (len(by_unit), sum(row.amount for row in by_unit)) == (68, total)
    assert queries.total_of(queries.Place(real)) == total
    largest = queries.search_below(queries.Place(real), "1.01.02.2.01")
    place = queries.place_at(real, code="1.01.02.2.01")
    assert largest[0].amount == queries.total_of(place)


def test_the_command_imports_and_prints_the_defects(db, folder):
    out = StringIO()
    call_command("import_budget", folder, year=2025, stdout=out)
    assert "SUB_KEGIATAN: 4 = 350" in out.getvalue()
    entry = Entry.objects.get(event="budget.ceilings.imported")
    assert (entry.data["rows"], entry.data["amount"]) == (4, 350)
    run = ImportRun.objects.get()
    assert (run.format, run.status, run.counts["sub_kegiatan"]) == ("budget.ceilings", "FINISHED", 4)
    assert [(one["source"], one["row"], one["value"]) for one in run.defects] == [
        ("kabbandung2025_sub_kegiatan.csv", 2, "1.02.02.2.01.0001")
    ]


@pytest.mark.parametrize("ending", ["xlsx", "zip"])
def test_a_workbook_and_a_zip_give_the_same_budget(db, folder, ending):
    path = folder / f"anggaran.{ending}"
    {"xlsx": as_workbook, "zip": as_zip}[ending](folder, path)
    call_command("import_budget", path, stdout=StringIO())
    assert sum(Pagu.objects.values_list("amount", flat=True)) == 350
    label = {"xlsx": "anggaran.xlsx: sub_kegiatan", "zip": "kabbandung2025_sub_kegiatan.csv"}[ending]
    assert ImportDefect.objects.get().file_name == label
    assert ImportDefect.objects.get().short_file_name.startswith("sub_kegiatan")


def test_a_formula_in_a_sheet_is_refused_with_its_cell(db, folder):
    path = folder / "anggaran.xlsx"
    as_workbook(folder, path, formula=True)
    with pytest.raises(CommandError, match="F2"):
        call_command("import_budget", path, errors=folder / "galat.csv", stdout=StringIO())
    assert nothing_was_written()


def test_a_workbook_without_a_sheet_and_another_file_are_refused(db, folder):
    as_workbook(folder, folder / "anggaran.xlsx", leave_out="kegiatan")
    with pytest.raises(TableRefused) as refusal:
        sources.read_path(folder / "anggaran.xlsx")
    assert [problem.source for problem in refusal.value.problems] == ["anggaran.xlsx: kegiatan"]
    with pytest.raises(TableRefused):
        sources.read_path(folder / "kabbandung2025_program.csv")


def test_an_upload_over_the_limit_names_the_limit(folder):
    with pytest.raises(TableRefused) as refusal:
        sources.read_upload(io.BytesIO(bytes(3 << 20)), name="besar.zip", limit=2 << 20)
    assert "2 MB" in str(refusal.value.problems[0].message)


@pytest.mark.django_db(transaction=True)
def test_while_an_import_runs_the_command_is_refused(folder, now):
    open_import(format=services.CEILINGS, file_name="lain", actor=SYSTEM, now=clock.now())
    with pytest.raises(CommandError):
        call_command("import_budget", folder, stdout=StringIO())
    assert nothing_was_written()


def test_a_command_that_breaks_off_leaves_no_open_run(db, folder, monkeypatch):
    monkeypatch.setattr(ceilings, "find_defects", lambda files: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("import_budget", folder, stdout=StringIO())
    assert (ImportRun.objects.get().status, nothing_was_written()) == ("REFUSED", True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("suffix", "change", "row", "column"),
    [
        ("sub_kegiatan", ("20,21,211", "20,99,211"), 5, "kd_kegiatan"),
        ("kegiatan", ("20,2,21", "20,9,21"), 3, "kd_program"),
        ("sub_kegiatan", ("1.06.05.2.02.0001", "1.06.04.2.02.0001"), 5, "kode_sub_kegiatan"),
        ("sub_kegiatan", ("10,11,112", "10,11,111"), 3, "kd_subkegiatan"),
        ("sub_kegiatan", ("Posyandu,10", 'Posyandu,"1.000"'), 4, "pagu"),
        ("sub_kegiatan", ("Posyandu,10", "Posyandu,=1+1"), 4, "pagu"),
        ("sub_kegiatan", ("Posyandu,10", "=HYPERLINK(1),10"), 4, "nama_sub_kegiatan"),
        ("sub_kegiatan", ("Posyandu,10", "Posyandu,9223372036854775808"), 4, "pagu"),
        ("sub_kegiatan", ("Posyandu,10", "Posyandu"), 4, "pagu"),
        ("program", ("nama_program", "nama"), 1, "nama_program"),
        ("program", ("1.06.05", "1.6.5"), 3, "kode_program"),
        ("struktur_anggaran_satker", ("\n20,", "\n30,"), 3, "kd_satker"),
    ],
)
def test_a_fault_is_refused_with_its_row_and_column(folder, suffix, change, row, column):
    path = folder / f"kabbandung2025_{suffix}.csv"
    path.write_text(path.read_text().replace(*change, 1))
    with pytest.raises(CommandError, match=path.name):
        call_command("import_budget", folder, errors=folder / "galat.csv", stdout=StringIO())
    run = ImportRun.objects.get()
    kept = run.problems[0]
    assert (run.status, kept["source"], kept["row"], kept["column"]) == ("REFUSED", path.name, row, column)
    lines = (folder / "galat.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].startswith(f"{path.name},{row},{column},")
    with pytest.raises(TableRefused) as refusal:
        sources.read_path(folder)
    problem = refusal.value.problems[0]
    assert (problem.source, problem.row, problem.column) == (path.name, row, column)
    assert nothing_was_written()


def test_a_wrong_encoding_and_a_missing_file_are_refused(db, folder):
    path = folder / "kabbandung2025_kegiatan.csv"
    path.write_bytes(path.read_bytes().replace(b"Layanan", b"Layanan\xe9"))
    (folder / "kabbandung2025_program.csv").unlink()
    with pytest.raises(TableRefused) as refusal:
        sources.read_path(folder)
    assert [(problem.source, problem.row) for problem in refusal.value.problems] == [
        ("kabbandung2025_program.csv", None),
        ("kabbandung2025_kegiatan.csv", 2),
    ]


def test_a_fault_in_the_middle_leaves_nothing_half_written(db, folder, now, monkeypatch):
    def broken(files):
        raise RuntimeError("power cut")

    monkeypatch.setattr(ceilings, "find_defects", broken)
    files = sources.read_path(folder)
    with pytest.raises(RuntimeError, match="power cut"), transaction.atomic():
        services.import_ceilings(files=files, year=2025, source="Uji", actor=SYSTEM, now=now)
    assert nothing_was_written()


def test_a_stranger_is_refused_and_nothing_moves(db, folder, now):
    files = sources.read_path(folder)
    with pytest.raises(PermissionDenied):
        services.import_ceilings(files=files, year=2025, source="Uji", actor=ANONYMOUS, now=now)
    assert nothing_was_written()


def test_a_second_import_of_a_year_is_refused(stage, folder, now):
    with pytest.raises(CommandError, match="2025"):
        call_command("import_budget", folder, year=2025, errors=folder / "galat.csv", stdout=StringIO())
    assert (Stage.objects.count(), Pagu.objects.count(), ImportRun.objects.get().status) == (1, 4, "REFUSED")
    assert Entry.objects.filter(event="budget.ceilings.imported").count() == 1


def test_the_database_allows_one_effective_stage_a_year(stage, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        Stage.objects.create(year=2025, seq=2, kind="APBD_P", status="SET", code_list=stage.code_list, opened_at=now)


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_at_once_one_is_refused(folder, now):
    files = sources.read_path(folder)
    stored, go_on, refusals = threading.Event(), threading.Event(), []

    def wait(name, rows):
        stored.set()
        go_on.wait(10)

    def first():
        services.import_ceilings(files=files, year=2025, source="Uji", actor=SYSTEM, now=now, progress=wait)
        connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    stored.wait(10)
    try:
        services.import_ceilings(files=files, year=2025, source="Uji", actor=SYSTEM, now=now)
    except services.ImportRunning as refusal:
        refusals.append(refusal)
    go_on.set()
    thread.join()
    assert (len(refusals), Stage.objects.count(), Pagu.objects.count()) == (1, 1, 4)
