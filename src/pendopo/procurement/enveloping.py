"""What the acts on sealed bids share: refusals, locks, deadlines, entries of the log."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from pendopo.audit import queries as log
from pendopo.audit.models import Entry, Leaf
from pendopo.audit.services import record
from pendopo.kernel import clock
from pendopo.kernel.access import Actor
from pendopo.procurement import sealing
from pendopo.procurement.models import BidEnvelope, Participant, Tender, Trustee
from pendopo.procurement.states import ENVELOPE, TenderStatus

MOST_BYTES = 256 * 1024 * 1024
"""The largest ciphertext: an opening holds one whole envelope in memory."""


class EnvelopeRefused(Exception):
    """The act is not possible; `code` says why (docs/protocols/sealed-bids-api.md lists the codes)."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code, self.more = code, more


@dataclass(frozen=True)
class Committed:
    """A commitment or withdrawal, and the receipt that proves it without this server."""

    envelope: BidEnvelope
    receipt: dict[str, Any]
    new: bool = True


@dataclass(frozen=True)
class ForSupplier:
    """The account of a bidder under the name of its supplier: leaves of bids are disclosed, and name no person."""

    pk: Any
    label: str

    def holds(self, role: str, unit: Any = None, on: dt.date | None = None) -> bool:
        return False


def on_behalf(actor: Actor, participant: Participant) -> ForSupplier:
    """The actor as the log names it in acts for the participant."""
    return ForSupplier(actor.pk, str(participant.supplier))


def locked_tender(tender_id: int) -> Tender:
    """The run, locked."""
    return Tender.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=tender_id)


def locked_envelope(envelope_id: int) -> BidEnvelope:
    """The envelope, locked; a closing or an opening that waits for it sees what was done."""
    found = BidEnvelope.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("participant__supplier__organisation", "plan__tender__unit").get(pk=envelope_id)


def in_time(tender: Tender) -> dt.datetime:
    """The database's time under the lock of the run. Raises EnvelopeRefused at the deadline and after it."""
    moment = clock.locked_now()
    if tender.status != TenderStatus.OPEN or tender.deadline_at is None:
        raise EnvelopeRefused("closed")
    if moment >= tender.deadline_at:
        raise EnvelopeRefused("late")
    return moment


def in_grace(tender: Tender, minutes: int) -> dt.datetime:
    """The same for what belongs to a commitment made in time: until the plan's grace ends, also once closed."""
    moment = clock.locked_now()
    if tender.status not in (TenderStatus.OPEN, TenderStatus.CLOSED) or tender.deadline_at is None:
        raise EnvelopeRefused("closed")
    if moment >= tender.deadline_at + dt.timedelta(minutes=minutes):
        raise EnvelopeRefused("late")
    return moment


def tell(event: str, tender: Tender, actor: Actor, at: dt.datetime, **data: Any) -> Entry:
    """Write an entry about a run."""
    data = {"tender": tender.code, **data}
    return record(actor=actor, event=f"procurement.{event}", subject=tender, unit=tender.unit, now=at, data=data)


def end(envelope: BidEnvelope, action: str, moment: dt.datetime, reason: str = "") -> None:
    """Give the envelope its last status."""
    ENVELOPE.move(envelope, action)
    envelope.ended_at, envelope.reason = moment, reason
    envelope.save(update_fields=["status", "ended_at", "reason"])


def receipt_of(entry: Entry) -> dict[str, Any]:
    """The receipt of an entry whose leaf is signed."""
    return log.receipt(Leaf.objects.select_related("entry").get(entry=entry))


def own_place(plan: sealing.SealPlan, actor: Actor) -> tuple[sealing.Place, Trustee]:
    """The seat of the actor's own key in the plan, and the key. Raises EnvelopeRefused."""
    trustee = Trustee.objects.filter(user_id=actor.pk, revoked_at__isnull=True).first()
    for place, seat in plan.seats.items():
        if trustee is not None and seat.recipient == trustee.recipient:
            return place, trustee
    raise EnvelopeRefused("seat")
