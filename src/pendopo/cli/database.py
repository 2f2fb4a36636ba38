"""The database around one command: started when it is ours and not running, stopped again by who started it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import psycopg

from pendopo.cli import checks, exchange
from pendopo.cli.cluster import Cluster
from pendopo.cli.output import CommandRefused
from pendopo.cli.output import gettext as _
from pendopo.kernel import postgres


def data_folder() -> Path:
    """The instance's data folder: PENDOPO_VAR, or `var` where the command is run."""
    return Path(os.environ.get("PENDOPO_VAR") or Path.cwd() / "var").resolve()


def embedded(var: Path) -> Cluster | None:
    """Our own server, or None where PENDOPO_DATABASE_URL names another."""
    return None if os.environ.get("PENDOPO_DATABASE_URL") else Cluster(postgres.data_directory(var))


def server(var: Path, name: str | None = None) -> dict[str, Any]:
    """psycopg's arguments for the instance's server as owner, empty ones left out; `name`: another database of it."""
    given = postgres.database_settings({**os.environ, "PENDOPO_DB_ROLE": postgres.OWNER}, var)
    pairs = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    found = {own: str(given.get(theirs) or "") for own, theirs in pairs.items()} | given.get("OPTIONS", {})
    return {own: value for own, value in (found | ({"dbname": name} if name else {})).items() if value}


def database_place(var: Path) -> exchange.Place:
    """The data folder and the name of its database."""
    return exchange.Place(var, server(var)["dbname"])


def settle_restore(var: Path) -> None:
    """Bring to an end what a killed `pendopo restore` left half-way; the caller holds the supervisor's lock."""
    if (var / exchange.BEFORE).exists():
        with psycopg.connect(**server(var, "postgres"), autocommit=True) as connection:
            exchange.settle(connection, database_place(var))


def _settle_unless_busy(var: Path) -> None:
    lock = lock_supervisor(var)
    if lock is not None:  # else a restore is at work, or a supervisor that has settled already
        with lock:
            settle_restore(var)


def lock_supervisor(var: Path) -> IO[str] | None:
    """The lock of the one supervisor of a data folder, or None while another holds it; it falls with the process."""
    folder = var / "run"
    folder.mkdir(parents=True, exist_ok=True)
    file = (folder / "supervisor.lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def claim(var: Path) -> IO[str]:
    """Become the supervisor of a data folder. Raises CommandRefused where there is one."""
    lock = lock_supervisor(var)
    if lock is None:
        raise CommandRefused(_("Pendopo is already running with the data folder %(folder)s.") % {"folder": var})
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


@contextmanager
def database(var: Path) -> Iterator[Cluster | None]:
    """A running, prepared database for one command, as its owner."""
    checks.before_start(var, postgres.data_directory(var))
    os.environ.setdefault("PENDOPO_DB_ROLE", postgres.OWNER)
    cluster = embedded(var)
    if cluster is None:
        _settle_unless_busy(var)
        yield None
        return
    was_running = cluster.pid() is not None
    cluster.start()
    cluster.prepare()
    try:
        _settle_unless_busy(var)
        yield cluster
    finally:
        # A supervisor that came up meanwhile lives on this server: it holds the lock, and stops the server itself.
        if not was_running and (lock := lock_supervisor(var)):
            cluster.stop()
            lock.close()
