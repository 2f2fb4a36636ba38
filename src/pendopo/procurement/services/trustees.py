"""The acts of a trustee alone: a key with proof of possession, rehearsals from the key file, revocation."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

import pyrage
from django.db import transaction

from pendopo.audit.services import record
from pendopo.kernel.access import Actor, require
from pendopo.procurement import sealing
from pendopo.procurement.enveloping import EnvelopeRefused
from pendopo.procurement.models import Rehearsal, Trustee
from pendopo.procurement.sealing.identities import demand_recipient

ANSWERED_WITHIN = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Challenge:
    """A secret encrypted to a trustee's key; decrypted it is the answer, 64 hex digits."""

    rehearsal: Rehearsal
    ciphertext: bytes

    @property
    def expires_at(self) -> dt.datetime:
        """Until when it may be answered."""
        return self.rehearsal.asked_at + ANSWERED_WITHIN


def _tell(event: str, trustee: Trustee, actor: Actor, now: dt.datetime, **data: str) -> None:
    ending = trustee.recipient[-8:]
    record(
        actor=actor, event=f"procurement.trustee.{event}", subject=f"trustee {trustee.pk}", now=now,
        data={"ending": ending, **data},
    )  # fmt: skip


@transaction.atomic
def register_trustee(*, role: str, recipient: str, actor: Actor, now: dt.datetime) -> Challenge:
    """Register the public half of a key; it counts once the challenge given back is answered.

    A key that was never shown to be held is replaced; one that was must be revoked first. Raises SealRefused,
    EnvelopeRefused, PermissionDenied.
    """
    require(actor, "procurement.register_trustee", role)
    demand_recipient(recipient, "recipient")
    own = Trustee.objects.select_for_update(no_key=True).filter(user_id=actor.pk, revoked_at__isnull=True).first()
    if own is not None and own.proven_at is not None:
        raise EnvelopeRefused("registered")
    if own is not None:
        own.delete()
    if Trustee.objects.filter(recipient=recipient).exists():
        raise sealing.SealRefused("recipient", "this key is known already")
    trustee = Trustee.objects.create(user_id=actor.pk, role=role, recipient=recipient, registered_at=now)
    _tell("registered", trustee, actor, now)
    return _challenge(trustee, now, proof=True)


def _challenge(trustee: Trustee, now: dt.datetime, *, proof: bool) -> Challenge:
    secret = secrets.token_hex(32).encode()
    rehearsal = Rehearsal.objects.create(
        trustee=trustee, proof=proof, challenge_hash=hashlib.sha256(secret).hexdigest(), asked_at=now
    )
    return Challenge(rehearsal, pyrage.encrypt(secret, [demand_recipient(trustee.recipient, "recipient")]))


@transaction.atomic
def begin_rehearsal(*, trustee_id: int, actor: Actor, now: dt.datetime) -> Challenge:
    """Ask the trustee to open a secret with the key file. Raises EnvelopeRefused, PermissionDenied."""
    trustee = _locked(trustee_id)
    require(actor, "procurement.rehearse", trustee)
    return _challenge(trustee, now, proof=trustee.proven_at is None)


@transaction.atomic
def answer_rehearsal(*, rehearsal_id: int, answer: str, actor: Actor, now: dt.datetime) -> Trustee:
    """Take the opened secret as proof that the key is held. Raises EnvelopeRefused (wrong, over), PermissionDenied."""
    rehearsal = Rehearsal.objects.get(pk=rehearsal_id)
    trustee = _locked(rehearsal.trustee_id)
    require(actor, "procurement.rehearse", trustee)
    rehearsal.refresh_from_db()
    if rehearsal.answered_at is not None or now >= rehearsal.asked_at + ANSWERED_WITHIN:
        raise EnvelopeRefused("over")
    if not secrets.compare_digest(hashlib.sha256(answer.encode()).hexdigest(), rehearsal.challenge_hash):
        raise EnvelopeRefused("wrong")
    rehearsal.answered_at = now
    rehearsal.save(update_fields=["answered_at"])
    event = "proven" if rehearsal.proof else "rehearsed"
    setattr(trustee, f"{event}_at", now)
    trustee.save(update_fields=[f"{event}_at"])
    _tell(event, trustee, actor, now)
    return trustee


def _locked(trustee_id: int) -> Trustee:
    trustee = Trustee.objects.select_for_update(of=("self",), no_key=True).select_related("user").get(pk=trustee_id)
    if trustee.revoked_at is not None:
        raise EnvelopeRefused("revoked")
    return trustee


@transaction.atomic
def revoke_trustee(*, trustee_id: int, reason: str, actor: Actor, now: dt.datetime) -> Trustee:
    """The key is lost or stolen: it takes no seat and no share any more. Raises EnvelopeRefused, PermissionDenied."""
    trustee = _locked(trustee_id)
    require(actor, "procurement.revoke_trustee", trustee)
    if not reason.strip():
        raise EnvelopeRefused("reason")
    trustee.revoked_at, trustee.revoked_reason = now, reason.strip()[:300]
    trustee.save(update_fields=["revoked_at", "revoked_reason"])
    _tell("revoked", trustee, actor, now, reason=trustee.revoked_reason)
    return trustee
