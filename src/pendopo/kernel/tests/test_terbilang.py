"""Amounts in words, judged by num2words."""

import random

import pytest
from num2words import num2words

from pendopo.kernel.display import terbilang


def test_the_sums_of_the_handbook():
    assert terbilang(82_800_000_000) == "delapan puluh dua miliar delapan ratus juta"
    assert terbilang(1000) == "seribu"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (115, "seratus lima belas"),
        (1_001, "seribu satu"),
        (21_000, "dua puluh satu ribu"),
        (1_000_000, "satu juta"),
        (-5, "minus lima"),
        (1_001_001_001_001, "satu triliun satu miliar satu juta seribu satu"),
    ],
)
def test_numbers_in_words(number, words):
    assert terbilang(number) == words


def test_three_hundred_random_numbers_agree_with_num2words():
    chance = random.Random(20261124)
    numbers = [chance.randrange(10 ** chance.randint(1, 15)) for _number in range(300)]
    assert [terbilang(number) for number in numbers] == [num2words(number, lang="id") for number in numbers]


def test_more_than_eighteen_digits_are_refused():
    with pytest.raises(ValueError, match="1000000000000000000"):
        terbilang(10**18)
