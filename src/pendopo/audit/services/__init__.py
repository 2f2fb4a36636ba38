"""Every write of the log."""

from pendopo.audit.services.heartbeats import Changes, expect, hear, hear_from_outside, watch_heartbeat
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
from pendopo.audit.services.witnessing import (
    CosignatureRefused,
    UnknownWitness,
    accept_cosignatures,
    add_witness,
    retire_witness,
)

__all__ = [
    "Changes",
    "CosignatureRefused",
    "KeyReused",
    "KeyRunning",
    "LogInconsistent",
    "StoredAnswer",
    "UnknownWitness",
    "accept_cosignatures",
    "add_witness",
    "expect",
    "finish_request",
    "forget_requests",
    "hear",
    "hear_from_outside",
    "open_request",
    "record",
    "retire_witness",
    "seal",
    "sign_checkpoint",
    "watch_heartbeat",
]
