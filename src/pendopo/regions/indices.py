"""The table of the village index: read with checks, thresholds of Permendesa 2/2016."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext_lazy as _

from pendopo.files.tabular import WEB_LIMIT, Column, Problem, TableRefused, read_table
from pendopo.regions.models import Desa, IndexScore

SCORE = "idm_<tahun>"
FIGURES = (SCORE, "iks", "ike", "ikl")
# Figures are read as text: a comma or a point for thousands must be refused, not guessed.
COLUMNS = (
    Column("kode_kemendagri", "code"),
    Column(SCORE, aliases=[f"idm_{year}" for year in range(2015, 2100)]),
    Column("iks"),
    Column("ike"),
    Column("ikl"),
    Column("status"),
)
STANDINGS = {one.value.replace("_", " ").lower(): one.value for one in IndexScore.Standing}
FLOORS = [("0.8155", "MANDIRI"), ("0.7072", "MAJU"), ("0.5989", "BERKEMBANG"), ("0.4907", "TERTINGGAL")]
_FIGURE = re.compile(r"[01](\.\d+)?")


@dataclass(frozen=True)
class IndexRow:
    """One desa's figures, and the row of the file they stand in."""

    number: int
    code: str
    score: Decimal
    social: Decimal
    economic: Decimal
    environmental: Decimal
    standing: str


@dataclass(frozen=True)
class IndicesReport:
    """What an import of indices found; `contradictions` are codes whose word does not follow from the score."""

    year: int
    rows: int
    contradictions: list[str]

    @property
    def defects(self) -> list[Problem]:
        """The contradictions, as the list of imports keeps them."""
        message = _("The standing does not follow from the score.")
        return [Problem(None, "status", code, message) for code in self.contradictions]


def standing_of(score: Decimal) -> str:
    """The word that follows from the score: above the floor, not at it."""
    return next((word for floor, word in FLOORS if score > Decimal(floor)), "SANGAT_TERTINGGAL")


def read_indices(
    path_or_file: str | Path | IO[bytes], *, name: str = "", limit: int | None = WEB_LIMIT
) -> tuple[int, list[IndexRow]]:
    """The year and the rows of a CSV, XLSX or ODS file. Raises TableRefused with every problem by row and column."""
    table = read_table(path_or_file, COLUMNS, name=name, limit=limit)
    problems: list[Problem] = []
    rows: list[IndexRow] = []
    seen: set[str] = set()
    for number, values in zip(table.numbers, table.rows, strict=True):
        code = values["kode_kemendagri"]
        found = _row(number, values, problems)
        if code in seen:
            problems.append(Problem(number, "kode_kemendagri", code, _("The code stands in the file twice.")))
        seen.add(code)
        rows += [found] if found else []
    if problems:
        raise TableRefused([_titled(problem, table.titles) for problem in problems])
    return int(table.titles[SCORE][-4:]), rows


def refuse_unknown(rows: Sequence[IndexRow], regency_code: str) -> None:
    """Raise TableRefused where a code is not one of the regency's villages. One query."""
    known = set(Desa.objects.filter(regency_id=regency_code).values_list("code", flat=True))
    problems = [
        Problem(row.number, "kode_kemendagri", row.code, _("The code is not one of this regency."))
        for row in rows
        if row.code not in known
    ]
    if problems:
        raise TableRefused(problems)


def contradictions(rows: Sequence[IndexRow]) -> list[str]:
    """The codes whose word does not follow from the score."""
    return [row.code for row in rows if standing_of(row.score) != row.standing]


def _titled(problem: Problem, titles: dict[str, str]) -> Problem:
    return Problem(problem.row, titles.get(problem.column, problem.column), problem.value, problem.message)


def _row(number: int, values: dict[str, Any], problems: list[Problem]) -> IndexRow | None:
    figures = [_figure(number, name, values[name], problems) for name in FIGURES]
    standing = STANDINGS.get(values["status"].lower(), "")
    if not standing:
        problems.append(Problem(number, "status", values["status"], _("This standing is not known.")))
    kept = [figure for figure in figures if figure is not None]
    if not standing or len(kept) < len(figures):
        return None
    return IndexRow(number, values["kode_kemendagri"], kept[0], kept[1], kept[2], kept[3], standing)


def _figure(number: int, column: str, value: str, problems: list[Problem]) -> Decimal | None:
    figure = Decimal(value) if _FIGURE.fullmatch(value) else Decimal(-1)
    if not 0 <= figure <= 1:
        problems.append(Problem(number, column, value, _("Not a number from 0 to 1 with a dot.")))
        return None
    return figure.quantize(Decimal("0.0001"))
