"""Open contracting data (OCDS): one process, and all of a year as lines."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse

from pendopo.instance.queries import current, modules_on
from pendopo.kernel import clock
from pendopo.procurement import ocds, queries

LINES = "application/x-ndjson"


def _prefix() -> str:
    return str(settings.PENDOPO_OCDS_PREFIX)


def ocds_process(request: HttpRequest, code: str) -> HttpResponse:
    """One process as a release package."""
    found = next(queries.processes(code=code), None)
    if found is None or "procurement" not in modules_on():
        raise Http404
    release = ocds.release_of(found, prefix=_prefix())
    uri = request.build_absolute_uri()
    publisher = instance.name if (instance := current()) else "Pendopo"
    made: dict[str, Any] = ocds.package_of([release], uri=uri, publisher=publisher, published_at=clock.now())
    return JsonResponse(made)


def ocds_year(request: HttpRequest, year: int) -> StreamingHttpResponse:
    """All releases of a year, one JSON in each line, streamed with flat memory."""
    if "procurement" not in modules_on():
        raise Http404
    answer = StreamingHttpResponse(_lines(year), content_type=LINES)
    answer.headers["Content-Disposition"] = f'attachment; filename="ocds-{year}.jsonl"'
    return answer


def _lines(year: int) -> Iterator[bytes]:
    prefix = _prefix()
    for process in queries.processes(year=year):
        yield json.dumps(ocds.release_of(process, prefix=prefix), ensure_ascii=False).encode() + b"\n"
