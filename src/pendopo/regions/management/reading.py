"""How the import commands read a file and show what is wrong with it."""

from pathlib import Path

from django.core.management.base import CommandError

from pendopo.instance.queries import current
from pendopo.regions.problems import FileRefused

SHOWN = 20


def text_of(path: Path) -> str:
    """The file as UTF-8 text. Raises CommandError."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as mistake:
        raise CommandError(f"{path}: {mistake.strerror}") from mistake
    except UnicodeDecodeError as mistake:
        raise CommandError(f"{path} is not UTF-8 (byte {mistake.start}): save it as UTF-8 and try again") from mistake


def regency_code() -> str:
    """The instance's regency. Raises CommandError before `pendopo init`."""
    if (instance := current()) is None:
        raise CommandError("set up the instance first: pendopo init --region 33.03")
    return instance.region_code


def refusal_text(refusal: FileRefused) -> str:
    """All problems, a line each, the first twenty in full."""
    lines = [f"row {one.row}, {one.column or '-'}: {one.message} [{one.value}]" for one in refusal.problems[:SHOWN]]
    rest = len(refusal.problems) - SHOWN
    return "\n".join(["nothing was imported:", *lines, *([f"and {rest} more"] if rest > 0 else [])])
