"""What is wrong with a file, by row and column; a file with problems is refused as a whole."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FileProblem:
    """One problem: the row in the file (1 is the first; 0 the file as such), the column, the value, and why."""

    row: int
    column: str
    value: str
    message: Any


class FileRefused(Exception):
    """The file has problems: nothing was imported."""

    def __init__(self, problems: list[FileProblem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems
