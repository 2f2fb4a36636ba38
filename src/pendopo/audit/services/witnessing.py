"""Witnesses of this log and their cosignatures."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from pendopo.audit import signatures
from pendopo.audit.models import Checkpoint, Cosignature, Witness
from pendopo.audit.services.recording import record
from pendopo.audit.signatures import NoteRefused
from pendopo.audit.states import CosignatureAlgorithm
from pendopo.kernel.access import Actor, require
from pendopo.kernel.topics import touch

SKEW = dt.timedelta(minutes=5)
MOST_LINES = 16


class CosignatureRefused(Exception):
    """No line is the right cosignature of an active witness on that checkpoint."""


class UnknownWitness(Exception):
    """No witness has that name."""


@transaction.atomic
def add_witness(*, actor: Actor, verifier_key: str, now: dt.datetime) -> Witness:
    """Name somebody whose cosignatures are kept and shown. Raises NoteRefused for a key that is none."""
    require(actor, "audit.add_witness")
    name, _public = signatures.read_verifier_key(verifier_key, signatures.COSIGNATURE)
    witness, _new = Witness.objects.update_or_create(
        name=name,
        defaults={"verifier_key": verifier_key.strip(), "algorithm": CosignatureAlgorithm.ED25519, "active": True},
        create_defaults={
            "verifier_key": verifier_key.strip(),
            "algorithm": CosignatureAlgorithm.ED25519,
            "added_at": now,
        },
    )
    record(actor=actor, event="audit.witness.added", subject=name, now=now, data={"key": witness.verifier_key})
    touch("log")
    return witness


@transaction.atomic
def retire_witness(*, actor: Actor, name: str, now: dt.datetime) -> Witness:
    """Take no more cosignatures of a witness; those it gave stay. Raises UnknownWitness."""
    require(actor, "audit.retire_witness")
    witness = Witness.objects.select_for_update().filter(name=name).first()
    if witness is None:
        raise UnknownWitness(name)
    witness.active = False
    witness.save(update_fields=["active"])
    record(actor=actor, event="audit.witness.retired", subject=name, now=now)
    touch("log")
    return witness


@transaction.atomic
def accept_cosignatures(*, actor: Actor, size: int, lines: Sequence[str], now: dt.datetime) -> list[Cosignature]:
    """Keep the right lines of active witnesses on the checkpoint of `size`, each witness's first.

    Raises CosignatureRefused, also when there is no such checkpoint. It writes no entry: to be witnessed
    would make the log grow, and so for ever.
    """
    require(actor, "audit.cosign")
    checkpoint = Checkpoint.objects.filter(size=size).first()
    if checkpoint is None:
        raise CosignatureRefused(size)
    text = checkpoint.note.rpartition("\n\n")[0] + "\n"
    witnesses = list(Witness.objects.filter(active=True))
    right = [
        Cosignature(checkpoint=checkpoint, witness=witness, line=line.strip(), signed_at=signed, received_at=now)
        for line in lines[:MOST_LINES]
        for witness in witnesses
        if (signed := _signed_at(text, line, witness)) and signed <= now + SKEW
    ]
    if not right:
        raise CosignatureRefused(size)
    Cosignature.objects.bulk_create(right, ignore_conflicts=True)
    touch("log")
    return right


def _signed_at(text: str, line: str, witness: Witness) -> dt.datetime | None:
    try:
        return dt.datetime.fromtimestamp(signatures.cosigned_at(text, line, witness.verifier_key), dt.UTC)
    except (NoteRefused, OverflowError, ValueError):
        return None
