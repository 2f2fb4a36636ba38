"""The embedded PostgreSQL: initialise, start, stop, with a pg_hba of our own (never trust)."""

import contextlib
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from pendopo.cli import programs
from pendopo.kernel import postgres

SERVER_USER = "pendopo-postgres"

HBA = """# Written by Pendopo. Nobody signs in without being the owner of this instance's files.
local all all peer map=pendopo
"""


class ClusterFailed(Exception):
    """The database server could not be made or started; the text says why."""


def server_user() -> str:
    """The system user that runs the server: ourselves, or a user of its own where we are root (who may not)."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    try:
        pwd.getpwnam(SERVER_USER)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVER_USER], check=True
        )
    return SERVER_USER


@dataclass
class Cluster:
    """One embedded server, by its data directory."""

    data: Path
    durable: bool = True

    @property
    def socket(self) -> Path:
        return postgres.socket_folder(self.data)

    @property
    def home(self) -> Path:
        """Where the data directory really is."""
        return self.data.resolve()

    def _run(self, name: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        user = None if os.geteuid() != 0 else server_user()
        command = [str(programs.program_folder(user) / name), *arguments]
        result = subprocess.run(command, capture_output=True, text=True, user=user, check=False, cwd="/")
        if check and result.returncode:
            raise ClusterFailed(f"{name}: {result.stderr.strip() or result.stdout.strip()}")
        return result

    def is_initialised(self) -> bool:
        return (self.data / "PG_VERSION").exists()

    def initialise(self) -> None:
        """Make the data directory, the sign-in rules and the configuration."""
        self._make_folder()
        self._run(
            "initdb", "-D", str(self.home), "-U", postgres.OWNER, "--auth=peer", "--encoding=UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8",
        )  # fmt: skip
        self.configure()

    def _make_folder(self) -> None:
        """Make the data directory; where the server's user cannot come in, it is a link to a folder where they can."""
        self.data.parent.mkdir(parents=True, exist_ok=True)
        user = None if os.geteuid() != 0 else server_user()
        if not programs.reachable(self.data.parent, user) and not self.data.exists():
            name = hashlib.sha256(str(self.data.absolute()).encode()).hexdigest()[:12]
            target = programs.shared_base() / f"data-{name}"
            target.mkdir(exist_ok=True, mode=0o700)
            self.data.unlink(missing_ok=True)
            self.data.symlink_to(target)
        self.data.mkdir(exist_ok=True, mode=0o700)
        if user:
            shutil.chown(self.home, user)

    def configure(self) -> None:
        """Write pg_hba, pg_ident and our settings."""
        people = {pwd.getpwuid(os.geteuid()).pw_name, server_user()}
        lines = [f"pendopo {person} {role}" for person in sorted(people) for role in (postgres.OWNER, postgres.APP)]
        (self.data / "pg_hba.conf").write_text(HBA, encoding="utf-8")
        (self.data / "pg_ident.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")
        settings = [
            "listen_addresses = ''", f"unix_socket_directories = '{self.socket}'", "unix_socket_permissions = 0700",
            "idle_in_transaction_session_timeout = '60s'", "shared_buffers = '256MB'", "max_connections = 100",
            "summarize_wal = on", "wal_level = replica", "timezone = 'UTC'",
        ]  # fmt: skip
        if not self.durable:
            settings += ["fsync = off", "synchronous_commit = off", "full_page_writes = off"]
        (self.data / "postgresql.auto.conf").write_text("\n".join(settings) + "\n", encoding="utf-8")

    def pid(self) -> int | None:
        """The running server's process id, or None; a number that another program has taken over does not count."""
        with contextlib.suppress(FileNotFoundError, ValueError, IndexError, psutil.NoSuchProcess):
            number = int((self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
            process = psutil.Process(number)
            if process.status() != psutil.STATUS_ZOMBIE and "postgres" in process.name():
                return number
        return None

    def _forget_dead_server(self) -> None:
        """Remove the pid file of a killed server, once none of its processes is left in the data directory."""
        file = self.data / "postmaster.pid"
        deadline = time.monotonic() + 10
        while file.exists() and self._left_processes() and time.monotonic() < deadline:
            time.sleep(0.05)
        if file.exists() and not self.pid() and not self._left_processes():
            file.unlink()

    def _left_processes(self) -> list[int]:
        left = []
        for process in psutil.process_iter(["name", "status"]):
            with contextlib.suppress(psutil.Error):
                dead = process.info["status"] == psutil.STATUS_ZOMBIE
                if "postgres" in (process.info["name"] or "") and not dead and process.cwd() == str(self.home):
                    left.append(process.pid)
        return left

    def start(self) -> None:
        """Start the server if it is not running; waits for recovery as long as five minutes."""
        if not self.is_initialised():
            self.initialise()
        self.socket.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(self.socket, server_user())
        if self.pid():
            return
        self._forget_dead_server()
        self._run("pg_ctl", "-D", str(self.home), "-l", str(self.home / "server.log"), "-w", "-t", "300", "start")

    def stop(self) -> None:
        """Stop the server cleanly."""
        if self.pid():
            self._run("pg_ctl", "-D", str(self.home), "-m", "fast", "-w", "stop", check=False)

    def kill(self) -> None:
        """Kill the server at once (tests)."""
        if number := self.pid():
            os.kill(number, signal.SIGKILL)
            while self.pid():
                time.sleep(0.02)

    def prepare(self) -> None:
        """Make the role of the web and worker, and the database, where they are missing."""
        import psycopg

        with psycopg.connect(host=str(self.socket), user=postgres.OWNER, dbname="postgres", autocommit=True) as server:
            if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [postgres.APP]).fetchone():
                server.execute(f"CREATE ROLE {postgres.APP} LOGIN")
            if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [postgres.DATABASE]).fetchone():
                server.execute(f"CREATE DATABASE {postgres.DATABASE} OWNER {postgres.OWNER}")
