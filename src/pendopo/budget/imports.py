"""The ceilings of a year as a format of the workspace's imports: look first, then take over."""

import io
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.budget import queries, services, sources
from pendopo.budget.defects import find_defects
from pendopo.budget.names import readable
from pendopo.budget.storing import refuse_unknown_units
from pendopo.files.formats import MOST_SHOWN, Findings, ImportFormat, Progress, SampleColumn, Shown, Source
from pendopo.files.tabular import Problem
from pendopo.kernel.access import ANONYMOUS, Actor
from pendopo.kernel.display import money


class YearForm(forms.Form):
    """What the tables do not say."""

    year = forms.IntegerField(label=_("Budget year"), min_value=2020, max_value=2100)
    source = forms.CharField(
        label=_("Source of the figures"), max_length=300, help_text=_("It stands below every public table.")
    )


def check(source: Source, *, actor: Actor) -> Findings:
    """What the tables hold: sums of each level, the largest units, every defect. Raises TableRefused."""
    files = _read(source)
    if queries.stage_of(ANONYMOUS, source.options["year"]):
        raise services.AlreadyImported(source.options["year"])
    refuse_unknown_units(files, actor)
    names = queries.defect_labels()
    defects = [Problem(one.row_number, "kode", one.code, names[one.kind], one.file_name) for one in find_defects(files)]
    return Findings(
        counts=_counts(files, len(defects)),
        heads=[_("Office or unit"), _("Ceilings of sub-activities"), _("Sum")],
        rows=_units(files),
        defects=defects,
    )


def apply(source: Source, *, actor: Actor, now: datetime, progress: Progress) -> Findings:
    """Store the ceilings as the effective stage of the year. Raises TableRefused, PermissionDenied."""
    files = _read(source)
    whole = len(files.program) + len(files.kegiatan) + len(files.sub_kegiatan)
    done = 0

    def told(_name: str, rows: int) -> None:
        nonlocal done
        done += rows
        progress(done, whole)

    stage = services.import_ceilings(
        files=files,
        year=source.options["year"],
        source=source.options["source"],
        actor=actor,
        now=now,
        progress=told,
    )
    defects = queries.defects_as_problems(stage)
    return Findings(counts=_counts(files, len(defects)), defects=defects)


def _read(source: Source) -> sources.CeilingFiles:
    with source.path.open("rb") as file:
        return sources.read_upload(file, name=source.name, limit=None)


def _counts(files: sources.CeilingFiles, defects: int) -> dict[str, int]:
    return {
        "program": len(files.program),
        "kegiatan": len(files.kegiatan),
        "sub_kegiatan": len(files.sub_kegiatan),
        "rupiah": sum(row.pagu for row in files.sub_kegiatan),
        "defects": defects,
    }


def _units(files: sources.CeilingFiles) -> list[Shown]:
    """The units with the largest sums, as the preview shows them."""
    names = {row["kd_satker"]: row["nama_satker"] for row in files.program}
    rows = dict.fromkeys(names, 0)
    sums = dict.fromkeys(names, 0)
    for row in files.sub_kegiatan:
        rows[row["kd_satker"]] += 1
        sums[row["kd_satker"]] += row.pagu
    first = {row["kd_satker"]: row.number for row in reversed(files.program)}
    largest = sorted(names, key=lambda code: -sums[code])[:MOST_SHOWN]
    return [
        Shown(first[code], "new", [readable(names[code], title=True), str(rows[code]), money(sums[code])])
        for code in largest
    ]


def _sample() -> bytes:
    """A workbook with the four sheets and one unit, which is no real one."""
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for name, rows in SAMPLE.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            sheet.freeze_panes(1, 0)
    return target.getvalue()


SAMPLE: dict[str, list[list[str | int]]] = {
    "program": [
        ["kd_satker", "nama_satker", "kd_program", "kode_program", "nama_program", "pagu"],
        ["10", "DINAS CONTOH", "100", "2.07.02", "PROGRAM PERENCANAAN TENAGA KERJA", 103448800],
    ],
    "kegiatan": [
        ["kd_satker", "kd_program", "kd_kegiatan", "kode_kegiatan", "nama_kegiatan", "pagu"],
        ["10", "100", "1000", "2.07.02.2.01", "Penyusunan Rencana Tenaga Kerja (RTK)", 103448800],
    ],
    "sub_kegiatan": [
        ["kd_satker", "kd_kegiatan", "kd_subkegiatan", "kode_sub_kegiatan", "nama_sub_kegiatan", "pagu"],
        ["10", "1000", "10000", "2.07.02.2.01.0001", "Penyusunan Rencana Tenaga Kerja Makro", 12414700],
        ["10", "1000", "10001", "2.07.02.2.01.0003", "Penyusunan Rencana Tenaga Kerja Mikro", 91034100],
    ],
    "struktur_anggaran_satker": [
        [*sources.STRUCTURE.codes, *sources.STRUCTURE.texts, *sources.STRUCTURE.money],
        ["10", "2.07.0.00.0.00.01.0000", "DINAS CONTOH", 103448800, 0, 0, 0, 103448800, 103448800],
    ],
}

CEILINGS = ImportFormat(
    key=services.CEILINGS,
    title=_("Budget ceilings of a year"),
    text=_(
        "One workbook with four sheets as in the sample, or a ZIP with a CSV file for each."
        " Every total is computed from the sub-activities; what is strange is imported and reported."
    ),
    permission="budget.import_ceilings",
    columns=[
        SampleColumn("kd_satker", _("number of the unit in the source"), ["152339", "152339"]),
        SampleColumn("kd_kegiatan", _("row id of the activity above"), ["12963348", "12963348"]),
        SampleColumn("kd_subkegiatan", _("row id, each once"), ["14500665", "14500666"]),
        SampleColumn("kode_sub_kegiatan", _("code"), ["2.07.02.2.01.0001", "2.07.02.2.01.0003"]),
        SampleColumn(
            "nama_sub_kegiatan", _("name"), ["Penyusunan Rencana Tenaga Kerja Makro", "Rencana Tenaga Kerja Mikro"]
        ),
        SampleColumn("pagu", _("rupiah in digits alone"), ["12414700", "91034100"]),
    ],
    check=check,
    apply=apply,
    accept=(".xlsx", ".ods", ".zip"),
    sample=("contoh-pagu.xlsx", _sample),
    form=YearForm,
    done_page="budget:home",
    command="pendopo import budget FOLDER",
)
