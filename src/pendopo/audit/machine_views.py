"""The log for machines: C2SP tlog-tiles, the checkpoint, and the stand-alone verifier."""

import uuid
from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pendopo.audit import merkle, queries, services
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS

FOREVER = "public, max-age=31536000, immutable"
VERIFIER = Path(__file__).parent / "verifier" / "pendopo_verify.py"


def checkpoint(request: HttpRequest) -> HttpResponse:
    """The last signed tree head."""
    last = queries.latest_checkpoint()
    if last is None:
        raise Http404
    response = HttpResponse(queries.cosigned_note(last), content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=5"
    return response


def tile(request: HttpRequest, level: str, number: str, width: str | None = None) -> HttpResponse:
    """A tile of hashes or of entries; never more than what is signed."""
    place = int(number.replace("/", "").replace("x", ""))
    count = int(width) if width else queries.TILE
    try:
        content = queries.signed_tile(level, place, count)
    except merkle.NoSuchLeaf as missing:
        raise Http404 from missing
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Cache-Control"] = FOREVER
    return response


def verifier(request: HttpRequest) -> HttpResponse:
    """The stand-alone script that checks receipts."""
    response = HttpResponse(VERIFIER.read_bytes(), content_type="text/x-python; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="pendopo_verify.py"'
    return response


@require_safe
def ping(request: HttpRequest, key: uuid.UUID, outcome: str = "0") -> HttpResponse:
    """A heartbeat of the outside: `start`, `fail`, or the exit code of what was run (0 is a success)."""
    if outcome not in {"start", "fail"} and not outcome.isdecimal():
        raise Http404
    failed = outcome == "fail" or (outcome.isdecimal() and int(outcome) > 0)
    try:
        services.hear_from_outside(actor=ANONYMOUS, key=key, now=clock.now(), failed=failed, begun=outcome == "start")
    except ObjectDoesNotExist as unknown:
        raise Http404 from unknown
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})
