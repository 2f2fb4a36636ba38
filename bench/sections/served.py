"""A kept page over the network: CPU of the serving processes for one request, beside a file served by nginx."""

import os
import re
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.client import Reply, fetch, load
from bench.instance import SOURCE, Instance, free_port, running
from bench.report import Figure, ratio
from bench.sections.pages import paths
from bench.timing import cpu_of

TITLE = "A kept page over the network (CPU per request of the serving processes, plain http, kept connections)"
CONFIGURATION = SOURCE.parent / "deploy" / "nginx.conf"
TIMES = {"nginx": 40_000, "python": 16_000}
AROUND = """
{user} worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log; daemon off;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types; default_type text/html; sendfile on; tcp_nopush on; access_log {folder}/access.log;
    keepalive_requests 1000000;
    server {{ listen 127.0.0.1:{files}; root {folder}/files; }}
    {shipped}
}}
"""


def shipped(folder: Path, front: int, back: int) -> str:
    """The configuration of deploy/ without TLS, on a port of ours, in front of the instance."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    text = re.sub(r"server \{\s*listen 80;.*?\n\}\n", "", text, flags=re.DOTALL)
    text = re.sub(r"^\s*(ssl_\w+|http2) .*;.*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^\s*listen \[::\]:443.*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"listen 443[^;]*;", f"listen 127.0.0.1:{front};", text)
    return text.replace("127.0.0.1:8000", f"127.0.0.1:{back}").replace("/var/cache/nginx", str(folder))


def spent(processes: Iterable[psutil.Process], port: int, path: str, times: int) -> tuple[float, Reply]:
    """Microseconds of CPU for one request, and the last answer."""
    kept = list(processes)
    load(port, path, times // 20)
    before = cpu_of(kept)
    reply = load(port, path, times)
    return (cpu_of(kept) - before) / times * 1e6, reply


def _write(folder: Path, front: int, files: int, back: int) -> Path:
    file = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    text = AROUND.format(user=user, folder=folder, files=files, shipped=shipped(folder, front, back))
    file.write_text(text, encoding="utf-8")
    return file


@dataclass(frozen=True)
class Nginx:
    """nginx running with our configuration: its folder, the ports of the front and of plain files, its processes."""

    folder: Path
    front: int
    files: int
    processes: list[psutil.Process]


def _page(instance: Instance, nginx: Nginx, name: str, path: str) -> list[Figure]:
    for _ in range(40):  # every web process keeps the page for itself
        body = fetch(instance.port, path).body
    (nginx.folder / "files" / name).write_bytes(body)
    static, _reply = spent(nginx.processes, nginx.files, f"/{name}", TIMES["nginx"])
    kept, reply = spent(nginx.processes + instance.web(), nginx.front, path, TIMES["nginx"])
    own, _reply = spent(instance.web(), instance.port, path, TIMES["python"])
    small = _smallest(nginx.folder / "files" / name)
    hit = reply.header("x-cache")
    return [
        Figure(f"{name}: a file of {len(body) / 1024:.1f} KB from nginx", f"{static:.0f} us"),
        ratio(f"{name}: kept by the shipped nginx configuration", kept / static, 1.5, f" ({kept:.0f} us, {hit})"),
        ratio(f"{name}: from Pendopo's own process", own / static, 14, f" ({own:.0f} us)"),
        ratio(f"{name}: the smallest WSGI application in the same server", small / static, None, f" ({small:.0f} us)"),
    ]


def _smallest(body: Path) -> float:
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "bench.smallest:application",
    ]  # fmt: skip
    around = os.environ | {"PENDOPO_BENCH_FILE": str(body), "PYTHONPATH": f"{SOURCE}:{SOURCE.parent}"}
    with running(command, port, around) as processes:
        return spent(processes, port, "/", TIMES["python"])[0]


def measure(instance: Instance) -> list[Figure]:
    """Home and village, from a file, through nginx, from our own process."""
    nginx = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if nginx is None:
        return [Figure("nginx is not installed (Debian: apt-get install nginx); left out", "-")]
    instance.open_django()
    folder = instance.folder / "nginx"
    (folder / "files").mkdir(parents=True, exist_ok=True)
    front, files = free_port(), free_port()
    configuration = _write(folder, front, files, instance.port)
    with running([nginx, "-p", str(folder), "-c", str(configuration)], front) as processes:
        server = Nginx(folder, front, files, processes)
        return [figure for name, path in paths()[:2] for figure in _page(instance, server, name, path)]
