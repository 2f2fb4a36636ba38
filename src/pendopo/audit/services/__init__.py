"""Every write of the log."""

from pendopo.audit.services.heartbeats import expect, hear
from pendopo.audit.services.idempotency import (
    KeyReused,
    KeyRunning,
    StoredAnswer,
    finish_request,
    forget_requests,
    open_request,
)
from pendopo.audit.services.recording import record
from pendopo.audit.services.signing import LogInconsistent, seal, sign_checkpoint

__all__ = [
    "KeyReused",
    "KeyRunning",
    "LogInconsistent",
    "StoredAnswer",
    "expect",
    "finish_request",
    "forget_requests",
    "hear",
    "open_request",
    "record",
    "seal",
    "sign_checkpoint",
]
