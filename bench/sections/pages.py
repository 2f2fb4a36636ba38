"""Public pages rendered in this process: queries, CPU, bytes, and what a first visit loads."""

import gzip
import io
import re
from functools import partial
from typing import Any

from bench import smallest
from bench.client import fetch
from bench.instance import Instance
from bench.report import Figure
from bench.timing import cpu

TITLE = "Public pages (CPU of this process; the database's own is not in it)"
MOST_QUERIES, MOST_CPU, MOST_BYTES, MOST_REQUESTS = 10, 8.0, 60.0, 8
LOADED = re.compile(rb'<(?:link|script|img)\b[^>]*?(?:href|src)="(/[^"]+)"')


def get(application: Any, path: str) -> bytes:
    """One GET through a WSGI application; the body."""
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
        "wsgi.errors": None, "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }  # fmt: skip
    return b"".join(application(environ, lambda *_answer: None))


def paths() -> list[tuple[str, str]]:
    """The pages measured: name and address. The village is the first of the regency by code."""
    from pendopo.instance.queries import current
    from pendopo.regions.queries import desa_of, kecamatan_of

    instance = current()
    code = instance.region_code if instance else ""
    desa, kecamatan = desa_of(code).first(), kecamatan_of(code).first()
    return [
        ("home", "/"),
        ("village", f"/desa/{desa.slug}/" if desa else "/desa/"),
        ("kecamatan", f"/kecamatan/{kecamatan.slug}/" if kecamatan else "/desa/"),
        ("villages", "/desa/"),
        ("budget", "/anggaran/"),
    ]


def queries_of(application: Any, path: str) -> int:
    """How many queries one answer needs."""
    from django.db import connection

    number = 0

    def counted(execute: Any, *arguments: Any) -> Any:
        nonlocal number
        number += 1
        return execute(*arguments)

    with connection.execute_wrapper(counted):
        get(application, path)
    return number


def first_view(port: int, path: str) -> tuple[int, float]:
    """Requests and KB (compressed) of a first visit: the page and every file it names."""
    page = fetch(port, path)
    html = gzip.decompress(page.body) if page.header("content-encoding") == "gzip" else page.body
    files = sorted({found.decode() for found in LOADED.findall(html)})
    return 1 + len(files), (len(page.body) + sum(len(fetch(port, file).body) for file in files)) / 1024


def _uncached(django: Any, port: int, name: str, path: str) -> tuple[float, list[Figure]]:
    get(django, path)  # connection and templates are warm in a running server
    number, spent = queries_of(django, path), cpu(lambda: get(django, path), 10) * 1000
    requests, size = first_view(port, path)
    parts = (
        number <= MOST_QUERIES, spent <= MOST_CPU, size <= MOST_BYTES, requests <= MOST_REQUESTS,
    )  # fmt: skip
    return spent, [
        Figure(f"{name}, uncached", f"{number} queries, {spent:.1f} ms", "<= 10, <= 8 ms", all(parts[:2])),
        Figure(f"{name}, first view", f"{requests} requests, {size:.0f} KB", "<= 8, <= 60 KB", all(parts[2:])),
    ]


def measure(instance: Instance) -> list[Figure]:
    """Each page from Django, then from the page cache before it, beside the smallest WSGI application."""
    instance.open_django()
    from django.core.wsgi import get_wsgi_application

    from pendopo.config.wsgi import application as cached

    django = get_wsgi_application()
    floor = cpu(lambda: get(smallest.application, "/"), 5000)
    figures = []
    for name, path in paths():
        spent, found = _uncached(django, instance.port, name, path)
        get(cached, path)
        kept = cpu(partial(get, cached, path), 2000) * 1000
        text = f"{kept * 1000:.0f} us = 1/{spent / kept:.0f} of uncached, {kept / floor / 1000:.0f} x an empty answer"
        figures += [*found, Figure(f"{name}, from the page cache", text)]
    return figures
