"""Official names of the two upper levels, which ceiling files leave out (annex of Permendagri 90/2019)."""

import csv
from importlib.resources import files


def _read() -> dict[str, str]:
    text = files("pendopo.budget").joinpath("nomenclature.csv").read_text(encoding="utf-8")
    return {row["code"]: row["name"] for row in csv.DictReader(text.splitlines())}


OFFICIAL_NAMES = _read()
