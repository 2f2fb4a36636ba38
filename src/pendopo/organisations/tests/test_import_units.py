"""Importing units: all or nothing, paths from the root, strangers refused."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.audit.models import Entry
from pendopo.kernel.access import ANONYMOUS, SYSTEM
from pendopo.organisations.models import Unit
from pendopo.organisations.services import UnitsRefused, UnitValues, import_units

NOW = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)
CHILD = UnitValues(code="1.03.01", name="UPTD Jalan", kind="UPTD", parent_code="1.03", number=2)
PARENT = UnitValues(code="1.03", name="Dinas Pekerjaan Umum", short_name="DPU", number=3)

pytestmark = pytest.mark.django_db


def test_a_child_may_stand_before_its_parent():
    assert import_units(rows=[CHILD, PARENT], actor=SYSTEM, now=NOW) == (2, 0)
    parent, child = Unit.objects.get(code="1.03"), Unit.objects.get(code="1.03.01")
    assert child.lineage == [parent.pk, child.pk]
    assert parent.path == f"{parent.pk}/"


def test_a_second_import_changes_only_what_differs():
    import_units(rows=[PARENT, CHILD], actor=SYSTEM, now=NOW)
    renamed = UnitValues(code="1.03", name="Dinas PUPR", short_name="DPUPR")
    assert import_units(rows=[renamed, CHILD], actor=SYSTEM, now=NOW) == (0, 1)
    assert Unit.objects.get(code="1.03").name == "Dinas PUPR"


def test_a_circle_an_orphan_and_a_double_code_refuse_everything():
    rows = [
        UnitValues(code="A", name="A", parent_code="B", number=2),
        UnitValues(code="B", name="B", parent_code="A", number=3),
        UnitValues(code="C", name="C", parent_code="?", number=4),
        UnitValues(code="C", name="C", number=5),
    ]
    with pytest.raises(UnitsRefused) as refusal:
        import_units(rows=rows, actor=SYSTEM, now=NOW)
    assert [(problem.number, problem.column) for problem in refusal.value.problems] == [
        (2, "parent_code"),
        (3, "parent_code"),
        (4, "parent_code"),
        (5, "code"),
    ]
    assert not Unit.objects.exists()


def test_a_stranger_is_refused_and_nothing_moves():
    with pytest.raises(PermissionDenied):
        import_units(rows=[PARENT], actor=ANONYMOUS, now=NOW)
    assert (Unit.objects.count(), Entry.objects.count()) == (0, 0)
