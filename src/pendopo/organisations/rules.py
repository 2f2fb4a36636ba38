"""What a table of units must satisfy: pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

KINDS = ("OPD", "UPTD", "SATKER", "KECAMATAN", "KELURAHAN", "VILLAGE", "BUMD")
KIND_ADVICE = _("Write OPD, UPTD, Satker, Kecamatan, Kelurahan, Desa or BUMD.")
SHORTEN_NAME = _("Shorten the name.")


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
    advice: object = ""


@dataclass(frozen=True)
class Difference:
    """What a row would do: "new", "renamed", "moved" or "unchanged", and the values before."""

    row: UnitValues
    mark: str
    before: UnitValues | None = None


def differences(rows: list[UnitValues], known: Mapping[str, UnitValues]) -> list[Difference]:
    """What each row would do to the units in being, which `known` holds by code."""
    return [_difference(row, known.get(row.code)) for row in rows]


def _difference(row: UnitValues, before: UnitValues | None) -> Difference:
    if before is None:
        return Difference(row, "new")
    if row.parent_code != before.parent_code:
        return Difference(row, "moved", before)
    same = (row.name, row.short_name, row.kind) == (before.name, before.short_name, before.kind)
    return Difference(row, "unchanged" if same else "renamed", before)


def problems_of(rows: list[UnitValues], known: Mapping[str, str]) -> list[UnitProblem]:
    """Everything wrong with the rows: missing values, unknown kinds and parents, codes given twice, circles.

    `known` maps the code of each unit in being to the code of its parent.
    """
    problems: list[UnitProblem] = []
    parents = {**known, **{row.code: row.parent_code for row in rows}}
    everyone = set(parents)
    seen: set[str] = set()
    circle = _("The unit stands below itself.")
    for row in rows:
        problems += _problems_of_row(row, everyone, seen)
        if _in_a_circle(row.code, parents):
            problems.append(UnitProblem(row.number, "parent_code", row.parent_code, circle, _("Name another parent.")))
        seen.add(row.code)
    return problems


def _problems_of_row(row: UnitValues, everyone: set[str], seen: set[str]) -> list[UnitProblem]:
    return [
        UnitProblem(row.number, column, str(getattr(row, column)), message, advice)
        for wrong, column, message, advice in _checks(row, everyone, seen)
        if wrong
    ]


def _checks(row: UnitValues, everyone: set[str], seen: set[str]) -> list[tuple[bool, str, object, object]]:
    """Whether it is wrong, the column, what is wrong, what to do."""
    orphan = bool(row.parent_code) and row.parent_code not in everyone
    return [
        (not row.code, "code", _("The code is missing."), _("Write the code of the unit.")),
        (not row.name, "name", _("The name is missing."), _("Write the name of the unit.")),
        (row.code in seen, "code", _("This code stands in the file twice."), _("Keep one of the rows.")),
        (row.kind not in KINDS, "kind", _("This kind of unit is not known."), KIND_ADVICE),
        (orphan, "parent_code", _("No unit has this code."), _("Add the parent, or correct its code.")),
        (len(row.code) > 40, "code", _("The code is longer than 40 characters."), _("Shorten the code.")),
        (len(row.name) > 200, "name", _("The name is longer than 200 characters."), SHORTEN_NAME),
        (len(row.short_name) > 60, "short_name", _("The short name is longer than 60 characters."), SHORTEN_NAME),
    ]


def _in_a_circle(code: str, parents: dict[str, str]) -> bool:
    walked: set[str] = set()
    here = parents.get(code, "")
    while here and here not in walked:
        if here == code:
            return True
        walked.add(here)
        here = parents.get(here, "")
    return False
