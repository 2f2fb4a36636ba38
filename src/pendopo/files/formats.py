"""Formats of imports: each package registers its own in `AppConfig.ready()`; the pages and the API are made here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from django import forms

from pendopo.files.tabular import Column, Problem, Table, read_table
from pendopo.kernel.access import Actor
from pendopo.kernel.registry import Registry

MOST_SHOWN = 25
"""Rows that a preview shows."""
MOST_SUMS = 100
"""Sums that a preview shows."""


@dataclass(frozen=True)
class Source:
    """What was sent: where its bytes lie, its name, and the answers to the format's own questions."""

    path: Path
    name: str
    options: Mapping[str, Any] = field(default_factory=dict)

    def table(self, columns: Sequence[Column]) -> Table:
        """The typed rows of a CSV, TSV, XLSX or ODS file. Raises TableRefused with every problem."""
        return read_table(self.path, columns, name=self.name, limit=None)


@dataclass(frozen=True)
class Shown:
    """One row of a preview. `mark` is a key of `counts` ("new", "renamed"); `note` says what it was before."""

    row: int
    mark: str
    cells: Sequence[str]
    note: str = ""


@dataclass
class Findings:
    """What a file holds, or what an import did with it.

    `counts` by words of COUNT_LABELS; `heads` and `rows` are the preview; `defects` are imported and reported;
    `sum_heads` and `sums` are what the rows come to, where a format adds something up.
    """

    counts: dict[str, int] = field(default_factory=dict)
    heads: Sequence[Any] = ()
    rows: Sequence[Shown] = ()
    defects: Sequence[Problem] = ()
    sum_heads: Sequence[Any] = ()
    sums: Sequence[Sequence[str]] = ()


Progress = Callable[[int, int], None]
"""Tells how much is done, of how much; it may be called as often as one likes."""


class Check(Protocol):
    """Reads the file and writes nothing. Raises TableRefused with every problem."""

    def __call__(self, source: Source, *, actor: Actor) -> Findings: ...


class Apply(Protocol):
    """The act: all or nothing, in the caller's transaction. Raises TableRefused, PermissionDenied."""

    def __call__(self, source: Source, *, actor: Actor, now: Any, progress: Progress) -> Findings: ...


@dataclass(frozen=True)
class SampleColumn:
    """One column as the upload page explains it, with values for the rows of the sample file."""

    name: str
    text: Any
    values: Sequence[str]
    required: bool = True


@dataclass(frozen=True)
class ImportFormat:
    """One kind of import.

    `permission` is asked at every step, also by the worker. `sample_name` is the file name of the sample. `form` asks
    what the file does not say (a year, a stage): its cleaned values must be JSON and become `Source.options`.
    `sample` gives the name and the bytes of a sample that is no CSV.
    `done_page` names the address (no arguments) where the result is seen; `command` the one for larger files.
    """

    key: str
    title: Any
    text: Any
    permission: str
    columns: Sequence[SampleColumn]
    check: Check
    apply: Apply
    accept: Sequence[str] = (".csv", ".tsv", ".xlsx", ".ods")
    form: type[forms.Form] = forms.Form
    sample: tuple[str, Callable[[], bytes]] | None = None
    done_page: str = ""
    command: str = ""


FORMATS: Registry[ImportFormat] = Registry("import format")


def register(*formats: ImportFormat) -> None:
    """Register formats under their keys. Raises ValueError for a key that is taken."""
    for each in formats:
        FORMATS.register(each.key, each)
