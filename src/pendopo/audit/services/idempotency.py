"""Idempotency keys: the same request twice is answered once (handbook of reliability, 4.7)."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from pendopo.audit.models import IdempotencyKey
from pendopo.kernel.access import Actor, require

KEPT = dt.timedelta(days=30)


class KeyReused(Exception):
    """The key came before with another body: answer 422."""


class KeyRunning(Exception):
    """The first request with this key still runs: answer 409."""


@dataclass(frozen=True)
class StoredAnswer:
    """What the first request was answered."""

    code: int
    body: Any


def _claim(row: tuple[str, str, str]) -> bool:
    """Hold the key until the transaction ends; False when another transaction holds it."""
    digest = hashlib.sha256("\x00".join(row).encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], signed=True)])
        return cursor.fetchone()[0]


@transaction.atomic
def open_request(*, actor: Actor, route: str, key: str, body: bytes, now: dt.datetime) -> StoredAnswer | None:
    """Begin a request in the act's transaction: None when it is new, else what the first was answered.

    Raises KeyReused, KeyRunning.
    """
    require(actor, "audit.send_once")
    who = str(actor.pk or "")
    if not _claim((who, route, key)):
        raise KeyRunning(key)
    digest = hashlib.sha256(body).digest()
    found = IdempotencyKey.objects.filter(actor=who, route=route, key=key).first()
    if found is None:
        IdempotencyKey.objects.create(actor=who, route=route, key=key, request_hash=digest, created_at=now)
        return None
    if bytes(found.request_hash) != digest:
        raise KeyReused(key)
    if found.answer_code is None:
        raise KeyRunning(key)
    return StoredAnswer(found.answer_code, found.answer)


@transaction.atomic
def finish_request(*, actor: Actor, route: str, key: str, answer: StoredAnswer) -> None:
    """Keep the answer, in the transaction that `open_request` began."""
    require(actor, "audit.send_once")
    IdempotencyKey.objects.filter(actor=str(actor.pk or ""), route=route, key=key).update(
        answer_code=answer.code, answer=answer.body
    )


@transaction.atomic
def forget_requests(*, actor: Actor, now: dt.datetime) -> int:
    """Delete keys older than 30 days; returns how many."""
    require(actor, "audit.forget_requests")
    return IdempotencyKey.objects.filter(created_at__lt=now - KEPT).delete()[0]
