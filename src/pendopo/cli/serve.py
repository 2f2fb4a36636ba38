"""`pendopo serve`: database, web and worker under one supervisor."""

import argparse
import contextlib
import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from pendopo.cli import checks, children
from pendopo.cli.children import Child
from pendopo.cli.cluster import Cluster, ClusterFailed
from pendopo.cli.database import claim, data_folder, embedded, settle_restore
from pendopo.cli.output import CommandRefused, say
from pendopo.cli.output import gettext as _
from pendopo.kernel import postgres

DEMO_PASSWORD = "pendopo-demo-2026"  # noqa: S105 - printed on purpose, for the demo alone
# Seeded by `seed_people_demo`; a test compares the two lists.
NAMES = (
    *("admin", "bupati", "kepala.dpupr", "staf.dpupr", "sekda", "tapd", "ppkd", "inspektur"),
    *("ppk.dpupr", "pejabat.pengadaan", "ukpbj", "pokja1", "pokja2", "pokja3"),
    *("pengawas", "bendahara.dpupr", "ppk.skpd.dpupr", "kuasa.bud", "pembangunan", "bappeda"),
    *("kaur.desa", "sekdes", "kades", "tpk1", "tpk2", "tpk3", "camat", "warga", "pemasok"),
)
DEMO_PEOPLE = [f"{name}@contoh.id" for name in NAMES]
PULSE = 0.3
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound


def options(arguments: list[str]) -> argparse.Namespace:
    """The command's arguments."""
    parser = argparse.ArgumentParser(prog="pendopo serve")
    parser.add_argument("--demo", action="store_true", help=_("fill an empty instance with a demo regency"))
    parser.add_argument("--host", default="127.0.0.1", help=_("address to listen on"))
    parser.add_argument("--port", type=int, default=8000, help=_("port to listen on"))
    parser.add_argument("--workers", type=int, default=2, help=_("number of web processes"))
    return parser.parse_args(arguments)


def environment(var: Path, port: int) -> dict[str, str]:
    """The environment of the children: the weaker role, and the mark by which they are found again."""
    given = os.environ | {"PENDOPO_VAR": str(var), "PENDOPO_DB_ROLE": postgres.APP, children.MARK: str(var)}
    given.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings.active")
    given.setdefault("PENDOPO_SITE_URL", f"http://localhost:{port}")
    return given


def programs(chosen: argparse.Namespace, var: Path) -> list[Child]:
    """Web and worker."""
    around = environment(var, chosen.port)
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", chosen.host, "--port", str(chosen.port),
        "--workers", str(chosen.workers), "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
        "--respawn-failed-workers", "--workers-kill-timeout", "8", "pendopo.config.wsgi:application",
    ]  # fmt: skip
    worker = [
        sys.executable, "-m", "pendopo.config.manage", "procrastinate", "worker", "--concurrency", "2",
        "--shutdown-graceful-timeout", "8",
    ]  # fmt: skip
    return [Child("web", web, around), Child("worker", worker, around)]


def prepare(chosen: argparse.Namespace, given: Mapping[str, str], stopping: threading.Event) -> None:
    """Tables, rights and demo in a process of its own, ended early when it is time to stop; the next start goes on.

    Raises CommandRefused when that fails.
    """
    command = [sys.executable, "-m", "pendopo.cli.prepare", *(["--demo"] if chosen.demo else [])]
    around = {**given, "PENDOPO_DB_ROLE": postgres.OWNER}
    process = subprocess.Popen(command, env=around, start_new_session=True)
    while process.poll() is None and not stopping.wait(0.05):
        pass
    if stopping.is_set():
        children.end([psutil.Process(process.pid)] if process.poll() is None else [])
        process.wait()
    elif process.returncode:
        raise CommandRefused(_("The database could not be prepared; the reason stands above. Nothing was started."))


def start(chosen: argparse.Namespace, var: Path, supervisor: "Supervisor") -> None:
    """The database, what it needs, then web and worker; less when it is told to stop meanwhile."""
    if supervisor.cluster is not None:
        supervisor.cluster.start()
        supervisor.cluster.prepare()
    settle_restore(var)
    prepare(chosen, environment(var, chosen.port), supervisor.stopping)
    if supervisor.stopping.is_set():
        return
    for child in supervisor.kept:
        child.start()
    threading.Thread(target=announce, args=(chosen, supervisor.stopping), daemon=True).start()


def answers(host: str, port: int) -> bool:
    """Whether the web answers."""
    connection = http.client.HTTPConnection("localhost" if host in EVERYWHERE else host, port, timeout=2)
    with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status < 500
    return False


@dataclass
class Supervisor:
    """Keeps the database and the children running until it is told to stop."""

    cluster: Cluster | None
    kept: list[Child]
    stopping: threading.Event = field(default_factory=threading.Event)
    database_wait: float = 0.0
    database_not_before: float = 0.0

    def listen(self) -> None:
        """SIGTERM and SIGINT end the service."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_ignored: self.stopping.set())

    def tend_database(self) -> None:
        """Start a dead database again, later each time it fails."""
        if self.cluster is None or self.cluster.pid() or time.monotonic() < self.database_not_before:
            return
        say(_("The database has stopped; it is started again."))
        try:
            self.cluster.start()
            self.database_wait = 0.0
        except ClusterFailed as failure:
            self.database_wait = min(max(self.database_wait * 2, 1.0), children.LONGEST_WAIT)
            self.database_not_before = time.monotonic() + self.database_wait
            say(str(failure))

    def watch(self) -> None:
        """Look after everything until it is time to stop."""
        while not self.stopping.wait(PULSE):
            self.tend_database()
            for child in self.kept:
                if child.tend():
                    say(_("Process %(name)s has stopped; it is started again.") % {"name": child.name})

    def stop(self) -> None:
        """Worker, web, then the database."""
        for child in reversed(self.kept):
            child.stop()
        if self.cluster is not None:
            self.cluster.stop()


def announce(chosen: argparse.Namespace, stopping: threading.Event) -> None:
    """Print the address once the web answers, and the demo's ways in."""
    deadline = time.monotonic() + 60
    while not answers(chosen.host, chosen.port) and time.monotonic() < deadline and not stopping.wait(0.1):
        pass
    say(_("Pendopo is open: %(address)s") % {"address": f"http://localhost:{chosen.port}/"})
    if chosen.demo:
        say(_("Demo sign-in: %(people)s; password %(password)s") % {
            "people": ", ".join(DEMO_PEOPLE), "password": DEMO_PASSWORD,
        })  # fmt: skip
    say(_("Stop with Ctrl+C."))


def serve(arguments: list[str]) -> int:
    """Run until told to stop; returns the exit status."""
    chosen = options(arguments)
    var = data_folder()
    checks.before_start(var, postgres.data_directory(var))
    lock = claim(var)
    children.end(children.orphans(var))
    checks.port_is_free(chosen.host, chosen.port)
    supervisor = Supervisor(embedded(var), programs(chosen, var))
    supervisor.listen()
    try:
        start(chosen, var, supervisor)
        supervisor.watch()
    finally:
        supervisor.stop()
        lock.close()
    return 0
