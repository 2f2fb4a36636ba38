"""The smallest WSGI application: the yardstick of what the web server itself costs. PENDOPO_BENCH_FILE is its body."""

import os
from pathlib import Path
from typing import Any

BODY = Path(os.environ["PENDOPO_BENCH_FILE"]).read_bytes() if "PENDOPO_BENCH_FILE" in os.environ else b"x" * 20_000
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]


def application(_environ: Any, start: Any) -> list[bytes]:
    """Always the same answer."""
    start("200 OK", HEADERS)
    return [BODY]
