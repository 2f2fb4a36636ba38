"""Uploads in parts by tus 1.0: core, creation, checksum, expiration, termination. See docs/protocols/uploads.md."""

import base64
import binascii
from collections.abc import Callable
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date

from pendopo.files import parts, queries, services
from pendopo.files.tabular import NAMED_LIMIT
from pendopo.kernel import clock
from pendopo.kernel.access import Actor

VERSION = "1.0.0"
ABILITIES = {
    "Tus-Version": VERSION,
    "Tus-Extension": "creation,checksum,expiration,termination",
    "Tus-Checksum-Algorithm": "sha256,sha1",
    "Tus-Max-Size": str(NAMED_LIMIT),
}
Answer = Callable[..., HttpResponse]


def uploads(request: HttpRequest) -> HttpResponse:
    """Say what the server can (OPTIONS), begin an upload (POST)."""
    return _answer(request, {"OPTIONS": _abilities, "POST": _begin})


def upload(request: HttpRequest, code: str) -> HttpResponse:
    """Say how much has come (HEAD), take a part (PATCH), give the upload up (DELETE)."""
    return _answer(request, {"OPTIONS": _abilities, "HEAD": _offset, "PATCH": _part, "DELETE": _give_up}, code=code)


def _answer(request: HttpRequest, acts: dict[str, Answer], **named: str) -> HttpResponse:
    """Choose the act, and put refusals into the words of the protocol. Nothing of it is kept by anybody."""
    act = acts.get(request.method or "")
    response = _refused_at_the_door(request, act) or _done(request, cast(Answer, act), named)
    response.headers["Tus-Resumable"] = VERSION
    response.headers["Cache-Control"] = "no-store"
    return response


def _refused_at_the_door(request: HttpRequest, act: Answer | None) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return _text(401, "")
    if act is None:
        return _text(405, "")
    if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
        return _text(412, "", {"Tus-Version": VERSION})
    return None


def _done(request: HttpRequest, act: Answer, named: dict[str, str]) -> HttpResponse:
    try:
        return act(request, **named)
    except services.UploadRefused as refusal:
        return _text(refusal.status, refusal.message)
    except (services.UploadUnknown, KeyError):
        return _text(404, "")
    except PermissionDenied:
        return _text(403, "")
    except (ValueError, UnreadablePostError):
        return _text(400, "")


def _abilities(request: HttpRequest, code: str = "") -> HttpResponse:
    return _text(204, "", ABILITIES)


def _begin(request: HttpRequest) -> HttpResponse:
    named = _metadata(request.headers.get("Upload-Metadata", ""))
    begun = services.begin_upload(
        purpose=named["purpose"],
        file_name=named["filename"],
        size=_count(request, "Upload-Length"),
        actor=_actor(request),
        now=clock.now(),
    )
    return _text(201, "", {"Location": reverse("files:upload", args=[begun.code]), **_expiry(begun)})


def _offset(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.uploads_visible_to(_actor(request)).filter(code=code).first()
    if found is None:
        return _text(404, "")
    if found.expires_at <= clock.now():
        return _text(410, "")
    told = {"Upload-Offset": str(found.received), "Upload-Length": str(found.size)}
    return _text(200, "", {**told, **_expiry(found)})


def _part(request: HttpRequest, code: str) -> HttpResponse:
    if request.content_type != "application/offset+octet-stream":
        return _text(415, "")
    kept = services.put_part(
        code=code,
        start=_count(request, "Upload-Offset"),
        data=_body(request),
        checksum=_checksum(request),
        actor=_actor(request),
        now=clock.now(),
    )
    return _text(204, "", {"Upload-Offset": str(kept.received), **_expiry(kept)})


def _give_up(request: HttpRequest, code: str) -> HttpResponse:
    services.cancel_upload(code=code, actor=_actor(request), now=clock.now())
    return _text(204, "")


def _body(request: HttpRequest) -> bytes:
    """The whole part. One that broke off on its way is refused (ValueError), not half kept."""
    data = request.read(parts.PART + 1)
    announced = request.META.get("CONTENT_LENGTH") or ""
    if announced and len(data) < min(int(announced), parts.PART + 1):
        raise ValueError("the part broke off")
    return data


def _checksum(request: HttpRequest) -> str:
    """What the sender tells of the part, in hexadecimal digits. Raises ValueError for another algorithm."""
    told = request.headers.get("Upload-Checksum", "")
    if not told:
        return ""
    algorithm, _space, value = told.partition(" ")
    if algorithm not in ("sha256", "sha1"):
        raise ValueError(algorithm)
    return f"{algorithm} {base64.b64decode(value, validate=True).hex()}"


def _metadata(text: str) -> dict[str, str]:
    """`Upload-Metadata`: names with values in base64. Raises ValueError."""
    pairs = (pair.strip().partition(" ") for pair in text.split(",") if pair.strip())
    try:
        return {name: base64.b64decode(value, validate=True).decode() for name, _space, value in pairs}
    except binascii.Error as error:
        raise ValueError(text) from error


def _count(request: HttpRequest, header: str) -> int:
    """A number of bytes. Raises ValueError."""
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise ValueError(header)
    return int(text)


def _expiry(found: Any) -> dict[str, str]:
    return {"Upload-Expires": http_date(found.expires_at.timestamp())}


def _actor(request: HttpRequest) -> Actor:
    return cast(Actor, request.user)


def _text(status: int, message: Any, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(str(message), status=status, content_type="text/plain; charset=utf-8", headers=headers)
