"""The audit of sealed bids over the API, open to everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from ninja.errors import HttpError

from pendopo.kernel.access import ANONYMOUS
from pendopo.procurement import queries
from pendopo.procurement.api_answers import CODE

router = Router(tags=["sealed bids"])


class CommitmentOut(Schema):
    """A commitment: its leaf, and once shown its outcome with the leaf of that."""

    header_hash: str
    envelope: str
    index: int
    at: str
    outcome_index: int | None
    result: str | None
    reason: str
    supplier: str | None
    price_total_sen: int | None
    payload_sha256: str


class AuditOut(Schema):
    """Numbers of the closing, each commitment once its envelope may be known, the heads of the log."""

    tender: str
    title: str
    log: dict[str, Any]
    openings: list[dict[str, Any]]
    revealed: list[str]
    closing: dict[str, Any] | None
    commitments: list[CommitmentOut]


def _run(code: str) -> Any:
    found = queries.sealed_tender(ANONYMOUS, code)
    if found is None or not queries.stages_of(found):
        raise HttpError(404, "Not found")
    return found


@router.get("/tenders/{code}/audit", response=AuditOut, summary="The audit of sealed bids")
def audit(request: HttpRequest, code: str = CODE) -> Any:
    """What the public log says of the bids of a run."""
    return queries.audit_summary(ANONYMOUS, _run(code))


@router.get("/tenders/{code}/audit.zip", summary="The audit of sealed bids as a bundle to check offline")
def bundle(request: HttpRequest, code: str = CODE) -> HttpResponse:
    """`pendopo verify FILE.zip --key KEY [--receipt RECEIPT.json]` checks it without this server."""
    answer = HttpResponse(queries.audit_bundle(ANONYMOUS, _run(code)), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="audit-{code}.zip"'
    answer.headers["Cache-Control"] = "public, max-age=60"
    return answer
