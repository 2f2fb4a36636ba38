"""What the command line says: in Indonesian where the terminal speaks it, else in English."""

import gettext as catalogues
import os
import sys
from pathlib import Path

from rich.console import Console

console = Console(highlight=False, soft_wrap=True, markup=False)


class CommandRefused(Exception):
    """The command cannot go on; the text says why and what to do."""


def _language() -> str:
    chosen = os.environ.get("PENDOPO_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "id" if chosen.lower().startswith(("id", "jv")) else "en"


def gettext(message: str) -> str:
    """The message in the language of the terminal."""
    folder = Path(__file__).parent / "locale"
    found = catalogues.translation("django", localedir=folder, languages=[_language()], fallback=True)
    return found.gettext(message)


def say(message: str) -> None:
    """Print one line."""
    console.print(message)


def refuse(message: str) -> None:
    """Print why the command stops, on the error stream."""
    print(message, file=sys.stderr)
