"""Taking ciphertexts in, part by part, until the whole is what the header says; and destroying them."""

import datetime as dt
import hashlib
from functools import partial

from django.db import transaction

from pendopo.kernel.access import Actor, require
from pendopo.procurement import ciphertexts, opening_memory
from pendopo.procurement.enveloping import EnvelopeRefused, locked_envelope, locked_tender, tell
from pendopo.procurement.models import BidEnvelope, CiphertextPart, Tender
from pendopo.procurement.receiving import demand_receiving, demand_whole, store_if_whole
from pendopo.procurement.states import TENDER_ENDED, EnvelopeStatus, OpeningStatus

UNOPENED = (
    EnvelopeStatus.COMMITTED,
    EnvelopeStatus.STORED,
    EnvelopeStatus.INCOMPLETE,
    EnvelopeStatus.RECOVERED,
)
ENDED = {EnvelopeStatus.WITHDRAWN: "withdrawn", EnvelopeStatus.SUPERSEDED: "superseded"}


class PartRefused(EnvelopeRefused):
    """A part that does not fit; `code`: offset (with the right one), checksum, long."""


@transaction.atomic
def put_part(*, envelope_id: int, start: int, data: bytes, sha256: str, actor: Actor) -> BidEnvelope:
    """Keep the part of the ciphertext that begins at that byte; the last part sent again changes nothing.

    `sha256` is what the sender says of the part. When all are there and the whole is not what the header says, nothing
    of it is kept: the envelope given back has received 0 bytes. Raises PartRefused, EnvelopeRefused, PermissionDenied.
    """
    envelope = locked_envelope(envelope_id)
    require(actor, "procurement.put_ciphertext", envelope.participant)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise PartRefused("checksum")
    if start + len(data) == envelope.received and envelope.parts.filter(start=start, sha256=sha256).exists():
        return envelope
    moment = demand_receiving(envelope)
    _demand_fit(envelope, start, len(data))
    ciphertexts.put(envelope.header_hash, data)
    CiphertextPart.objects.create(bid_envelope=envelope, start=start, size=len(data), sha256=sha256)
    envelope.received += len(data)
    envelope.save(update_fields=["received"])
    if envelope.received == envelope.header["ciphertext_size"]:
        demand_whole(envelope)
    store_if_whole(envelope, actor, moment)
    return envelope


def _demand_fit(envelope: BidEnvelope, start: int, length: int) -> None:
    if start != envelope.received:
        raise PartRefused("offset", offset=envelope.received)
    if not 0 < length <= ciphertexts.PART or start + length > envelope.header["ciphertext_size"]:
        raise PartRefused("long")


@transaction.atomic
def destroy_ciphertexts(*, tender_id: int, actor: Actor, now: dt.datetime, losers: bool = False) -> int:
    """Destroy ciphertext and shares of envelopes that were taken back, once the minutes are drawn; gives how many.

    `losers` destroys the envelopes that stayed sealed too: for the end of the time for objections.
    """
    tender = locked_tender(tender_id)
    require(actor, "procurement.destroy_ciphertexts", tender)
    if tender.status not in TENDER_ENDED and not tender.openings.filter(status=OpeningStatus.FINISHED).exists():
        raise EnvelopeRefused("minutes")
    wanted = [*ENDED, *(UNOPENED if losers else ())]
    found = BidEnvelope.objects.filter(plan__tender=tender, status__in=wanted, destroyed_at__isnull=True)
    envelopes = list(found.select_for_update(of=("self",), no_key=True).order_by("pk"))
    for envelope in envelopes:
        _destroy(envelope, tender, actor, now)
    if tender.status in TENDER_ENDED:
        _forget_keys(tender)
    return len(envelopes)


def _forget_keys(tender: Tender) -> None:
    """What was handed in at a ceremony that never came to its end, and the key that it is encrypted to."""
    for opening in tender.openings.all():
        opening.secrets.all().delete()
        transaction.on_commit(partial(opening_memory.end, opening.pk))


def _destroy(envelope: BidEnvelope, tender: Tender, actor: Actor, now: dt.datetime) -> None:
    header_hash = envelope.header_hash
    envelope.parts.all().delete()
    envelope.shares.all().delete()
    envelope.destroyed_at = now
    envelope.save(update_fields=["destroyed_at"])
    reason = ENDED.get(EnvelopeStatus(envelope.status), "not opened")
    tell("ciphertext.destroyed", tender, actor, now, header_hash=header_hash, reason=reason)
    transaction.on_commit(lambda: ciphertexts.remove(header_hash))


def destroy_due_ciphertexts(*, actor: Actor, now: dt.datetime) -> int:
    """Destroy what stayed sealed of runs that are over, objections and all; gives how many. By the system."""
    require(actor, "procurement.destroy_due_ciphertexts")
    sealed = BidEnvelope.objects.filter(destroyed_at__isnull=True, status__in=[*ENDED, *UNOPENED])
    over = sealed.filter(plan__tender__status__in=TENDER_ENDED).values_list("plan__tender_id", flat=True).distinct()
    return sum(destroy_ciphertexts(tender_id=pk, actor=actor, now=now, losers=True) for pk in list(over[:200]))
