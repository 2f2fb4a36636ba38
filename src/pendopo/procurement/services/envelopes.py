"""The acts on sealed envelopes before the deadline: commitment with receipt, shares, withdrawal."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from pendopo.audit.services import seal
from pendopo.kernel.access import Actor, require
from pendopo.procurement import prequalifying, sealing
from pendopo.procurement.enveloping import (
    MOST_BYTES,
    Committed,
    EnvelopeRefused,
    end,
    in_time,
    locked_envelope,
    locked_tender,
    on_behalf,
    receipt_of,
    tell,
)
from pendopo.procurement.models import Bidder, BidEnvelope, Participant, SealPlan, ShareCiphertext, Tender
from pendopo.procurement.receiving import demand_receiving, store_if_whole
from pendopo.procurement.states import ENVELOPE_LIVE
from pendopo.procurement.supplying import seat_bidder


@transaction.atomic
def name_bidder(*, participant_id: int, user_id: int, actor: Actor, now: dt.datetime) -> Bidder:
    """Let an account hand in envelopes for a participant."""
    participant = Participant.objects.select_related("tender__unit", "supplier__organisation").get(pk=participant_id)
    require(actor, "procurement.name_bidder", participant.tender.unit)
    bidder, new = seat_bidder(participant.pk, user_id, now)
    if new:
        tell("bidder.named", participant.tender, actor, now, participant=str(participant.supplier), user=user_id)
    return bidder


@transaction.atomic
def commit_envelope(*, participant_id: int, message: Mapping[str, Any], actor: Actor) -> Committed:
    """Commit to an envelope by its header: leaf and signed checkpoint in this transaction, receipt returned.

    The time is the database's under the lock of the run, so that nothing is committed at its deadline or later. The
    same header again, at any time, is answered with its receipt: the first answer may have been lost. Raises
    SealRefused with the field, EnvelopeRefused, PermissionDenied.
    """
    participant = Participant.objects.select_related("supplier__organisation").get(pk=participant_id)
    require(actor, "procurement.commit_envelope", participant)
    header = sealing.read_header(dict(message))
    tender = locked_tender(participant.tender_id)
    if (known := _known(header.header_hash, participant)) is not None:
        return Committed(known, receipt_of(known.entry), new=False)
    moment = in_time(tender)
    if not prequalifying.may_bid(participant):
        raise EnvelopeRefused("shortlist")
    plan = _plan_for(tender, header)
    before = _superseded(participant, header)
    if before is not None:
        _supersede(before, header, tender, actor, moment)
    made = _committed(plan, participant, header, actor, moment)
    if before is not None:
        before.superseded_by = made
        before.save(update_fields=["superseded_by"])
    seal()
    return Committed(made, receipt_of(made.entry))


def _known(header_hash: str, participant: Participant) -> BidEnvelope | None:
    found = BidEnvelope.objects.select_related("entry").filter(header_hash=header_hash).first()
    if found is not None and found.participant_id != participant.pk:
        raise EnvelopeRefused("twice")
    return found


def _plan_for(tender: Tender, header: sealing.Header) -> SealPlan:
    """The plan in force, to which the header must fit and which all its trustees have confirmed."""
    plan = tender.seal_plans.order_by("-version").first()
    if plan is None:
        raise EnvelopeRefused("plan")
    sealing.check_header(header, sealing.read_plan(plan.message))
    if header.ciphertext_size > MOST_BYTES:
        raise sealing.SealRefused("bid-envelope.ciphertext_size", f"more than {MOST_BYTES} bytes")
    if plan.seats.filter(confirmed_at__isnull=True).exists() or not plan.seats.exists():
        raise EnvelopeRefused("unconfirmed")
    return plan


def _superseded(participant: Participant, header: sealing.Header) -> BidEnvelope | None:
    """The live envelope that the header replaces, which it must name. Raises EnvelopeRefused."""
    found = participant.envelopes.select_for_update(no_key=True)
    live = found.filter(envelope=header.envelope, status__in=ENVELOPE_LIVE).first()
    if (live.header_hash if live else None) != header.supersedes:
        raise EnvelopeRefused("supersedes")
    return live


def _supersede(before: BidEnvelope, header: sealing.Header, tender: Tender, actor: Actor, moment: dt.datetime) -> None:
    end(before, "supersede", moment)
    names = {"envelope": header.envelope, "header_hash": before.header_hash, "by": header.header_hash}
    tell("envelope.superseded", tender, on_behalf(actor, before.participant), moment, **names)


def _committed(
    plan: SealPlan, participant: Participant, header: sealing.Header, actor: Actor, moment: dt.datetime
) -> BidEnvelope:
    names = {"envelope": header.envelope, "header_hash": header.header_hash}
    entry = tell("envelope.committed", plan.tender, on_behalf(actor, participant), moment, **names)
    return BidEnvelope.objects.create(
        plan=plan, participant=participant, envelope=header.envelope, header=header.message(),
        header_hash=header.header_hash, committed_at=moment, entry=entry,
    )  # fmt: skip


@transaction.atomic
def withdraw_envelope(*, envelope_id: int, actor: Actor) -> Committed:
    """Take an envelope back before the deadline; the receipt proves it. Raises EnvelopeRefused, MoveRefused."""
    tender = locked_tender(BidEnvelope.objects.values_list("plan__tender_id", flat=True).get(pk=envelope_id))
    envelope = locked_envelope(envelope_id)
    require(actor, "procurement.withdraw_envelope", envelope.participant)
    moment = in_time(tender)
    end(envelope, "withdraw", moment)
    names = {"envelope": envelope.envelope, "header_hash": envelope.header_hash}
    entry = tell("envelope.withdrawn", tender, on_behalf(actor, envelope.participant), moment, **names)
    seal()
    return Committed(envelope, receipt_of(entry))


@transaction.atomic
def put_shares(*, envelope_id: int, shares: Mapping[sealing.Place, bytes], actor: Actor) -> BidEnvelope:
    """Keep encrypted shares of some or all seats, whose hashes the header fixed; sent twice, they are kept once.

    All of them or none. Raises EnvelopeRefused.
    """
    envelope = locked_envelope(envelope_id)
    require(actor, "procurement.put_share", envelope.participant)
    lines = sealing.read_header(envelope.header).lines
    for place, data in shares.items():
        if place not in lines or hashlib.sha256(data).hexdigest() != lines[place].ciphertext_sha256:
            raise EnvelopeRefused("share")
    here = set(envelope.shares.values_list("group", "member"))
    if new := {place: data for place, data in shares.items() if place not in here}:
        moment = demand_receiving(envelope)
        ShareCiphertext.objects.bulk_create(
            ShareCiphertext(bid_envelope=envelope, group=place[0], member=place[1], ciphertext=data, received_at=moment)
            for place, data in new.items()
        )
        store_if_whole(envelope, actor, moment)
    return envelope


@transaction.atomic
def put_share(*, envelope_id: int, place: sealing.Place, ciphertext: bytes, actor: Actor) -> BidEnvelope:
    """Keep one seat's encrypted share. Raises EnvelopeRefused."""
    require(actor, "procurement.put_share", BidEnvelope.objects.get(pk=envelope_id).participant)
    return put_shares(envelope_id=envelope_id, shares={place: ciphertext}, actor=actor)
