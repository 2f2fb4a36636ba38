"""Many rows by COPY."""

import pytest
from django.db import IntegrityError, transaction

from pendopo.kernel.copying import copy_rows
from pendopo.regions.models import Province


def test_rows_arrive_and_are_counted(db):
    assert copy_rows(Province, ("code", "name"), [("33", "Jawa Tengah"), ("32", "Tab\tdan\nbaris")]) == 2
    assert copy_rows(Province, ("code", "name"), []) == 0
    assert Province.objects.get(code="32").name == "Tab\tdan\nbaris"


def test_a_broken_constraint_leaves_nothing(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_rows(Province, ("code", "name"), [("33", "A"), ("33", "B")])
    assert not Province.objects.exists()
