"""The table of the village index: read with checks, thresholds of Permendesa 2/2016."""

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from pendopo.regions.models import IndexScore
from pendopo.regions.problems import FileProblem, FileRefused

YEAR = re.compile(r"^idm_(\d{4})$")
STANDINGS = {one.value.replace("_", " ").lower(): one.value for one in IndexScore.Standing}
FLOORS = [("0.8155", "MANDIRI"), ("0.7072", "MAJU"), ("0.5989", "BERKEMBANG"), ("0.4907", "TERTINGGAL")]


@dataclass(frozen=True)
class IndexRow:
    """One desa's figures."""

    code: str
    score: Decimal
    social: Decimal
    economic: Decimal
    environmental: Decimal
    standing: str


def standing_of(score: Decimal) -> str:
    """The word that follows from the score: above the floor, not at it."""
    return next((word for floor, word in FLOORS if score > Decimal(floor)), "SANGAT_TERTINGGAL")


def read_indices(text: str) -> tuple[int, list[IndexRow]]:
    """The year and the rows. Raises FileRefused with every problem by row and column."""
    reader = csv.DictReader(io.StringIO(text))
    head = reader.fieldnames or []
    years = [match[1] for name in head if (match := YEAR.match(name))]
    missing = [name for name in ("kode_kemendagri", "iks", "ike", "ikl", "status") if name not in head]
    missing += [] if len(years) == 1 else ["idm_<tahun>"]
    if missing:
        raise FileRefused([FileProblem(1, name, "", _("The column is missing.")) for name in missing])
    rows: list[IndexRow] = []
    problems: list[FileProblem] = []
    seen: set[str] = set()
    for number, values in enumerate(reader, start=2):
        found = _row(number, values, f"idm_{years[0]}", problems)
        if values["kode_kemendagri"] in seen:
            problems.append(FileProblem(number, "kode_kemendagri", values["kode_kemendagri"], _("The code stands in the file twice.")))  # fmt: skip  # noqa: E501
        seen.add(values["kode_kemendagri"])
        rows += [found] if found else []
    if problems:
        raise FileRefused(problems)
    return int(years[0]), rows


def _row(number: int, values: dict[str, str], score: str, problems: list[FileProblem]) -> IndexRow | None:
    figures = [_figure(number, name, values.get(name) or "", problems) for name in (score, "iks", "ike", "ikl")]
    standing = STANDINGS.get((values.get("status") or "").strip().lower(), "")
    if not standing:
        problems.append(FileProblem(number, "status", values.get("status") or "", _("This standing is not known.")))
    if not standing or None in figures:
        return None
    kept = [figure for figure in figures if figure is not None]
    return IndexRow(values["kode_kemendagri"].strip(), kept[0], kept[1], kept[2], kept[3], standing)


def _figure(number: int, column: str, value: str, problems: list[FileProblem]) -> Decimal | None:
    try:
        figure = Decimal(value.strip())
    except InvalidOperation:
        figure = Decimal(-1)
    if not 0 <= figure <= 1:
        problems.append(FileProblem(number, column, value, _("Not a number from 0 to 1 with a dot.")))
        return None
    return figure.quantize(Decimal("0.0001"))
