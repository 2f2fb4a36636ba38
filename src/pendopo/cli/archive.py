"""`pendopo backup FILE` and `pendopo restore FILE`: one file with the database, the uploaded files and a manifest."""

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from pendopo.cli import programs
from pendopo.cli.database import data_folder, database, database_place, lock_supervisor, server
from pendopo.cli.exchange import act, exchange
from pendopo.cli.output import CommandRefused, refuse, say
from pendopo.cli.output import gettext as _
from pendopo.kernel import postgres

FORMAT = 1
DUMP, MANIFEST, FILES = "database.dump", "manifest.json", "files"
Counts = dict[str, int]


def _run(program: str, server: Mapping[str, str], *arguments: str) -> None:
    """Run one of PostgreSQL's programs; the password goes by the environment, never by the command line."""
    around = os.environ | {"PGPASSWORD": server.get("password", "")}
    where = make_conninfo(**{name: value for name, value in server.items() if name != "password"})
    command = [str(programs.program_folder(None) / program), f"--dbname={where}", *arguments]
    result = subprocess.run(command, env=around, capture_output=True, text=True, check=False)
    if result.returncode:
        raise CommandRefused(f"{program}: {result.stderr.strip()}")


def table_counts(connection: psycopg.Connection[Any]) -> Counts:
    """How many rows each table of the product holds."""
    names = connection.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"
    ).fetchall()
    count = sql.SQL("SELECT count(*) FROM {}")
    return {name: connection.execute(count.format(sql.Identifier("public", name))).fetchone()[0] for (name,) in names}  # type: ignore[index]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def backup(arguments: list[str]) -> int:
    """Write the archive: whole or not at all, readable by this user only."""
    if len(arguments) != 1:
        raise CommandRefused(_("Write: pendopo backup FILE (for instance pendopo.tar.gz)."))
    var, target = data_folder(), Path(arguments[0]).resolve()
    with database(var), _heard():
        _back_up(var, target)
    say(_("Backup written: %(file)s") % {"file": target})
    say(_("The keys in %(folder)s are not in it. Keep a copy of them elsewhere.") % {"folder": var / "secrets"})
    return 0


@contextlib.contextmanager
def _heard() -> Iterator[None]:
    """The status page and those who look after the instance hear of each backup, and as failed when it raises."""
    failed = True
    try:
        yield
        failed = False
    finally:
        import django
        from django.db import DatabaseError

        django.setup()
        from pendopo.audit.backups import heard

        with contextlib.suppress(DatabaseError):  # a database without tables has nobody to tell
            heard(failed=failed)


def _back_up(var: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory(dir=var) as scratch, psycopg.connect(**server(var)) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        # The dump and the counts look at the same moment.
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()[0]  # type: ignore[index]
        dump = Path(scratch) / DUMP
        _run("pg_dump", server(var), "--format=custom", f"--snapshot={snapshot}", f"--file={dump}")
        files = sorted(path for path in (var / FILES).rglob("*") if path.is_file())
        names = {str(path.relative_to(var / FILES)): _digest(path) for path in files}
        manifest = {"format": FORMAT, "dump": _digest(dump), "tables": table_counts(connection), "files": names}
        (Path(scratch) / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True), encoding="utf-8")
        _write(target, Path(scratch), {f"{FILES}/{name}": var / FILES / name for name in names})


