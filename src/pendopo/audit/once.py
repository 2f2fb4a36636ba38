"""The header `Idempotency-Key` at the doors of the API: the same request twice is one act.

    @router.post("/things", response={201: ThingOut})
    @once
    def make_thing(request, values: ThingIn): ...

Key and act share one durable transaction. Same key and body: the stored answer again, byte for byte, with the header
`Idempotency-Replayed`. Another body: 422. The first still runs: 409. An answer of 400 or more undoes both, so that a
mended request may use its key again. Kept 30 days. Without the header the request is answered as usual.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja.decorators import decorate_view
from ninja.operation import Operation
from ninja.utils import contribute_operation_callback

from pendopo.audit import services
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS, Actor, Stranger

HEADER = "Idempotency-Key"
LONGEST = 200
Run = Callable[..., HttpResponse]
DESCRIBED = {
    "parameters": [
        {
            "in": "header",
            "name": HEADER,
            "required": False,
            "schema": {"type": "string", "maxLength": LONGEST},
            "description": "The same key and body again is given the first answer. Kept 30 days.",
        }
    ],
    "responses": {
        409: {"description": "A request with this key still runs"},
        422: {"description": "The key was used with another body"},
    },
}


@dataclass(frozen=True)
class Bearer(Stranger):
    """A client that is known by its credentials alone: they keep its keys apart from those of others."""

    pk: Any = None


def once(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate an endpoint of the API, below the router's decorator."""
    contribute_operation_callback(endpoint, _describe)
    return decorate_view(_run_once)(endpoint)


def _describe(operation: Operation) -> None:
    operation.openapi_extra = {**(operation.openapi_extra or {}), **DESCRIBED}


def _run_once(run: Run) -> Run:
    @wraps(run)
    def answered(request: HttpRequest, **arguments: Any) -> HttpResponse:
        key = request.headers.get(HEADER, "")
        if not key:
            return run(request, **arguments)
        if len(key) > LONGEST:
            return _refused(400, f"{HEADER} is longer than {LONGEST} characters")
        try:
            return _in_one_transaction(run, request, arguments, key)
        except services.KeyReused:
            return _refused(422, f"this {HEADER} was used with another request")
        except services.KeyRunning:
            response = _refused(409, f"a request with this {HEADER} still runs")
            response.headers["Retry-After"] = "1"
            return response

    return answered


def _in_one_transaction(run: Run, request: HttpRequest, arguments: dict[str, Any], key: str) -> HttpResponse:
    call: dict[str, Any] = {"actor": _sender(request), "route": _route(request), "key": key}
    with transaction.atomic(durable=True):
        stored = services.open_request(**call, body=request.body, now=clock.now())
        if stored is not None:
            return _replayed(stored)
        response = run(request, **arguments)
        if response.status_code >= 400:
            transaction.set_rollback(True)
        else:
            answer = services.StoredAnswer(response.status_code, response.content.decode())
            services.finish_request(**call, answer=answer)
    return response


def _sender(request: HttpRequest) -> Actor:
    credentials = request.headers.get("Authorization", "")
    if credentials:
        return Bearer(pk=hashlib.sha256(credentials.encode()).hexdigest())
    user: Any = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else ANONYMOUS


def _route(request: HttpRequest) -> str:
    path = request.get_full_path()
    return f"{request.method} {path if len(path) <= 180 else hashlib.sha256(path.encode()).hexdigest()}"


def _replayed(stored: services.StoredAnswer) -> HttpResponse:
    response = HttpResponse(stored.body, status=stored.code, content_type="application/json; charset=utf-8")
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _refused(code: int, detail: str) -> HttpResponse:
    return JsonResponse({"detail": detail}, status=code)
