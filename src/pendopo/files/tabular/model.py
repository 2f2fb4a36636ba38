"""What a table is made of, and why one is refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["text", "int", "rupiah", "digits", "decimal", "date", "code"]

WEB_LIMIT = 20 * 1024 * 1024
"""Largest table that is read inside a request, in bytes."""
NAMED_LIMIT = 200 * 1024 * 1024
"""Largest file that any door takes, in bytes; only a command may go beyond it with `limit=None`."""
MOST_PROBLEMS = 1000
"""More problems than these help nobody: reading stops there."""


@dataclass(frozen=True)
class Column:
    """One column that is looked for by its name or one of its aliases (case and outer spaces do not matter).

    `required` asks for the column and for a value in every row; an optional value that is empty is None ("" for text
    and codes).
    """

    name: str
    kind: Kind = "text"
    required: bool = True
    aliases: Sequence[str] = ()


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `row` counts from 1, the header; None means the file as a whole.

    `source` names the file or sheet where an import reads several of them; `advice` is what to do about it, where the
    message does not say so.
    """

    row: int | None
    column: str
    value: str
    message: Any
    source: str = ""
    advice: Any = ""


@dataclass(frozen=True)
class Part:
    """One table of several that came together: its bytes, the label that problems carry, and its sheet, if any."""

    data: bytes
    label: str
    sheet: str = ""


@dataclass
class Table:
    """Typed rows, where each stands in the file (the header is row 1), and the title found for each column."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)


class TableRefused(Exception):
    """The file cannot be taken; `problems` says all that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(str(problem.message) for problem in problems[:3]))
        self.problems = problems


def refuse(
    message: Any, *, row: int | None = None, column: str = "", value: str = "", advice: Any = ""
) -> TableRefused:
    """A refusal with one problem."""
    return TableRefused([Problem(row, column, value, message, advice=advice)])
