"""The downloadable list of problems."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext

from pendopo.files.tabular.model import Problem

_ACTIVE = ("=", "+", "-", "@", "\t", "\r")


def _inert(text: str) -> str:
    """Keep a spreadsheet from running what somebody else wrote into a cell."""
    return "'" + text if text.startswith(_ACTIVE) else text


def refused_rows_csv(problems: Iterable[Problem]) -> str:
    """A CSV with row, column, value and what is wrong and what to do, for spreadsheets (with a BOM)."""
    target = io.StringIO()
    target.write("\ufeff")
    writer = csv.writer(target, lineterminator="\r\n")
    problems = list(problems)
    several = any(problem.source for problem in problems)
    heads = [gettext("Row"), gettext("Column"), gettext("Found"), gettext("What is wrong"), gettext("What to do")]
    writer.writerow([gettext("File or sheet"), *heads] if several else heads)
    for problem in problems:
        row = "" if problem.row is None else str(problem.row)
        cells = [row, _inert(problem.column), _inert(problem.value), str(problem.message), str(problem.advice)]
        writer.writerow([_inert(problem.source), *cells] if several else cells)
    return target.getvalue()
