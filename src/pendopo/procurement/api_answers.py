"""What the doors of sealed bids share: refusals as JSON, bodies of bytes, envelopes and plans as they are shown."""

import base64
import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Path, Schema
from ninja.errors import HttpError

from pendopo.kernel import clock
from pendopo.kernel.access import Actor
from pendopo.kernel.states import MoveRefused
from pendopo.procurement import queries, sealing
from pendopo.procurement.sealing_words import words_for
from pendopo.procurement.services import EnvelopeRefused

CODE = Path(..., pattern=r"^[A-Za-z0-9.-]{1,40}$")
HASH = Path(..., pattern=r"^[0-9a-f]{64}$")
STAGE = Path(..., pattern=r"^(single|file1|file2)$")
STATUSES = {"checksum": 460, "hash": 422, "long": 413}
SHARE_BYTES = 8_192


class PlaceOut(Schema):
    """A seat: its group and number."""

    group: str
    member: int


class EnvelopeOut(Schema):
    """An own envelope; `offset` is the next byte of its ciphertext, `size` how many there are."""

    header_hash: str
    envelope: str
    status: str
    committed_at: dt.datetime
    ended_at: dt.datetime | None
    size: int
    offset: int
    shares_missing: list[PlaceOut]
    damaged: bool
    reason: str


class ReceiptOut(Schema):
    """What proves an entry of the log without this server (`pendopo verify`)."""

    type: str
    v: int
    entry: str
    salt: str | None
    proof: str | None


def acting(request: HttpRequest) -> Actor:
    """Who asks."""
    return cast(Actor, request.user)


def run_of(request: HttpRequest, code: str) -> Any:
    """The run of that code, or 404."""
    found = queries.sealed_tender(acting(request), code)
    if found is None:
        raise HttpError(404, "Not found")
    return found


def own_envelope(request: HttpRequest, code: str, header_hash: str) -> Any:
    """An own envelope of the run, or 404."""
    run = run_of(request, code)
    found = queries.own_envelopes(acting(request), run).filter(header_hash=header_hash).first()
    if found is None:
        raise HttpError(404, "Not found")
    return found


def answering(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate an endpoint: refusals of acts become JSON with `code` or `field`."""

    @wraps(endpoint)
    def answered(*arguments: Any, **named: Any) -> Any:
        try:
            return endpoint(*arguments, **named)
        except EnvelopeRefused as refusal:
            body = {"detail": str(words_for(refusal.code)), "code": refusal.code, **refusal.more}
            return JsonResponse(body, status=STATUSES.get(refusal.code, 409))
        except sealing.SealRefused as refusal:
            return JsonResponse({"detail": str(refusal), "field": refusal.field}, status=422)
        except MoveRefused as refusal:
            return JsonResponse(
                {"detail": str(words_for("ended")), "code": "ended", "status": refusal.status}, status=409
            )
        except PermissionDenied:
            return JsonResponse({"detail": str(words_for("forbidden"))}, status=403)

    return answered


def bytes_of(request: HttpRequest, most: int) -> bytes:
    """The whole body; one that broke off on its way is refused."""
    data = request.read(most + 1)
    announced = request.META.get("CONTENT_LENGTH") or ""
    if announced.isdigit() and len(data) < min(int(announced), most + 1):
        raise HttpError(400, "The body broke off")
    return data


def part_of(request: HttpRequest) -> tuple[int, str]:
    """Offset and SHA-256 (hex) that the headers say of a part."""
    offset = request.headers.get("Upload-Offset", "")
    algorithm, _space, value = request.headers.get("Upload-Checksum", "").partition(" ")
    if not (offset.isascii() and offset.isdigit() and len(offset) < 16) or algorithm != "sha256":
        raise HttpError(400, "Upload-Offset and Upload-Checksum (sha256) are needed")
    try:
        return int(offset), base64.b64decode(value, validate=True).hex()
    except ValueError:
        raise HttpError(400, "Upload-Checksum is not base64") from None


def envelope_out(envelope: Any) -> dict[str, Any]:
    """An own envelope as it is shown."""
    return {
        "header_hash": envelope.header_hash,
        "envelope": envelope.envelope,
        "status": envelope.status,
        "committed_at": envelope.committed_at,
        "ended_at": envelope.ended_at,
        "size": envelope.header["ciphertext_size"],
        "offset": envelope.received,
        "shares_missing": queries.missing_shares(envelope),
        "damaged": envelope.damaged_at is not None,
        "reason": envelope.reason,
    }


def envelope_answer(envelope: Any, status: int = 200) -> HttpResponse:
    """The envelope with the offset in a header too."""
    body = EnvelopeOut(**envelope_out(envelope)).model_dump(mode="json")
    return JsonResponse(body, status=status, headers={"Upload-Offset": str(envelope.received)})


def plan_out(plan: Any) -> dict[str, Any]:
    """A plan as it is shown, with its receipt."""
    seats = [
        {
            "group": seat.group,
            "member": seat.member,
            "name": seat.trustee.user.label,
            "ending": seat.trustee.recipient[-8:],
            "confirmed_at": seat.confirmed_at,
            "revoked_at": seat.trustee.revoked_at,
        }
        for seat in plan.seats.all()
    ]
    return {
        "plan_hash": plan.plan_hash,
        "version": plan.version,
        "message": plan.message,
        "published_at": plan.published_at,
        "receipt": queries.receipt_of(plan.entry),
        "log_vkey": plan.message["log_vkey"],
        "confirmations": seats,
        "ready": bool(seats) and all(seat["confirmed_at"] for seat in seats),
        "now": clock.now(),
    }
