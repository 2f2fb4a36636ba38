"""Sealed bids over the API: the plan for everybody, envelopes for their bidders."""

import base64
import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.security import django_auth

from pendopo.kernel import clock
from pendopo.procurement import ciphertexts, queries, services
from pendopo.procurement.api_answers import (
    CODE,
    HASH,
    SHARE_BYTES,
    EnvelopeOut,
    ReceiptOut,
    acting,
    answering,
    bytes_of,
    envelope_answer,
    envelope_out,
    own_envelope,
    part_of,
    plan_out,
    run_of,
)

router = Router(tags=["sealed bids"])
own = Router(tags=["sealed bids"], auth=django_auth)
PAGE = 100


class ConfirmationOut(Schema):
    """A seat of a plan, its trustee, the last characters of the key, and whether the trustee confirmed it."""

    group: str
    member: int
    name: str
    ending: str
    confirmed_at: dt.datetime | None
    revoked_at: dt.datetime | None


class PlanOut(Schema):
    """One version of a seal plan, with the proof that it stands in the public log."""

    plan_hash: str
    version: int
    message: dict[str, Any]
    published_at: dt.datetime
    receipt: ReceiptOut | None
    log_vkey: str
    confirmations: list[ConfirmationOut]
    ready: bool
    now: dt.datetime


class HeaderIn(Schema):
    """The header of an envelope; `participant` only when the account bids for several in this run."""

    header: dict[str, Any]
    participant: int | None = None


class EnvelopeKeyIn(Schema):
    """The bid key, from the bidder's own key file."""

    identity: str


class SealedShareIn(Schema):
    """The share of one seat, its bytes as base64."""

    group: str
    member: int
    ciphertext: str


class SealedSharesIn(Schema):
    """Shares of some or all seats."""

    shares: list[SealedShareIn] = Field(max_length=32)


class CommittedOut(Schema):
    """An envelope with the receipt of its commitment (or of its withdrawal)."""

    envelope: EnvelopeOut
    receipt: ReceiptOut | None


class EnvelopesOut(Schema):
    """Own envelopes in a run, the latest first, and how late it is."""

    envelopes: list[EnvelopeOut]
    now: dt.datetime
    deadline_at: dt.datetime | None
    grace_until: dt.datetime | None


@router.get("/tenders/{code}/seal-plan", response=PlanOut, summary="The seal plan in force")
def seal_plan(request: HttpRequest, code: str = CODE) -> Any:
    """Who holds the keys of a run, in the message whose hash stands in the log."""
    plans = queries.seal_plans_of(run_of(request, code))
    if not plans:
        raise HttpError(404, "Not found")
    return plan_out(plans[0])


@router.get("/tenders/{code}/seal-plans", response=list[PlanOut], summary="All versions of a seal plan")
def seal_plans(request: HttpRequest, code: str = CODE) -> Any:
    """The latest first, at most twenty."""
    return [plan_out(plan) for plan in queries.seal_plans_of(run_of(request, code))]


@own.post("/tenders/{code}/envelopes", response={200: CommittedOut, 201: CommittedOut}, summary="Commit to an envelope")
@answering
def commit(request: HttpRequest, values: HeaderIn, code: str = CODE) -> Any:
    """Send the header alone: it is bound and the receipt proves it. The same header again gives the same receipt."""
    made = services.commit_envelope(
        participant_id=_participant(request, code, values.participant), message=values.header, actor=acting(request)
    )
    return (201 if made.new else 200), {"envelope": envelope_out(made.envelope), "receipt": made.receipt}


def _participant(request: HttpRequest, code: str, asked: int | None) -> int:
    run = run_of(request, code)
    found = list(queries.participants_of(acting(request), run).values_list("pk", flat=True)[:PAGE])
    if asked in found or (asked is None and len(found) == 1):
        return asked or found[0]
    if asked is None and found:
        raise services.EnvelopeRefused("participant", participants=found)
    raise HttpError(403, "You bid for nobody in this run")


