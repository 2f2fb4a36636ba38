"""`make bench`: pages (cached and not) and reading a budget node. Needs an instance: run `make run` once before."""

import gzip
import io
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pendopo.cli.cluster import Cluster
from pendopo.kernel import postgres

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings.active")
os.environ.setdefault("PENDOPO_DB_ROLE", postgres.OWNER)


def cpu(run: Callable[[], Any], times: int) -> float:
    """CPU microseconds of this process for one call: the best of three rounds of `times` calls."""
    best = float("inf")
    for _round in range(3):
        start = time.process_time()
        for _ in range(times):
            run()
        best = min(best, (time.process_time() - start) / times)
    return best * 1e6


def wall(run: Callable[[], Any], times: int) -> float:
    """Wall microseconds of one call, database included: the median of `times` calls."""
    spans = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        spans.append(time.perf_counter() - start)
    return sorted(spans)[len(spans) // 2] * 1e6


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


def trivial(_environ: Any, start: Any) -> list[bytes]:
    """The smallest application: the yardstick of the pages."""
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"x" * 20_000]


def pages() -> None:
    """CPU of a page from Django and from the page cache, against the smallest WSGI application in the same process."""
    from django.core.wsgi import get_wsgi_application
    from django.db import connection

    from pendopo.config.wsgi import application as cached

    django = get_wsgi_application()
    floor = cpu(lambda: get(trivial, "/"), 5000)
    for path in ("/", "/desa/", "/anggaran/"):
        get(django, path)  # connection and templates are warm in a running server
        queries: list[str] = []

        def counted(execute: Any, sql: str, *rest: Any, queries: list[str] = queries) -> Any:
            queries.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(counted):
            body = get(django, path)
        uncached = cpu(lambda path=path: get(django, path), 20)
        get(cached, path)
        kept = cpu(lambda path=path: get(cached, path), 2000)
        print(
            f"{path:12} {len(queries)} queries, {uncached / 1000:.1f} ms CPU uncached, "
            f"{len(gzip.compress(body)) / 1024:.1f} KB gzip; "
            f"from the cache {kept:.0f} us = 1/{uncached / kept:.0f}; smallest WSGI answer {floor:.1f} us"
        )


def budget() -> None:
    """Reading the top of the budget against `SELECT sum()` over the same ceilings."""
    from django.db import connection

    from pendopo.budget.queries import latest_stage, place_at, rows_below
    from pendopo.kernel.access import ANONYMOUS

    stage = latest_stage(ANONYMOUS)
    if stage is None:
        print("no budget to read")
        return

    def plain() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sum(amount) FROM budget_pagu WHERE stage_id = %s", [stage.pk])
            cursor.fetchone()

    place = place_at(stage)
    if place is not None:
        node, total = wall(lambda: list(rows_below(place)), 30), wall(plain, 30)
        print(f"budget node  {node / 1000:.1f} ms with names and shares = {node / total:.1f} x SELECT sum()")


def main() -> None:
    """Start the instance's database if it does not run, then measure."""
    if not os.environ.get("PENDOPO_DATABASE_URL"):
        var = Path(os.environ.get("PENDOPO_VAR", Path.cwd() / "var")).resolve()
        Cluster(postgres.data_directory(var)).start()
    import django

    django.setup()
    pages()
    budget()


if __name__ == "__main__":
    main()
