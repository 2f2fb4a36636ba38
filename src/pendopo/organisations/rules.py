"""What a table of units must satisfy: pure functions."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

KINDS = ("OPD", "UPTD", "SATKER", "KECAMATAN", "KELURAHAN", "VILLAGE", "BUMD")


@dataclass(frozen=True)
class UnitValues:
    """One row of a table of units, as read."""

    code: str
    name: str
    kind: str = "OPD"
    short_name: str = ""
    parent_code: str = ""
    number: int = 0


@dataclass(frozen=True)
class UnitProblem:
    """What is wrong with a row."""

    number: int
    column: str
    value: str
    message: object


def problems_of(rows: list[UnitValues], known: set[str]) -> list[UnitProblem]:
    """Everything wrong with the rows: missing values, unknown kinds and parents, codes given twice, circles."""
    problems: list[UnitProblem] = []
    codes = [row.code for row in rows]
    everyone = known | set(codes)
    parents = {row.code: row.parent_code for row in rows}
    seen: set[str] = set()
    for row in rows:
        problems += _problems_of_row(row, everyone, seen)
        if _in_a_circle(row.code, parents):
            problems.append(UnitProblem(row.number, "parent_code", row.parent_code, _("The unit stands below itself.")))
        seen.add(row.code)
    return problems


def _problems_of_row(row: UnitValues, everyone: set[str], seen: set[str]) -> list[UnitProblem]:
    checks = [
        (not row.code, "code", row.code, _("The code is missing.")),
        (not row.name, "name", row.name, _("The name is missing.")),
        (row.code in seen, "code", row.code, _("This code stands in the file twice.")),
        (row.kind not in KINDS, "kind", row.kind, _("This kind of unit is not known.")),
        (
            bool(row.parent_code) and row.parent_code not in everyone,
            "parent_code",
            row.parent_code,
            _("No unit has this code."),
        ),
        (len(row.code) > 40, "code", row.code, _("The code is longer than 40 characters.")),
        (len(row.name) > 200, "name", row.name, _("The name is longer than 200 characters.")),
    ]
    return [UnitProblem(row.number, column, value, message) for wrong, column, value, message in checks if wrong]


def _in_a_circle(code: str, parents: dict[str, str]) -> bool:
    walked: set[str] = set()
    here = parents.get(code, "")
    while here and here not in walked:
        if here == code:
            return True
        walked.add(here)
        here = parents.get(here, "")
    return False
