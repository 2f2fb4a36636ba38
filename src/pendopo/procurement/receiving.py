"""Whether an envelope may still be completed, and whether what arrived is the whole of it."""

import datetime as dt

from pendopo.kernel import clock
from pendopo.kernel.access import Actor
from pendopo.procurement import ciphertexts
from pendopo.procurement.enveloping import EnvelopeRefused, in_grace, on_behalf, tell
from pendopo.procurement.models import BidEnvelope
from pendopo.procurement.states import ENVELOPE, EnvelopeStatus, OpeningStatus


def demand_receiving(envelope: BidEnvelope) -> dt.datetime:
    """The moment, when the envelope may still be completed. Raises EnvelopeRefused."""
    if envelope.damaged_at is not None:
        return _in_fallback(envelope)
    moment = in_grace(envelope.plan.tender, envelope.plan.message["grace_minutes"])
    if envelope.status != EnvelopeStatus.COMMITTED:
        raise EnvelopeRefused("ended")
    return moment


def _in_fallback(envelope: BidEnvelope) -> dt.datetime:
    """A ciphertext that was damaged here is sent again during step 4 of the ceremony."""
    moment = clock.locked_now()
    opening = envelope.plan.tender.openings.filter(stage=envelope.envelope, status=OpeningStatus.RECOVERED).first()
    if opening is None or opening.fallback_until is None or moment >= opening.fallback_until:
        raise EnvelopeRefused("late")
    return moment


def is_whole(envelope: BidEnvelope) -> bool:
    """Whether the parts on disk are together what the header says."""
    hashes = list(envelope.parts.order_by("start").values_list("sha256", flat=True))
    header = envelope.header
    return ciphertexts.is_whole(
        envelope.header_hash, hashes, header["ciphertext_size"], header["ciphertext_sha256"]
    )  # fmt: skip


def forget(envelope: BidEnvelope) -> None:
    """Begin with the ciphertext anew: what is here is not the committed one.

    The files go under the lock: after it they could be those of the next attempt.
    """
    ciphertexts.remove(envelope.header_hash)
    envelope.parts.all().delete()
    envelope.received = 0
    envelope.save(update_fields=["received"])


def demand_whole(envelope: BidEnvelope) -> None:
    """Keep nothing of a ciphertext that is another than committed."""
    if not is_whole(envelope):
        forget(envelope)


def store_if_whole(envelope: BidEnvelope, actor: Actor, moment: dt.datetime) -> None:
    """Mark the envelope as here completely: every share and the whole ciphertext, each with its hash compared."""
    if envelope.received != envelope.header["ciphertext_size"]:
        return
    if envelope.damaged_at is not None:
        envelope.damaged_at = None
        envelope.save(update_fields=["damaged_at"])
        return
    if envelope.shares.count() != len(envelope.header["shares"]):
        return
    ENVELOPE.move(envelope, "store")
    envelope.stored_at = moment
    envelope.save(update_fields=["status", "stored_at"])
    names = {"envelope": envelope.envelope, "header_hash": envelope.header_hash}
    tell("envelope.stored", envelope.plan.tender, on_behalf(actor, envelope.participant), moment, **names)
