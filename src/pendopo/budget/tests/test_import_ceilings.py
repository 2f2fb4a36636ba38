"""The import: the exact counts of the real files, and refusals that leave nothing behind."""

import threading
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from pendopo.audit.models import Entry
from pendopo.budget import queries, services, sources
from pendopo.budget.models import ActivityNode, CodeList, DeclaredTotal, ImportDefect, Pagu, Stage
from pendopo.budget.services import ceilings
from pendopo.kernel.access import ANONYMOUS, SYSTEM
from pendopo.organisations.models import Unit

SUMS = [
    ("PROGRAM", 409, 4_336_570_036_129),
    ("KEGIATAN", 1_150, 4_297_392_979_358),
    ("SUB_KEGIATAN", 3_949, 4_055_178_874_019),
]


def nothing_was_written() -> bool:
    models = (Stage, CodeList, ActivityNode, Pagu, DeclaredTotal, ImportDefect, Entry, Unit)
    return not any(model.objects.exists() for model in models)


@pytest.fixture
def real(db, shared, now):
    files = sources.read_directory(shared / "data" / "budget")
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
        ("sub_kegiatan", ("Posyandu,10", "Posyandu"), 4, ""),
        ("program", ("nama_program", "nama"), 1, "nama_program"),
        ("program", ("1.06.05", "1.6.5"), 3, "kode_program"),
        ("struktur_anggaran_satker", ("\n20,", "\n30,"), 3, "kd_satker"),
    ],
)
def test_a_fault_is_refused_with_its_row_and_column(folder, suffix, change, row, column):
    path = folder / f"kabbandung2025_{suffix}.csv"
    path.write_text(path.read_text().replace(*change, 1))
    with pytest.raises(CommandError):
        call_command("import_budget", folder, stdout=StringIO())
    with pytest.raises(sources.SourceRefused) as refusal:
        sources.read_directory(folder)
    problem = refusal.value.problems[0]
    assert (problem.file_name, problem.row, problem.column) == (path.name, row, column)
    assert nothing_was_written()


def test_a_wrong_encoding_and_a_missing_file_are_refused(db, folder):
    path = folder / "kabbandung2025_kegiatan.csv"
    path.write_bytes(path.read_bytes().replace(b"Layanan", b"Layanan\xe9"))
    (folder / "kabbandung2025_program.csv").unlink()
    with pytest.raises(sources.SourceRefused) as refusal:
        sources.read_directory(folder)
    assert [(problem.file_name, problem.row) for problem in refusal.value.problems] == [
        ("kabbandung2025_program.csv", None),
        ("kabbandung2025_kegiatan.csv", 2),
    ]


def test_a_fault_in_the_middle_leaves_nothing_half_written(db, folder, now, monkeypatch):
    def broken(files):
        raise RuntimeError("power cut")

    monkeypatch.setattr(ceilings, "find_defects", broken)
    files = sources.read_directory(folder)
    with pytest.raises(RuntimeError, match="power cut"), transaction.atomic():
        services.import_ceilings(files=files, year=2025, source="Uji", actor=SYSTEM, now=now)
    assert nothing_was_written()


def test_a_stranger_is_refused_and_nothing_moves(db, folder, now):
    files = sources.read_directory(folder)
    with pytest.raises(PermissionDenied):
        services.import_ceilings(files=files, year=2025, source="Uji", actor=ANONYMOUS, now=now)
    assert nothing_was_written()


def test_a_second_import_of_a_year_is_refused(stage, folder, now):
    with pytest.raises(CommandError):
        call_command("import_budget", folder, year=2025, stdout=StringIO())
    assert (Stage.objects.count(), Pagu.objects.count(), Entry.objects.count()) == (1, 4, 2)


def test_the_database_allows_one_effective_stage_a_year(stage, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        Stage.objects.create(year=2025, seq=2, kind="APBD_P", status="SET", code_list=stage.code_list, opened_at=now)


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_at_once_one_is_refused(folder, now):
    files = sources.read_directory(folder)
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
