"""What must hold before a command begins; each refusal says what is wrong and what to do."""

import os
import shutil
import socket
import tempfile
from pathlib import Path

from pendopo.cli.output import CommandRefused
from pendopo.cli.output import gettext as _

MAJOR = 18
OLDEST = 16
FREE_BYTES = 200 * 1024 * 1024


def port_is_free(host: str, port: int) -> None:
    """Raises CommandRefused where another program listens."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            text = _("Port %(port)s cannot be used (%(reason)s). Choose another one with --port.")
            raise CommandRefused(text % {"port": port, "reason": error.strerror}) from error


def folder_is_writable(var: Path) -> None:
    """Raises CommandRefused where the data folder cannot be made or written."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=var):
            pass
    except OSError as error:
        text = _("The data folder %(folder)s cannot be written (%(reason)s). Give it to this user, or set PENDOPO_VAR.")
        raise CommandRefused(text % {"folder": var, "reason": error.strerror}) from error


def disk_has_room(var: Path) -> None:
    """Raises CommandRefused where less than 200 MB is free."""
    free = shutil.disk_usage(var).free
    if free < FREE_BYTES:
        text = _(
            "Only %(free)s MB are free at %(folder)s; at least 200 MB are needed. Free some space and start again."
        )
        raise CommandRefused(text % {"free": free // 1024**2, "folder": var})


def data_is_ours(data: Path) -> None:
    """Raises CommandRefused for a data directory of another major version."""
    file = data / "PG_VERSION"
    if file.exists() and (found := file.read_text(encoding="utf-8").strip()) != str(MAJOR):
        text = _(
            "The data at %(folder)s belong to PostgreSQL %(found)s, this Pendopo brings %(ours)s. Make a backup with "
            "the Pendopo that wrote them, move the folder away, start again and restore the backup."
        )
        raise CommandRefused(text % {"folder": data, "found": found, "ours": MAJOR})


def server_answers(url: str) -> None:
    """Raises CommandRefused where the server of PENDOPO_DATABASE_URL refuses us or is too old."""
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version // 10000
    except psycopg.Error as error:
        raise CommandRefused(_refusal(str(error))) from error
    if version < OLDEST:
        text = _("The database server is PostgreSQL %(found)s; at least %(oldest)s is needed.")
        raise CommandRefused(text % {"found": version, "oldest": OLDEST})


def _refusal(reason: str) -> str:
    """The sentence for what the driver reports; the address itself is not printed, it holds a password."""
    if "authentication failed" in reason or "no password supplied" in reason:
        return _("The database server refuses the user or the password of PENDOPO_DATABASE_URL. Correct them.")
    if "does not exist" in reason:
        return _("The database or role of PENDOPO_DATABASE_URL does not exist. Create it, or correct the name.")
    return _("The database server of PENDOPO_DATABASE_URL does not answer. Is it running, and host and port right?")


def before_start(var: Path, data: Path) -> None:
    """All checks that every command with a database needs."""
    folder_is_writable(var)
    disk_has_room(var)
    url = os.environ.get("PENDOPO_DATABASE_URL")
    if url:
        server_answers(url)
    else:
        data_is_ours(data)
