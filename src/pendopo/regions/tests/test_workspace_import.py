"""Boundaries and the village index as formats of the workspace."""

import csv
import datetime as dt
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from pendopo.files.formats import FORMATS, Source
from pendopo.files.tabular import TableRefused
from pendopo.kernel.access import SYSTEM
from pendopo.regions import services
from pendopo.regions.models import Boundary, IndexScore

NOW = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def purbalingga(db):
    services.load_regions(actor=SYSTEM, now=NOW, within="33.03")
    call_command("init", region="33.03")


def silent(done, total):
    """Nobody looks."""


def sample_of(kind, tmp_path, **options):
    if kind.sample:
        name, make = kind.sample
        content = make()
    else:
        name, target = "contoh.csv", io.StringIO()
        writer = csv.writer(target)
        writer.writerow([column.name for column in kind.columns])
        writer.writerows(zip(*(column.values for column in kind.columns), strict=True))
        content = target.getvalue().encode()
    path = tmp_path / name
    path.write_bytes(content)
    return Source(path, name, options)


def test_the_sample_of_boundaries_is_looked_at_and_taken_over(purbalingga, tmp_path, administrator, stranger):
    kind = FORMATS[services.BOUNDARIES]
    source = sample_of(kind, tmp_path, source="Uji")
    found = kind.check(source, actor=administrator)
    assert (found.counts["desa"], found.counts["kecamatan"]) == (2, 1)
    assert found.counts["defects"] == len(found.defects) == 239 - 2 + 18 - 1
    assert [row.cells[0] for row in found.rows] == ["Kedungbenda", "Bokol"]
    assert not Boundary.objects.exists()
    with pytest.raises(PermissionDenied):
        kind.apply(source, actor=stranger, now=NOW, progress=silent)
    assert not Boundary.objects.exists()
    kind.apply(source, actor=administrator, now=NOW, progress=silent)
    assert set(Boundary.objects.values_list("source", flat=True)) == {"Uji"}


def test_the_sample_of_the_index_is_looked_at_and_taken_over(purbalingga, tmp_path, administrator, stranger):
    kind = FORMATS[services.INDICES]
    source = sample_of(kind, tmp_path)
    found = kind.check(source, actor=administrator)
    assert found.counts == {"year": 2024, "desa": 2, "defects": 0}
    assert list(found.rows[0].cells) == ["Kedungbenda", "33.03.01.2001", "0,7816", "Maju"]
    assert not IndexScore.objects.exists()
    with pytest.raises(PermissionDenied):
        kind.apply(source, actor=stranger, now=NOW, progress=silent)
    assert kind.apply(source, actor=administrator, now=NOW, progress=silent).counts["desa"] == 2
    assert IndexScore.objects.count() == 2


def test_a_code_of_another_regency_is_refused_when_looking(purbalingga, tmp_path, administrator):
    kind = FORMATS[services.INDICES]
    path = tmp_path / "idm.csv"
    path.write_text("kode_kemendagri,idm_2024,iks,ike,ikl,status\n32.04.01.2001,0.7,0.8,0.5,1,Maju\n")
    with pytest.raises(TableRefused) as refusal:
        kind.check(Source(path, path.name), actor=administrator)
    assert [(one.row, one.column) for one in refusal.value.problems] == [(2, "kode_kemendagri")]
