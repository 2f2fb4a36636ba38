"""Rows of code lists: the level and the parent of a code, and what changed between two editions. Pure functions."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pendopo.budget.rules import WIDTHS

ACCOUNT_WIDTHS = (1, 3, 6, 9, 12, 17)
_SHAPES = {
    # `X` and `X.XX` stand for any field: the support programme that every office has.
    "ACTIVITY": re.compile(r"(\d|X)|(\d\.\d{2}|X\.XX)(\.\d{2}(\.\d\.\d{2}(\.\d{4})?)?)?"),
    "ACCOUNT": re.compile(r"\d(\.\d(\.\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?)?)?"),
    "FUNCTION": re.compile(r"\d{1,2}(\.\d{1,2}){0,2}"),
    "FUNDING": re.compile(r"\d{1,2}(\.\d{1,4}){0,5}"),
}
LONGEST_NAME = {"ACTIVITY": 500, "ACCOUNT": 500, "FUNCTION": 300, "FUNDING": 300}
KINDS = tuple(_SHAPES)
MARKS = ("new", "renamed", "moved", "removed", "unchanged")


@dataclass(frozen=True)
class CodeRow:
    """One row of a list: its code, its name (empty where the source has none), the code it had before; its row."""

    code: str
    name: str
    old_code: str = ""
    number: int = 0


@dataclass(frozen=True)
class CodeChange:
    """What became of a code: `mark` is one of MARKS; before and after as far as they exist."""

    mark: str
    code: str
    name: str
    old_code: str = ""
    old_name: str = ""
    by_name: bool = False
    number: int = 0


def is_code_of(kind: str, code: str) -> bool:
    """Whether the text has the form of a code of that kind of list."""
    return bool(_SHAPES[kind].fullmatch(code))


def parent_of(kind: str, code: str) -> str:
    """The code above, empty for the topmost: `1.02.02.2.01` lies below `1.02.02`."""
    if kind in ("ACTIVITY", "ACCOUNT"):
        widths = WIDTHS.values() if kind == "ACTIVITY" else ACCOUNT_WIDTHS
        return code[: max((width for width in widths if width < len(code)), default=0)]
    return code.rpartition(".")[0]


def depth_of(kind: str, code: str) -> int:
    """The level of a code from the top, 1 first."""
    above = parent_of(kind, code)
    return 1 + depth_of(kind, above) if above else 1


def with_parents(kind: str, rows: Iterable[CodeRow]) -> tuple[list[CodeRow], list[CodeRow]]:
    """The rows with nameless ones for parents that are missing, by code; and the rows whose parent was missing."""
    found = {row.code: row for row in rows}
    orphans = [row for row in found.values() if (above := parent_of(kind, row.code)) and above not in found]
    for row in orphans:
        above = parent_of(kind, row.code)
        while above and above not in found:
            found[above] = CodeRow(above, "", number=row.number)
            above = parent_of(kind, above)
    return [found[code] for code in sorted(found)], orphans


def _plain(name: str) -> str:
    return " ".join(name.lower().split())


def compare(kind: str, rows: Iterable[CodeRow], before: Mapping[str, str]) -> list[CodeChange]:
    """Each code of the new rows and of the edition before (code -> name), by code.

    A code that ended and one of the same level that is new, and alone carry the same name, are one that moved; so is
    one whose row names its old code.
    """
    after = {row.code: row for row in rows}
    moved = _moves(kind, after, before)
    gone = before.keys() - after.keys() - set(moved.values())
    found = [_change(row, before, moved) for row in after.values()]
    found += [CodeChange("removed", code, "", code, before[code]) for code in gone]
    return sorted(found, key=lambda change: (change.code, change.mark))


def _moves(kind: str, after: Mapping[str, CodeRow], before: Mapping[str, str]) -> dict[str, str]:
    """New code -> old code."""
    told = {row.code: row.old_code for row in after.values() if row.old_code in before and row.old_code != row.code}
    new = {code: row.name for code, row in after.items() if code not in before and code not in told}
    ended = {code: name for code, name in before.items() if code not in after and code not in told.values()}
    by_name: dict[tuple[int, str], list[str]] = defaultdict(list)
    for code, name in ended.items():
        by_name[depth_of(kind, code), _plain(name)].append(code)
    names = Counter((depth_of(kind, code), _plain(name)) for code, name in new.items())
    for code, name in new.items():
        key = depth_of(kind, code), _plain(name)
        if name and names[key] == 1 and len(by_name[key]) == 1:
            told[code] = by_name[key][0]
    return told


def _change(row: CodeRow, before: Mapping[str, str], moved: Mapping[str, str]) -> CodeChange:
    if row.code in moved:
        old = moved[row.code]
        by_name = row.old_code != old
        return CodeChange("moved", row.code, row.name, old, before[old], by_name, row.number)
    if row.code not in before:
        return CodeChange("new", row.code, row.name, number=row.number)
    old_name = before[row.code]
    mark = "unchanged" if _plain(old_name) == _plain(row.name) else "renamed"
    return CodeChange(mark, row.code, row.name, row.code, old_name, number=row.number)