@own.get("/tenders/{code}/envelopes", response=EnvelopesOut, summary="Own envelopes in a run")
def envelopes(request: HttpRequest, code: str = CODE) -> Any:
    """At most a hundred."""
    run = run_of(request, code)
    plan = run.seal_plans.order_by("-version").first()
    minutes = dt.timedelta(minutes=plan.message["grace_minutes"] if plan else 0)
    found = queries.own_envelopes(acting(request), run)[:PAGE]
    return {
        "envelopes": [envelope_out(one) for one in found],
        "now": clock.now(),
        "deadline_at": run.deadline_at,
        "grace_until": run.deadline_at + minutes if run.deadline_at else None,
    }


@own.get("/tenders/{code}/envelopes/{header_hash}", response=CommittedOut, summary="One own envelope and its receipt")
def envelope(request: HttpRequest, code: str = CODE, header_hash: str = HASH) -> Any:
    """How much of it is here."""
    found = own_envelope(request, code, header_hash)
    return {"envelope": envelope_out(found), "receipt": queries.receipt_of(found.entry)}


@own.put(
    "/tenders/{code}/envelopes/{header_hash}/shares/{group}/{int:member}",
    response=EnvelopeOut,
    summary="Hand in the key share of one seat",
)
@answering
def put_share(request: HttpRequest, group: str, member: int, code: str = CODE, header_hash: str = HASH) -> HttpResponse:
    """The bytes of the share, as the header names their hash."""
    found = own_envelope(request, code, header_hash)
    data = bytes_of(request, SHARE_BYTES)
    kept = services.put_share(envelope_id=found.pk, place=(group, member), ciphertext=data, actor=acting(request))
    return envelope_answer(kept)


@own.put(
    "/tenders/{code}/envelopes/{header_hash}/shares",
    response=EnvelopeOut,
    summary="Hand in the key shares of all seats",
)
@answering
def put_shares(request: HttpRequest, values: SealedSharesIn, code: str = CODE, header_hash: str = HASH) -> HttpResponse:
    """All in one request: kept together or not at all."""
    found = own_envelope(request, code, header_hash)
    try:
        shares = {(one.group, one.member): base64.b64decode(one.ciphertext, validate=True) for one in values.shares}
    except ValueError:
        raise HttpError(400, "A share is not base64") from None
    return envelope_answer(services.put_shares(envelope_id=found.pk, shares=shares, actor=acting(request)))


@own.get("/tenders/{code}/envelopes/{header_hash}/ciphertext", response=EnvelopeOut, summary="Where to go on")
def next_offset(request: HttpRequest, code: str = CODE, header_hash: str = HASH) -> HttpResponse:
    """The next byte of the ciphertext, also in the header `Upload-Offset`."""
    return envelope_answer(own_envelope(request, code, header_hash))


@own.patch("/tenders/{code}/envelopes/{header_hash}/ciphertext", response=EnvelopeOut, summary="Send the next part")
@answering
def put_part(request: HttpRequest, code: str = CODE, header_hash: str = HASH) -> HttpResponse:
    """At most 4 MiB, with `Upload-Offset` and `Upload-Checksum: sha256 <base64>`."""
    found = own_envelope(request, code, header_hash)
    start, sha256 = part_of(request)
    data = bytes_of(request, ciphertexts.PART)
    kept = services.put_part(envelope_id=found.pk, start=start, data=data, sha256=sha256, actor=acting(request))
    if kept.received == 0:
        raise services.EnvelopeRefused("hash", offset=0)
    return envelope_answer(kept)


@own.post("/tenders/{code}/envelopes/{header_hash}/withdrawal", response=CommittedOut, summary="Take an envelope back")
@answering
def withdraw(request: HttpRequest, code: str = CODE, header_hash: str = HASH) -> Any:
    """Before the deadline; the receipt proves it."""
    found = own_envelope(request, code, header_hash)
    made = services.withdraw_envelope(envelope_id=found.pk, actor=acting(request))
    return {"envelope": envelope_out(made.envelope), "receipt": made.receipt}
