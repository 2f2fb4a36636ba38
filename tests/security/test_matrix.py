"""The security matrix: every rule has an answer, every test it names exists, nothing in it is old."""

import csv
import datetime as dt
import re

import pytest

from pendopo.kernel import clock
from tests.architecture.source import ROOT

with (ROOT / "security/matrix.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
STATUSES = {"tested", "reviewed", "not_applicable", "open"}
# Requirements of level 1 by chapter of OWASP ASVS 5.0.0.
LEVEL_1 = {1: 8, 2: 4, 3: 8, 4: 2, 5: 4, 6: 13, 7: 6, 8: 4, 9: 4, 10: 5, 11: 3, 12: 3, 13: 1, 14: 2, 15: 3}
# What is not yet so, said openly; a row leaves this list when it is answered, none may come.
KNOWN_OPEN = {"v5.0.0-6.2.4", "v5.0.0-15.2.1"}


def test_level_one_is_answered_whole_and_the_thirteen_families_too():
    chapters = [
        int(re.fullmatch(r"v5\.0\.0-(\d+)\.\d+\.\d+", row["requirement_id"])[1]) for row in ROWS if row["level"]
    ]
    assert {chapter: chapters.count(chapter) for chapter in set(chapters)} == LEVEL_1
    assert len([row for row in ROWS if row["source"] == "BSSN 4/2021"]) == 13
    assert len({row["requirement_id"] for row in ROWS}) == len(ROWS)


def test_nothing_is_open_but_what_is_said():
    assert {row["requirement_id"] for row in ROWS if row["status"] == "open"} == KNOWN_OPEN


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["requirement_id"])
def test_a_row_names_a_test_that_exists_or_a_reason_and_is_not_old(row):
    assert row["status"] in STATUSES
    assert row["evidence"]
    assert dt.date.fromisoformat(row["reviewed_at"]) > clock.today() - dt.timedelta(days=365)
    if row["status"] == "tested":
        path, name = row["evidence"].split("::")
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8")
