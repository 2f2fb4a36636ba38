"""Webhooks over the API, for administrators who are signed in."""

import datetime as dt
from typing import Any, cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.security import django_auth

from pendopo.audit.once import once
from pendopo.kernel import clock
from pendopo.kernel.access import Actor, permits
from pendopo.notices import queries, services
from pendopo.notices.outside import AddressRefused
from pendopo.notices.signing import secret_of

router = Router(tags=["notices"], auth=django_auth)
PAGE = 100


class WebhookIn(Schema):
    """Whom to tell: `events` are names of public acts or beginnings with a full stop (`budget.`); empty means all."""

    name: str = Field(min_length=1, max_length=120)
    url: str = Field(max_length=500)
    events: list[str] = Field(default_factory=list, max_length=100)


class WebhookOut(Schema):
    """One webhook; `waiting` and `dead` count its messages."""

    id: int
    name: str
    url: str
    events: list[str]
    active: bool
    waiting: int = 0
    dead: int = 0
    created_at: dt.datetime


class WebhookOpened(WebhookOut):
    """With the secret that checks its messages (Standard Webhooks)."""

    secret: str


def _admin(request: HttpRequest, permission: str) -> Actor:
    actor = cast(Actor, request.user)
    if not permits(actor, permission):
        raise HttpError(403, "not allowed")
    return actor


@router.get("/webhooks", response=list[WebhookOut], summary="Webhooks")
def webhooks(request: HttpRequest) -> Any:
    """The first hundred webhooks by name."""
    return queries.webhooks_visible_to(_admin(request, "notices.see_webhooks"))[:PAGE]


@router.post("/webhooks", response={201: WebhookOpened}, summary="Open a webhook")
@once
def open_webhook(request: HttpRequest, values: WebhookIn) -> tuple[int, dict[str, Any]]:
    """From now on each public act is posted to the address, signed, in the order of the log."""
    actor = _admin(request, "notices.open_webhook")
    try:
        opened = services.open_webhook(actor=actor, now=clock.now(), **values.dict())
    except (AddressRefused, services.EventUnknown) as refusal:
        raise HttpError(422, str(refusal)) from refusal
    shown = WebhookOut.from_orm(opened).dict()
    return 201, {**shown, "secret": secret_of(opened.nonce)}


@router.delete("/webhooks/{int:webhook_id}", response={204: None}, summary="Stop a webhook")
def stop_webhook(request: HttpRequest, webhook_id: int) -> tuple[int, None]:
    """It is told nothing more; what waits is given up. It stays in the list as stopped."""
    actor = _admin(request, "notices.stop_webhook")
    get_object_or_404(queries.webhooks_visible_to(actor), pk=webhook_id)
    services.stop_webhook(endpoint_id=webhook_id, actor=actor, now=clock.now())
    return 204, None
