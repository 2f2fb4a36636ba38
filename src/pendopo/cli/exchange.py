"""The moment a restored instance takes the place of the old one: database and files together, or neither.

Both databases change their names in one transaction, and the folders of the files inside it. What a crash leaves is
told by two signs: `files-before` beside the files (it had begun) and a database `..._before` (it was committed).
"""

import contextlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

FILES, BEFORE, DISCARDED = "files", "files-before", "files-discarded"


@dataclass(frozen=True)
class Place:
    """A data folder and the name of the database that is served from it."""

    var: Path
    live: str

    @property
    def draft(self) -> str:
        return f"{self.live}_restored"

    @property
    def old(self) -> str:
        return f"{self.live}_before"


def act(server: psycopg.Connection[Any], statement: str, *names: str) -> None:
    """One statement about whole databases; `{}` stands for a name."""
    server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def exchange(server: psycopg.Connection[Any], place: Place, restored: Path) -> None:
    """Put the database `place.draft` and the folder `restored` in the place of the old ones; undo all on any failure.

    `server` is in autocommit and connected to another database. Raises OSError or psycopg.Error.
    """
    act(server, "DROP DATABASE IF EXISTS {}", place.old)
    (place.var / FILES).mkdir(exist_ok=True)
    restored.mkdir(exist_ok=True)
    os.sync()
    try:
        with server.transaction():
            act(server, "ALTER DATABASE {} RENAME TO {}", place.live, place.old)
            act(server, "ALTER DATABASE {} RENAME TO {}", place.draft, place.live)
            _swap_folders(place.var, restored)
    except BaseException:
        with contextlib.suppress(psycopg.Error):  # a server that is gone is asked at the next start
            settle(server, place)
        raise
    settle(server, place)


def _swap_folders(var: Path, restored: Path) -> None:
    (var / FILES).rename(var / BEFORE)
    restored.rename(var / FILES)
    folder = os.open(var, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def settle(server: psycopg.Connection[Any], place: Place) -> None:
    """Finish an exchange that was committed, take back one that was not; does nothing where none had begun."""
    before = place.var / BEFORE
    if not before.exists():
        return
    query = "SELECT 1 FROM pg_database WHERE datname = %s"
    if server.execute(query, [place.old]).fetchone() is None:
        _discard(place.var / FILES)
        before.rename(place.var / FILES)
        return
    # The sign goes first: without it the old database is only something to be dropped.
    _discard(before)
    act(server, "DROP DATABASE IF EXISTS {}", place.old)


def _discard(folder: Path) -> None:
    bin_ = folder.with_name(DISCARDED)
    shutil.rmtree(bin_, ignore_errors=True)
    if folder.exists():
        folder.rename(bin_)
        shutil.rmtree(bin_, ignore_errors=True)
