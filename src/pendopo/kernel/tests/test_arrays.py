"""Whole columns out of PostgreSQL: exact numbers, empty columns, and what is refused."""

import numpy as np
import pytest
from django.db import DataError

from pendopo.kernel.arrays import read_arrays

pytestmark = pytest.mark.django_db


def test_columns_of_different_lengths_come_as_they_are():
    whole, broken = read_arrays(
        "SELECT array_agg(n), (SELECT array_agg(n / 4.0::float8) FROM generate_series(1, 2) n)"
        " FROM unnest(%(given)s::bigint[]) n",
        given=[-1, 2**62, 0],
    )
    assert whole.tolist() == [-1, 2**62, 0]
    assert broken.tolist() == [0.25, 0.5]
    assert (whole.dtype, broken.dtype) == (np.dtype(np.int64), np.dtype(np.float64))


def test_a_column_of_nothing_is_an_empty_array():
    never, empty, after = read_arrays(
        "SELECT (SELECT array_agg(1::bigint) WHERE false), '{}'::float8[], ARRAY[7]::bigint[]"
    )
    assert [len(never), len(empty), after.tolist()] == [0, 0, [7]]


def test_many_values_cross_in_one_piece():
    (found,) = read_arrays("SELECT array_agg(n) FROM generate_series(1::bigint, 300000) n")
    assert np.array_equal(found, np.arange(1, 300_001))


@pytest.mark.parametrize(
    "array", ["ARRAY[1, NULL]::bigint[]", "ARRAY[1]::int[]", "ARRAY[[1], [2]]::bigint[]", "ARRAY['a']"]
)
def test_nulls_other_types_and_tables_within_are_refused(array):
    with pytest.raises(ValueError, match="an array of another type"):
        read_arrays(f"SELECT {array}")


def test_what_the_database_refuses_is_djangos_error():
    with pytest.raises(DataError):
        read_arrays("SELECT ARRAY[1 / %(zero)s]::bigint[]", zero=0)
