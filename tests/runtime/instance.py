"""A throw-away instance for the tests of the runtime: its folder, its commands, its server."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg

from pendopo.cli.cluster import Cluster
from pendopo.kernel import postgres

COMMAND = [sys.executable, "-c", "from pendopo.cli.main import main; main()"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Instance:
    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = free_port()
        self.cluster = Cluster(postgres.data_directory(var))
        self.process: subprocess.Popen | None = None
        source = Path(__file__).parents[2] / "src"
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("PENDOPO_", "DJANGO_"))
        } | {"PENDOPO_VAR": str(var), "PYTHONPATH": str(source), "PENDOPO_LANGUAGE": "en"}

    def run(self, *arguments: str, **environment: str) -> tuple[int, str]:
        done = subprocess.run(
            [*COMMAND, *arguments], env=self.environment | environment, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr

    def serve(self, *options: str) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(self.port), "--workers", "1", *options],
            env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def status(self, path: str = "/readyz") -> int:
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}{path}", timeout=5) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
        except OSError:
            return 0

    def wait_ready(self, seconds: float = 60) -> float:
        begun = time.monotonic()
        while self.status() != 200:
            assert time.monotonic() - begun < seconds, "the instance does not become ready"
            time.sleep(0.1)
        return time.monotonic() - begun

    def connect(self, role: str = postgres.OWNER) -> psycopg.Connection:
        return psycopg.connect(host=str(self.cluster.socket), user=role, dbname="pendopo", autocommit=True)

    def stop(self) -> int | None:
        """End the service, its server and what a root's server keeps outside the data folder."""
        status = None
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            status = self.process.wait(40)
        remove(self.cluster)
        return status


def remove(cluster: Cluster) -> None:
    """Stop the server and remove its data, also where they are only linked from the data folder."""
    cluster.stop()
    home, sockets = cluster.home, cluster.socket
    for folder in (home, sockets):
        shutil.rmtree(folder, ignore_errors=True)
