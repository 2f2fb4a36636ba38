"""The ceremony that opens sealed bids, over the API: one address for each step."""

import base64
import datetime as dt
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import Router, Schema
from ninja.errors import HttpError
from ninja.security import django_auth

from pendopo.kernel import clock
from pendopo.procurement import ciphertexts, queries, services
from pendopo.procurement.api_answers import (
    CODE,
    HASH,
    STAGE,
    EnvelopeOut,
    PlaceOut,
    acting,
    answering,
    envelope_answer,
    own_envelope,
    run_of,
)

router = Router(tags=["sealed bids"], auth=django_auth)
PLACE = "/tenders/{code}/openings/{stage}"


class OpeningKeyIn(Schema):
    """The bid key, from the bidder's own key file."""

    identity: str


class PresentIn(Schema):
    """The seats that are there."""

    present: list[PlaceOut]


class HandedIn(Schema):
    """An opened share, or why it does not open."""

    header_hash: str
    mnemonic: str = ""
    problem: str = ""


class SharesIn(Schema):
    """What a trustee hands in."""

    shares: list[HandedIn]


class RefusedOut(Schema):
    """A share that does not count, and why."""

    header_hash: str
    reason: str


class HandedOut(Schema):
    """How many count, and the others."""

    accepted: int
    refused: list[RefusedOut]


class KeyShareOut(Schema):
    """One's own share of an envelope (base64), with the header that fixes it."""

    header_hash: str
    header: dict[str, Any]
    group: str
    member: int
    ciphertext: str


class SharesOut(Schema):
    """One's own shares of this stage, and the plans that they belong to."""

    plans: dict[str, dict[str, Any]]
    shares: list[KeyShareOut]


class OpeningSeatOut(Schema):
    """A seat at the ceremony: how many shares it handed in rightly, how many do not open."""

    group: str
    member: int
    name: str
    present: bool
    revoked: bool
    rehearsed_at: dt.datetime | None
    answered: int
    problems: int


class FileOut(Schema):
    """A file of an opened envelope."""

    id: int
    name: str
    size: int
    sha256: str


class SealedOut(Schema):
    """An envelope at the ceremony; whose it is and its price only once all are shown."""

    header_hash: str
    envelope: str
    supplier: str | None
    own: bool
    status: str
    recovered: bool
    damaged: bool
    reason: str
    price_total_sen: int | None
    payload_sha256: str
    files: list[FileOut]


class OpeningOut(Schema):
    """How far the ceremony is; `acts` names the steps that the asker may take."""

    stage: str
    status: str | None
    server_now: dt.datetime
    deadline_at: dt.datetime | None
    groups: list[dict[str, Any]]
    seats: list[OpeningSeatOut]
    envelopes: list[SealedOut]
    counts: dict[str, Any]
    fallback_until: dt.datetime | None
    log_before: dict[str, Any]
    log_after: dict[str, Any]
    facts: dict[str, Any]
    acts: list[str]


def _attended(request: HttpRequest, code: str, stage: str) -> Any:
    run = run_of(request, code)
    if not queries.may_attend(acting(request), run) or stage not in queries.stages_of(run):
        raise HttpError(404, "Not found")
    return run


def _out(request: HttpRequest, run: Any, stage: str) -> dict[str, Any]:
    """The state of a ceremony for the asker; before its closing it says nothing of envelopes."""
    actor, now = acting(request), clock.now()
    opening = queries.opening_at(actor, run, stage)
    plan = queries.seal_plans_of(run)[0]
    plain = {
        name: getattr(opening, name, {}) for name in ("counts", "log_before", "log_after", "facts")
    }  # fmt: skip
    return {
        "stage": stage,
        "status": opening.status if opening else None,
        "server_now": now,
        "deadline_at": run.deadline_at,
        "groups": [{"role": group["role"], "k": group["k"], "n": group["n"]} for group in plan.message["groups"]],
        "seats": queries.opening_seats(plan, opening, stage),
        "envelopes": queries.opening_envelopes(actor, run, opening) if opening else [],
        "fallback_until": opening.fallback_until if opening else None,
        "acts": queries.opening_acts(actor, run, stage, opening, now),
        **plain,
    }


@router.get(PLACE, response=OpeningOut, summary="How far an opening is")
def opening(request: HttpRequest, code: str = CODE, stage: str = STAGE) -> Any:
    """For chair, committee, trustees, bidders and auditor."""
    return _out(request, _attended(request, code, stage), stage)