def _write(target: Path, scratch: Path, files: Mapping[str, Path]) -> None:
    draft = target.with_name(target.name + ".part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw:
            with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=3) as archive:
                for name in (MANIFEST, DUMP):
                    archive.add(scratch / name, name)
                for name, path in files.items():
                    archive.add(path, name)
            raw.flush()
            os.fsync(raw.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def restore(arguments: list[str]) -> int:
    """Read the archive into a new database, check it, and only then put it in the old one's place."""
    paths = [text for text in arguments if not text.startswith("--")]
    if len(paths) != 1 or set(arguments) - {*paths, "--replace"}:
        raise CommandRefused(_("Write: pendopo restore FILE, or pendopo restore FILE --replace."))
    var = data_folder()
    with database(var), tempfile.TemporaryDirectory(dir=var) as scratch:
        # Held to the end, so that nothing is served from a database that is being replaced.
        lock = lock_supervisor(var)
        if lock is None:
            raise CommandRefused(_("Pendopo is running. Stop it first, then restore."))
        try:
            _refuse_to_overwrite(var, replace="--replace" in arguments)
            manifest = _unpack(Path(paths[0]), Path(scratch))
            _put_in_place(var, Path(scratch), manifest["tables"])
        finally:
            lock.close()
    say(_("Restored: %(tables)s tables, %(rows)s rows, %(files)s files; all counts agree.") % {
        "tables": len(manifest["tables"]), "rows": sum(manifest["tables"].values()), "files": len(manifest["files"]),
    })  # fmt: skip
    return 0


def _refuse_to_overwrite(var: Path, replace: bool) -> None:
    with psycopg.connect(**server(var)) as connection:
        if table_counts(connection) and not replace:
            raise CommandRefused(_("There are data here already. Add --replace to put the backup in their place."))


def _unpack(path: Path, scratch: Path) -> dict[str, Any]:
    """Unpack and compare with the manifest. Raises CommandRefused for an archive that is not whole."""
    try:
        with tarfile.open(path) as archive:
            archive.extractall(scratch, filter="data")
        manifest: dict[str, Any] = json.loads((scratch / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, EOFError, tarfile.TarError, ValueError) as error:
        raise CommandRefused(
            _("%(file)s is not a whole backup of Pendopo. Take another one.") % {"file": path}
        ) from error
    names = {DUMP: manifest["dump"]} | {f"{FILES}/{name}": digest for name, digest in manifest["files"].items()}
    for name, digest in names.items():
        if not (scratch / name).is_file() or _digest(scratch / name) != digest:
            text = _("In the backup, %(name)s differs from what its manifest says. Take another backup.")
            raise CommandRefused(text % {"name": name})
    return manifest


def _put_in_place(var: Path, scratch: Path, expected: Counts) -> None:
    """A draft beside the live database is filled and checked; nothing of before is touched until both hold."""
    place = database_place(var)
    kept = _("The data of before are kept.")
    try:
        with psycopg.connect(**server(var, "postgres"), autocommit=True) as connection:
            act(connection, "DROP DATABASE IF EXISTS {}", place.draft)
            act(connection, "CREATE DATABASE {}", place.draft)
            try:
                _fill(var, place.draft, scratch / DUMP, expected)
                exchange(connection, place, scratch / FILES)
            finally:
                act(connection, "DROP DATABASE IF EXISTS {}", place.draft)
    except (psycopg.Error, OSError) as error:
        reason = str(error).strip()
        raise CommandRefused(_("Restoring failed: %(reason)s") % {"reason": reason} + " " + kept) from error


def _fill(var: Path, draft: str, dump: Path, expected: Counts) -> None:
    """Read the dump into the draft and check counts and log. Raises CommandRefused where they do not hold.

    Rights are left out: the server that is restored to may know other roles, and `serve` grants them anew.
    """
    options = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")
    _run("pg_restore", server(var, draft), *options, str(dump))
    with psycopg.connect(**server(var, draft)) as connection:
        found = table_counts(connection)
    if found != expected:
        differing = sorted(name for name in found.keys() | expected if found.get(name) != expected.get(name))
        raise CommandRefused(_("These tables differ from the manifest: %(names)s") % {"names": ", ".join(differing)})
    if not _log_is_whole(var, draft):
        raise CommandRefused(_("The log of the backup does not verify; the data of before are kept."))


def _log_is_whole(var: Path, name: str) -> bool:
    """Whether `audit verify` agrees in the database of that name, where there is such a command."""
    around = os.environ | {"PENDOPO_VAR": str(var), "PENDOPO_DB_ROLE": postgres.OWNER, "PENDOPO_DB_NAME": name}
    script = (
        "import sys, django; django.setup(); from django.core.management import call_command, get_commands; "
        "'audit_verify' in get_commands() and call_command('audit_verify')"
    )
    done = subprocess.run([sys.executable, "-c", script], env=around, capture_output=True, text=True, check=False)
    if done.returncode:
        refuse(done.stderr.strip().splitlines()[-1])
    return done.returncode == 0
