"""Boundaries that were imported before neighbours were kept get them when the database is migrated."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from pendopo.regions.models import Boundary
from pendopo.regions.tests.test_places import boundaries, purbalingga  # noqa: F401

migration = import_module("pendopo.regions.migrations.0003_neighbours_of_drawn_shapes")


def fill():
    with connection.schema_editor() as editor:
        migration.fill(apps, editor)


@pytest.mark.django_db
def test_the_drawn_shapes_tell_the_neighbours_that_the_full_ones_told(boundaries):  # noqa: F811
    full = dict(Boundary.objects.values_list("code", "touches"))
    Boundary.objects.update(touches=[])
    fill()
    drawn = dict(Boundary.objects.values_list("code", "touches"))
    told, read = ({(one, there) for one, many in each.items() for there in many} for each in (full, drawn))
    # Drawing rounds: one pair with a very short common line is lost, another is won; each is counted both ways.
    assert (len(told), len(told - read), len(read - told)) == (1398, 2, 2)
    assert all((there, one) in read for one, there in read)


@pytest.mark.django_db
def test_what_an_import_computed_is_left_alone(boundaries):  # noqa: F811
    one = Boundary.objects.filter(level="DESA").first()
    Boundary.objects.filter(pk=one.pk).update(touches=["33.03.99.9999"])
    fill()
    assert Boundary.objects.get(pk=one.pk).touches == ["33.03.99.9999"]


def test_a_corner_is_no_stretch():
    paths = {"a": "M0 0L1 0L1 1L0 1z", "b": "M1 0L2 0L2 1L1 1z", "c": "M1 1L2 1L2 2L1 2z"}
    assert migration.beside(paths) == {"a": ["b"], "b": ["a", "c"], "c": ["b"]}
