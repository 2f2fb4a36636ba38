"""The log for machines: C2SP tlog-tiles, the checkpoint, and the stand-alone verifier."""

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse

from pendopo.audit import merkle, queries

FOREVER = "public, max-age=31536000, immutable"
VERIFIER = Path(__file__).parent / "verifier" / "pendopo_verify.py"


def checkpoint(request: HttpRequest) -> HttpResponse:
    """The last signed tree head."""
    last = queries.latest_checkpoint()
    if last is None:
        raise Http404
    response = HttpResponse(last.note, content_type="text/plain; charset=utf-8")
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
