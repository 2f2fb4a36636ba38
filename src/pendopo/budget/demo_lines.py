"""Plausible component rows under the sample's ceilings: the same every time, and none of them real.

The rows are templates in demo_components.csv: an account, a component with its price, the volume's pairs with one open
place (`? orang x 12 bulan`), and the share of the ceiling that such rows take. The open volume is chosen to come near.
"""

import csv
from decimal import Decimal
from functools import cache
from importlib.resources import files

from pendopo.budget.items import ItemValues

CLASSES = (
    (".01.2.02.0001", "salary"),
    (".01.2.01.", "document"),
    (".01.2.06.0002", "equipment"),
    (".01.2.06.", "meeting"),
    (".01.2.08.0002", "utility"),
    (".01.2.08.", "service"),
    (".01.2.09.", "upkeep"),
)
FIELDS = {
    "1.01.02.2.01.0008": "building",
    "1.01.02.2.02.0010": "building",
    "1.01.02.": "school",
    "1.02.02.2.01.0006": "building",
    "1.02.": "health",
    "1.03.10.": "road",
    "1.03.08.": "building",
    "1.03.": "water",
    "1.04.": "building",
    "1.06.05.2.02.0003": "social",
    "2.11.": "waste",
    "2.15.": "light",
    "2.16.": "ict",
    "3.26.": "building",
    "3.27.03.2.02.0005": "road",
    "3.27.03.": "water",
    "3.30.": "building",
    "5.02.02.2.03.0002": "village",
    "5.02.02.2.03.0006": "urgent",
}
DEFAULT = "training"


def class_of(code: str) -> str:
    """Which templates fit a sub kegiatan."""
    for part, name in CLASSES:
        if code[4:].startswith(part):
            return name
    return next((name for start, name in FIELDS.items() if code.startswith(start)), DEFAULT)


@cache
def templates() -> dict[str, list[dict[str, str]]]:
    """The rows of demo_components.csv by class."""
    text = files("pendopo.budget").joinpath("demo_components.csv").read_text(encoding="utf-8")
    found: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["class"], []).append(row)
    return found


def accounts() -> dict[str, str]:
    """The sample's account list: code and name, all six levels."""
    text = files("pendopo.budget").joinpath("demo_accounts.csv").read_text(encoding="utf-8")
    return {row["code"]: row["name"] for row in csv.DictReader(text.splitlines())}


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(part.split(" ", 1)[0], part.split(" ", 1)[1]) for part in text.split(" x ")]


def _item(row: dict[str, str], target: int, price: int) -> ItemValues | None:
    """The template filled so that it comes to at most the target; none where not even one fits."""
    pairs = _pairs(row["pairs"])
    fixed = 1
    for given, _unit in pairs:
        fixed *= 1 if given == "?" else int(given)
    volume = target // (price * fixed)
    if volume < 1:
        return None
    filled = tuple((Decimal(volume if given == "?" else int(given)), unit) for given, unit in pairs)
    return ItemValues(row["component"], price, filled, specification=row["specification"], package_label=row["package"])


def rows_for(code: str, ceiling: int, *, rise_percent: int = 0) -> list[tuple[str, ItemValues]]:
    """(account code, row) for a sub kegiatan with that ceiling in whole rupiah; prices raised by whole percents."""
    found = []
    for row in templates()[class_of(code)]:
        price = int(row["price"]) * (100 + rise_percent) // 100
        item = _item(row, int(ceiling * Decimal(row["share"]) / 100), max(price, 1))
        if item is not None:
            found.append((row["account"], item))
    return found
