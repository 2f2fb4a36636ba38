"""Two addresses for machines: is the process alive, and can it serve. No versions, no secrets."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse


def alive(_request: HttpRequest) -> HttpResponse:
    """`/healthz`: the process answers."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


def _pending() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def ready(_request: HttpRequest) -> HttpResponse:
    """`/readyz`: the database answers and its tables are those of this version; 503 otherwise."""
    try:
        reason = "migrations" if _pending() else ""
    except DatabaseError:
        reason = "database"
    return HttpResponse(
        f"{reason or 'ok'}\n",
        status=503 if reason else 200,
        content_type="text/plain",
        headers={"Cache-Control": "no-store"},
    )
