"""Columns of rows for tests of the checks: what is not given is harmless."""

import csv
import json
from pathlib import Path

import numpy as np

from pendopo.budget import checks
from pendopo.budget.checks.columns import Columns

with (Path(checks.__file__).parents[1] / "rules.csv").open(encoding="utf-8") as _file:
    LIMITS = {row["code"]: json.loads(row["value"]) for row in csv.DictReader(_file)}

HARMLESS = {
    "sheet": 1, "unit": 1, "component": 1, "amount": 1, "price": 1, "volume": 1.0, "total": 100, "placeholder": False,
    "package": False, "exempt": False, "standard": 0, "hard": False, "account_allowed": True, "factor": 1.0,
    "beneficiaries": 0,
    "periods": 12, "bound": 0.0, "location_missing": False,
}  # fmt: skip


def columns(**given) -> Columns:
    """Columns as long as the first given one."""
    number = len(next(iter(given.values())))
    return Columns(**{name: np.array(given.get(name, [value] * number)) for name, value in HARMLESS.items()})
