"""The ceilings as a format of the workspace: look first, then take over."""

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.budget import imports, services
from pendopo.budget.models import Pagu, Stage
from pendopo.budget.tests.test_import_ceilings import as_zip
from pendopo.files.formats import FORMATS, Source
from pendopo.files.tabular import TableRefused
from pendopo.organisations.models import Unit

OPTIONS = {"year": 2025, "source": "BKAD"}


@pytest.fixture
def sent(db, folder):
    path = folder / "anggaran.zip"
    as_zip(folder, path)
    return Source(path, path.name, OPTIONS)


def silent(done, total):
    """Nobody looks."""


def test_the_format_is_registered_with_its_sample(db, tmp_path, administrator, now):
    kind = FORMATS[services.CEILINGS]
    name, make = kind.sample
    path = tmp_path / name
    path.write_bytes(make())
    found = kind.check(Source(path, name, OPTIONS), actor=administrator)
    assert found.counts == {"program": 1, "kegiatan": 1, "sub_kegiatan": 2, "rupiah": 103_448_800, "defects": 0}
    assert not Stage.objects.exists()


def test_the_preview_shows_sums_units_and_defects_and_writes_nothing(sent, administrator):
    found = imports.check(sent, actor=administrator)
    assert [list(row.cells) for row in found.rows] == [["Dinas Kesehatan", "3", "Rp300"], ["Dinas Sosial", "1", "Rp50"]]
    assert [(one.source, one.row, one.value) for one in found.defects] == [
        ("kabbandung2025_sub_kegiatan.csv", 2, "1.02.02.2.01.0001")
    ]
    assert not Pagu.objects.exists()


def test_confirmed_it_is_the_budget_of_the_year_and_a_second_one_is_refused(sent, administrator, now):
    told = []
    found = imports.apply(sent, actor=administrator, now=now, progress=lambda *step: told.append(step))
    assert (found.counts["rupiah"], found.counts["defects"], told[-1]) == (350, 1, (8, 8))
    assert Stage.objects.get().source == "BKAD"
    with pytest.raises(TableRefused):
        imports.check(sent, actor=administrator)
    assert Pagu.objects.count() == 4


def test_a_stranger_is_refused_and_nothing_moves(sent, stranger, resident, now):
    for person in (stranger, resident):
        with pytest.raises(PermissionDenied):
            imports.apply(sent, actor=person, now=now, progress=silent)
    assert not Stage.objects.exists()
    assert not Unit.objects.filter(code="10").exists()


def test_who_may_not_add_units_is_told_which_are_unknown(sent, resident):
    with pytest.raises(TableRefused) as refusal:
        imports.check(sent, actor=resident)
    assert [(one.row, one.column, one.value) for one in refusal.value.problems] == [
        (2, "kd_satker", "10"),
        (3, "kd_satker", "20"),
    ]
