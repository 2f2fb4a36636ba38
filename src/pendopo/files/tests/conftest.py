"""A format of imports for tests: its act writes the label of documents, so that what it did can be read back."""

import datetime as dt

import pytest
from django import forms

from pendopo.files import formats, storage
from pendopo.files.formats import Findings, ImportFormat, SampleColumn, Shown
from pendopo.files.models import Document
from pendopo.files.tabular import Column
from pendopo.kernel import access

COLUMNS = [Column("kode", kind="code"), Column("nilai", kind="int")]


def check(source, *, actor):
    table = source.table(COLUMNS)
    rows = [Shown(number, "new", [row["kode"]]) for number, row in zip(table.numbers, table.rows, strict=True)]
    return Findings(counts={"new": len(rows), "unchanged": 0}, heads=["Kode"], rows=rows)


def apply(source, *, actor, now, progress):
    table = source.table(COLUMNS)
    for done, row in enumerate(table.rows, start=1):
        store(row["kode"], source.options["tahun"], now)
        if row["nilai"] == 13:
            raise RuntimeError("a fault in the middle")
        progress(done, len(table.rows))
    return Findings(counts={"new": len(table.rows), "unchanged": 0})


def store(code, year, now):
    Document.objects.create(
        code=code, sha256=storage.put(code.encode()), size=1, kind="DOCUMENT", media_type="text/plain",
        file_name=code, label=f"{code} {year}", scanner="NONE", created_at=now,
    )  # fmt: skip


class YearForm(forms.Form):
    tahun = forms.IntegerField(label="Tahun")


@pytest.fixture
def sample_format():
    """The format `files.sample`, open to administrators and Inspektorat."""
    access.register("files.import_sample", access.holds("admin", "head"))
    kind = ImportFormat(
        key="files.sample",
        title="Contoh",
        text="Kode dan nilai.",
        permission="files.import_sample",
        columns=[SampleColumn("kode", "Kode", ["1.01", "1.02"]), SampleColumn("nilai", "Nilai", ["1", "2"])],
        check=check,
        apply=apply,
        form=YearForm,
        command="pendopo import sample FILE",
    )
    formats.register(kind)
    yield kind
    del formats.FORMATS._items[kind.key]


@pytest.fixture
def now():
    return dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)
