"""What every import command does: a run that is kept, all or nothing, and the file of errors beside the command."""

import contextlib
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from pendopo.files.models import ImportRun
from pendopo.files.services import ImportBusy, finish_import, open_import
from pendopo.files.tabular import Problem, TableRefused, refused_rows_csv
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM

SHOWN = 20
Result = TypeVar("Result")


@dataclass(frozen=True)
class Outcome(Generic[Result]):
    """What an import gave: its result, counts for the list of imports, and defects that were only reported."""

    result: Result
    counts: Mapping[str, int] = field(default_factory=dict)
    defects: Sequence[Problem] = ()


def add_errors_argument(parser: ArgumentParser) -> None:
    """`--errors FILE`: where the list of problems goes when the import is refused."""
    parser.add_argument("--errors", type=Path, help="file for the problems (CSV); default: galat-<format>.csv here")


def existing_file(text: str) -> Path:
    """A path that is there, for an argument of a command. Raises CommandError."""
    path = Path(text)
    if not path.exists():
        raise CommandError(_("%(path)s does not exist.") % {"path": path})
    return path


def run_import(*, format: str, file: Path, errors: Path | None, act: Callable[[], Outcome[Result]]) -> Result:
    """Read and store by `act` inside a run that is kept. Raises CommandError with the first problems when refused.

    The run stands in a transaction of its own, before and after that of the act, so that a refusal is kept too.
    """
    try:
        run = open_import(format=format, file_name=file.name, actor=SYSTEM, now=clock.now())
    except ImportBusy as refusal:
        raise CommandError(_("Another import is running; nothing was imported.")) from refusal
    try:
        with _closed_when_broken(run):
            outcome = act()
    except TableRefused as refusal:
        finish_import(run_id=run.pk, actor=SYSTEM, now=clock.now(), problems=refusal.problems)
        raise CommandError(_refusal(refusal.problems, errors or Path(f"galat-{format}.csv"))) from refusal
    finish_import(run_id=run.pk, actor=SYSTEM, now=clock.now(), counts=outcome.counts, defects=outcome.defects)
    return outcome.result


@contextlib.contextmanager
def _closed_when_broken(run: ImportRun) -> Iterator[None]:
    """End the run also when the act breaks off (a fault, Ctrl-C), so that the next import need not wait."""
    try:
        yield
    except TableRefused:
        raise
    except BaseException:
        broken = Problem(None, "", "", _("The import broke off; nothing was imported."))
        with contextlib.suppress(DatabaseError):
            finish_import(run_id=run.pk, actor=SYSTEM, now=clock.now(), problems=[broken])
        raise


def _refusal(problems: Sequence[Problem], path: Path) -> str:
    lines = [_("Nothing was imported."), *(_line(problem) for problem in problems[:SHOWN])]
    try:
        path.write_text(refused_rows_csv(problems), encoding="utf-8")
    except OSError as mistake:
        lines.append(f"{path}: {mistake.strerror}")
    else:
        lines.append(_("All %(number)s problems: %(path)s") % {"number": len(problems), "path": path})
    return "\n".join(lines)


def _line(problem: Problem) -> str:
    values = {"row": problem.row, "column": problem.column or "-"}
    place = _("row %(row)s, column %(column)s") % values if problem.row is not None else problem.column
    where = ", ".join(part for part in (problem.source, place) if part)
    value = f" [{problem.value}]" if problem.value else ""
    return f"{where}: {problem.message}{value}" if where else f"{problem.message}{value}"
