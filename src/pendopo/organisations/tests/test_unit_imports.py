"""The import of units by a page: what the preview says, what is refused where, and that the sample passes."""

import pytest
from django.core.files.base import ContentFile

from pendopo.files.formats import Source
from pendopo.files.services import confirm_import, receive_import
from pendopo.files.tabular import TableRefused
from pendopo.organisations.imports import check
from pendopo.organisations.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def preview(tmp_path, administrator):
    """What `check` says about a text."""

    def look(text):
        path = tmp_path / "unit.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return check(Source(path, "unit.csv"), actor=administrator)

    return look


def refused(preview, text):
    with pytest.raises(TableRefused) as refusal:
        preview(text)
    return [(problem.row, problem.column, problem.value) for problem in refusal.value.problems]


def test_new_renamed_moved_and_unchanged_units_are_told_apart_and_changes_stand_first(preview, opd, other_opd):
    found = preview(
        "kode,nama,jenis,singkatan,kode_induk\n"
        "1.03,Dinas Pekerjaan Umum dan Penataan Ruang,OPD,DPUPR,\n"
        "1.02,Dinas Kesehatan Kabupaten,OPD,DINKES,\n"
        "1.03.01,UPTD Jalan,UPTD,,1.03\n"
    )
    assert found.counts == {"new": 1, "renamed": 1, "moved": 0, "unchanged": 1}
    assert [(row.row, row.mark, row.note) for row in found.rows] == [
        (3, "renamed", "sebelumnya: Dinas Kesehatan"),
        (4, "new", ""),
        (2, "unchanged", ""),
    ]
    moved = preview("kode,nama,singkatan,kode_induk\n1.02,Dinas Kesehatan,DINKES,1.03\n")
    assert (moved.counts["moved"], moved.rows[0].note) == (1, "")
    assert Unit.objects.count() == 2


def test_an_orphan_a_double_row_and_a_strange_kind_are_named_by_row_and_column(preview):
    text = "kode;nama;jenis;kode_induk\n1;A;OPD;9\n1;B;OPD;\n2;C;Warung;\n"
    assert refused(preview, text) == [(2, "kode_induk", "9"), (3, "kode", "1"), (4, "jenis", "WARUNG")]


def test_a_unit_cannot_be_put_below_its_own_unit_though_the_file_names_only_one(preview, opd, administrator):
    preview_rows = "kode,nama,kode_induk\n1.03,DPUPR,\n1.03.01,UPTD Jalan,1.03\n"
    run = send(preview_rows.encode(), administrator)
    confirm_import(run_id=run.pk, actor=administrator, now=run.started_at)
    assert refused(preview, "kode,nama,kode_induk\n1.03,DPUPR,1.03.01\n") == [(2, "kode_induk", "1.03.01")]


def test_a_missing_column_and_another_encoding_are_named(preview):
    assert refused(preview, "kode\n1.03\n") == [(1, "nama", "")]
    assert refused(preview, "kode,nama\n1.03,Café\n".encode("latin-1"))[0][0] == 2


def send(data, actor):
    from pendopo.kernel import clock

    file = ContentFile(data, "unit.csv")
    return receive_import(file=file, format="organisations.units", options={}, actor=actor, now=clock.now())


def test_the_sample_file_is_taken_over_and_a_second_time_changes_nothing(client, administrator):
    client.force_login(administrator)
    sample = client.get("/workspace/data/impor/baru/organisations.units/contoh.csv").content
    first = send(sample, administrator)
    done = confirm_import(run_id=first.pk, actor=administrator, now=first.started_at)
    assert done.counts == {"new": 3, "renamed": 0, "moved": 0, "unchanged": 0}
    assert list(Unit.objects.values_list("code", "kind", "parent__code")) == [
        ("1.03", "OPD", None),
        ("1.03.01", "UPTD", "1.03"),
        ("7.01", "KECAMATAN", None),
    ]
    assert send(sample, administrator).counts == {"new": 0, "renamed": 0, "moved": 0, "unchanged": 3}