@router.post(f"{PLACE}/closing", response=OpeningOut, summary="Step 0: close the bidding")
@answering
def closing(request: HttpRequest, code: str = CODE, stage: str = STAGE) -> Any:
    """The counts go into the log; stops when the clocks disagree."""
    run = _attended(request, code, stage)
    services.close_bidding(tender_id=run.pk, stage=stage, actor=acting(request))
    return _out(request, run, stage)


@router.post(f"{PLACE}/seats", response=OpeningOut, summary="Step 1: who is there")
@answering
def seats(request: HttpRequest, values: PresentIn, code: str = CODE, stage: str = STAGE) -> Any:
    """Fewer than needed: postponed."""
    run = _attended(request, code, stage)
    present = [(one.group, one.member) for one in values.present]
    services.seat_trustees(tender_id=run.pk, stage=stage, present=present, actor=acting(request))
    return _out(request, run, stage)


@router.post(f"{PLACE}/shares", response=SharesOut, summary="Step 2: take one's own shares")
@answering
def shares(request: HttpRequest, code: str = CODE, stage: str = STAGE) -> Any:
    """Each hand-out stands in the log."""
    run = _attended(request, code, stage)
    found = services.release_shares(tender_id=run.pk, stage=stage, actor=acting(request))
    return {
        "plans": {one.envelope.plan.plan_hash: one.envelope.plan.message for one in found},
        "shares": [
            {
                "header_hash": one.envelope.header_hash,
                "header": one.envelope.header,
                "group": one.place[0],
                "member": one.place[1],
                "ciphertext": base64.b64encode(one.ciphertext).decode(),
            }
            for one in found
        ],
    }


@router.post(f"{PLACE}/mnemonics", response=HandedOut, summary="Step 2: hand in one's own shares")
@answering
def mnemonics(request: HttpRequest, values: SharesIn, code: str = CODE, stage: str = STAGE) -> Any:
    """Each is compared with what the bidder committed to."""
    run = _attended(request, code, stage)
    handed = [one.dict() for one in values.shares[:1000]]
    made = services.hand_in_shares(tender_id=run.pk, stage=stage, shares=handed, actor=acting(request))
    refused = [{"header_hash": header_hash, "reason": reason} for header_hash, reason in made.refused]
    return {"accepted": made.accepted, "refused": refused}


@router.post(f"{PLACE}/recovery", response=OpeningOut, summary="Step 3: put the keys together")
@answering
def recovery(request: HttpRequest, code: str = CODE, stage: str = STAGE) -> Any:
    """Nothing of the content is read."""
    run = _attended(request, code, stage)
    services.recover_keys(tender_id=run.pk, stage=stage, actor=acting(request))
    return _out(request, run, stage)


@router.post(
    "/tenders/{code}/envelopes/{header_hash}/bid-key", response=EnvelopeOut, summary="Step 4: the bidder's own key"
)
@answering
def bid_key(request: HttpRequest, values: OpeningKeyIn, code: str = CODE, header_hash: str = HASH) -> HttpResponse:
    """Where no quorum opened the envelope, in time."""
    found = own_envelope(request, code, header_hash)
    return envelope_answer(
        services.present_bid_key(envelope_id=found.pk, identity=values.identity, actor=acting(request))
    )


@router.post(f"{PLACE}/reveal", response=OpeningOut, summary="Step 5: show the bids")
@answering
def reveal(request: HttpRequest, code: str = CODE, stage: str = STAGE) -> Any:
    """What cannot be opened is ruled out first."""
    run = _attended(request, code, stage)
    services.reveal_bids(tender_id=run.pk, stage=stage, actor=acting(request))
    return _out(request, run, stage)


@router.post(f"{PLACE}/minutes", response=OpeningOut, summary="Step 6: finish with minutes")
@answering
def minutes(request: HttpRequest, code: str = CODE, stage: str = STAGE) -> Any:
    """Void when log and tables do not name the same commitments."""
    run = _attended(request, code, stage)
    services.finish_opening(tender_id=run.pk, stage=stage, actor=acting(request), now=clock.now())
    return _out(request, run, stage)


@router.get("/tenders/{code}/bid-files/{int:file_id}", summary="A file of an opened envelope")
def bid_file(request: HttpRequest, file_id: int, code: str = CODE) -> FileResponse:
    """Always as a download: it is as the bidder made it."""
    run = run_of(request, code)
    found = queries.bid_files_visible_to(acting(request), run).filter(pk=file_id).first()
    if found is None:
        raise HttpError(404, "Not found")
    path = ciphertexts.opened_file(found.bid_envelope.header_hash, found.number)
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=found.name, content_type="application/octet-stream"
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
