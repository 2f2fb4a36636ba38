"""A throw-away instance with demo data that all sections share, and an empty database beside its own."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil

from pendopo.cli.cluster import Cluster
from pendopo.kernel import postgres

SOURCE = Path(__file__).parents[1] / "src"
SCRATCH = "pendopo_bench"
PATIENCE = 300


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Instance:
    """`pendopo serve --demo` in a folder of its own."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pendopo-bench-"))
        self.folder.chmod(0o755)
        self.var = self.folder / "var"
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.first_start = self.second_start = 0.0
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PENDOPO_", "DJANGO_"))}
        self.environment = kept | {"PENDOPO_VAR": str(self.var), "PYTHONPATH": str(SOURCE)}

    def start(self) -> float:
        """Serve; gives the seconds until the home is answered."""
        command = [sys.executable, "-c", "from pendopo.cli.main import main; main()", "serve", "--demo"]
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port)], env=self.environment, stdout=subprocess.DEVNULL
        )
        while not self._answers():
            if self.process.poll() is not None or time.perf_counter() - begun > PATIENCE:
                raise SystemExit("pendopo serve did not come up; its reason stands above.")
            time.sleep(0.02)
        return time.perf_counter() - begun

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://localhost:{self.port}/", timeout=5) as got:
            return bool(got.status == 200)
        return False

    def halt(self) -> None:
        """End the service and its database."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)
            self.process = None

    def web(self) -> list[psutil.Process]:
        """The web server and its workers."""
        below = psutil.Process(self.process.pid).children(recursive=True) if self.process else []
        return [one for one in below if _is_web(one)]

    def open_django(self) -> None:
        """Set Django up in this process, on the instance's database, as its owner."""
        os.environ["PENDOPO_VAR"] = str(self.var)
        os.environ["PENDOPO_DB_ROLE"] = postgres.OWNER
        os.environ["DJANGO_SETTINGS_MODULE"] = "pendopo.config.settings.active"
        import django

        django.setup()

    def remove(self) -> None:
        """End everything and remove the folder, also what a root's server keeps elsewhere."""
        self.halt()
        cluster = Cluster(postgres.data_directory(self.var))
        cluster.stop()
        shutil.rmtree(cluster.home, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)


def _is_web(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.Error):
        words = process.cmdline()
        return "granian" in words or any("spawn_main" in word or "forkserver" in word for word in words)
    return False


@contextlib.contextmanager
def scratch_database() -> Iterator[None]:
    """An empty database with all tables; Django uses it inside, and it is gone afterwards."""
    from django.core.management import call_command
    from django.db import connection

    own = connection.settings_dict["NAME"]
    _administer(f"DROP DATABASE IF EXISTS {SCRATCH}", f"CREATE DATABASE {SCRATCH}")
    connection.close()
    connection.settings_dict["NAME"] = SCRATCH
    try:
        call_command("migrate", verbosity=0)
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
        _administer(f"DROP DATABASE {SCRATCH}")


def _administer(*statements: str) -> None:
    import psycopg
    from django.db import connection

    values = connection.get_connection_params() | {"dbname": "postgres"}
    with psycopg.connect(**values, autocommit=True) as server:
        for statement in statements:
            server.execute(statement)


@contextlib.contextmanager
def running(command: list[str], port: int, environment: dict[str, str] | None = None) -> Iterator[list[psutil.Process]]:
    """A server of another kind: started, waited for, ended; gives its processes."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        parent = psutil.Process(process.pid)
        yield [parent, *parent.children(recursive=True)]
    finally:
        process.terminate()
        process.wait(20)
