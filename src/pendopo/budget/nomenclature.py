"""Official names of the two upper levels, which ceiling files leave out (annex of Permendagri 90/2019)."""

import csv
from importlib.resources import files


def packaged_rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of this package; lines that begin with # are remarks."""
    lines = files("pendopo.budget").joinpath(name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


OFFICIAL_NAMES = {row["code"]: row["name"] for row in packaged_rows("nomenclature.csv")}
