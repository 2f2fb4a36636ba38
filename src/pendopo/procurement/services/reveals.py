"""The ceremony from the keys to the minutes: everything that cannot be opened is ruled out first (5), then read (6)."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction

from pendopo.audit import queries as log
from pendopo.audit.services import seal
from pendopo.kernel import clock, topics
from pendopo.kernel.access import Actor, require
from pendopo.procurement import ceremonies, ciphertexts, opening_memory, sealing
from pendopo.procurement.enveloping import EnvelopeRefused, end, locked_tender, tell
from pendopo.procurement.models import BidEnvelope, BidFile, MinutesKind, Opening, Participant, Tender
from pendopo.procurement.opening_facts import facts_of
from pendopo.procurement.opening_notices import tell_checkpoint
from pendopo.procurement.services.minutes import draw_minutes
from pendopo.procurement.states import (
    ENVELOPE,
    OFFER,
    OPENING,
    TENDER,
    EnvelopeStatus,
    OfferStatus,
    OpeningStatus,
    TenderStatus,
)

WAITING = (EnvelopeStatus.STORED, EnvelopeStatus.RECOVERED)
BACK = (EnvelopeStatus.WITHDRAWN, EnvelopeStatus.SUPERSEDED)


@transaction.atomic
def reveal_bids(*, tender_id: int, stage: str, actor: Actor) -> Opening:
    """Step 5: give up what has no key, then decrypt all, check all, and write each outcome into the log.

    Waits until the bidders' time for their own keys is over, unless every key is there: nobody may choose after seeing
    prices. All keys are forgotten at its end. Raises EnvelopeRefused.
    """
    tender = locked_tender(tender_id)
    require(actor, "procurement.lead_opening", tender)
    opening = ceremonies.locked_opening(tender, stage)
    OPENING.move(opening, "reveal")
    moment = clock.locked_now()
    envelopes = ceremonies.locked_envelopes(tender, stage)
    keys = _keys(opening, [one for one in envelopes if one.status in WAITING])
    _rule_out(opening, envelopes, keys, moment)
    for envelope in envelopes:
        if envelope.status == EnvelopeStatus.RECOVERED:
            _open(envelope, keys[envelope.pk], moment)
        if envelope.status not in BACK:
            _tell_outcome(tender, envelope, actor, moment)
    _note_offers(tender, envelopes)
    opening.secrets.all().delete()
    opening.recipient, opening.revealed_at = "", moment
    opening.save()
    seal()
    opening_id = opening.pk
    transaction.on_commit(lambda: opening_memory.end(opening_id))
    return opening


def _keys(opening: Opening, envelopes: list[BidEnvelope]) -> dict[int, str]:
    """The key of each envelope that has one. Raises EnvelopeRefused when one that was recovered is forgotten."""
    found: dict[int, str] = {}
    for envelope in envelopes:
        try:
            key = ceremonies.key_of(opening, envelope)
        except opening_memory.MemoryLost:
            raise EnvelopeRefused("memory") from None
        if key is not None:
            found[envelope.pk] = key[0]
        elif envelope.status == EnvelopeStatus.RECOVERED and envelope.seats_used != [[ceremonies.BIDDER, 0]]:
            raise EnvelopeRefused("memory")
    return found


def _rule_out(opening: Opening, envelopes: list[BidEnvelope], keys: dict[int, str], moment: dt.datetime) -> None:
    """Give up what cannot be opened, before any content is seen. Raises EnvelopeRefused while bidders have time."""
    waiting = [one for one in envelopes if one.status in WAITING]
    lost = [one for one in waiting if one.damaged_at is not None or one.pk not in keys]
    if lost and (opening.fallback_until is None or moment < opening.fallback_until):
        raise EnvelopeRefused("fallback")
    for envelope in lost:
        damaged = envelope.damaged_at is not None
        reason = "ciphertext_lost" if damaged else ceremonies.why_not(envelope)
        end(envelope, "lose" if damaged else "give_up", moment, reason)
    # Keys that came after the chair had looked for the last time.
    for envelope in waiting:
        if envelope.status == EnvelopeStatus.STORED:
            ENVELOPE.move(envelope, "recover")


def _open(envelope: BidEnvelope, identity: str, moment: dt.datetime) -> None:
    """Decrypt one envelope and keep what is in it; what is not as it must be makes it unopenable."""
    hashes = list(envelope.parts.order_by("start").values_list("sha256", flat=True))
    header = sealing.read_header(envelope.header)
    try:
        ciphertext = b"".join(ciphertexts.read(envelope.header_hash, hashes))
        manifest, contents, payload_sha256 = sealing.open_payload(header, identity, ciphertext)
    except ciphertexts.Damaged:
        end(envelope, "lose", moment, "ciphertext_lost")
        return
    except sealing.SealRefused:
        end(envelope, "give_up", moment, "bad_payload")
        return
    end(envelope, "open", moment)
    envelope.manifest, envelope.payload_sha256 = manifest.message(), payload_sha256
    envelope.save(update_fields=["manifest", "payload_sha256", "seats_used"])
    for number, (line, content) in enumerate(zip(manifest.files, contents, strict=True)):
        ciphertexts.put_opened(envelope.header_hash, number, content)
        BidFile.objects.create(
            bid_envelope=envelope, number=number, name=line.name, media_type=line.media_type, size=line.size,
            sha256=line.sha256,
        )  # fmt: skip


def _total_sen(envelope: BidEnvelope) -> int | None:
    """The price of an opened envelope, sen; none where none belongs."""
    price = (envelope.manifest or {}).get("price")
    return int(price["total_sen"]) if price else None


def _tell_outcome(tender: Tender, envelope: BidEnvelope, actor: Actor, moment: dt.datetime) -> None:
    price = _total_sen(envelope)
    more: dict[str, Any] = {} if price is None else {"price_total_sen": price}
    if envelope.payload_sha256:
        more["payload_sha256"] = envelope.payload_sha256
    tell("envelope.opened", tender, actor, moment, stage=envelope.envelope, header_hash=envelope.header_hash,
         result=envelope.status.lower(), reason=envelope.reason, supplier=str(envelope.participant.supplier),
         seats=envelope.seats_used, **more)  # fmt: skip


def _note_offers(tender: Tender, envelopes: list[BidEnvelope]) -> None:
    """Write what is known now to the participants: handed in, at which price; or withdrawn."""
    opened = {one.participant_id: one for one in envelopes if one.status == EnvelopeStatus.OPENED}
    back = {one.participant_id for one in envelopes if one.status == EnvelopeStatus.WITHDRAWN}
    live = {one.participant_id for one in envelopes if one.status not in BACK}
    found = Participant.objects.select_for_update(of=("self",), no_key=True).filter(tender=tender).order_by("pk")
    for participant in found:
        envelope = opened.get(participant.pk)
        if envelope is not None:
            _note_offer(participant, envelope)
        elif participant.status == OfferStatus.INVITED and participant.pk in back - live:
            OFFER.move(participant, "withdraw")
            participant.save(update_fields=["status"])


def _note_offer(participant: Participant, envelope: BidEnvelope) -> None:
    if participant.status == OfferStatus.INVITED:
        OFFER.move(participant, "submit")
        participant.submitted_at = envelope.committed_at
    price = _total_sen(envelope)
    if price is not None:
        participant.price_amount = Decimal(price) / 100
    participant.save(update_fields=["status", "submitted_at", "price_amount"])


@transaction.atomic
def finish_opening(*, tender_id: int, stage: str, actor: Actor, now: dt.datetime) -> Opening:
    """Step 6: every commitment of the log has exactly one outcome, or the opening is void; minutes are drawn up.

    With it the first opening of a run makes it OPENED. Raises EnvelopeRefused.
    """
    tender = locked_tender(tender_id)
    require(actor, "procurement.lead_opening", tender)
    opening = ceremonies.locked_opening(tender, stage)
    ceremonies.demand_step(opening, OpeningStatus.REVEALED)
    envelopes = ceremonies.locked_envelopes(tender, stage)
    moment = clock.locked_now()
    counts = ceremonies.counts_of(envelopes)
    whole = _is_whole(opening, envelopes)
    OPENING.move(opening, "finish" if whole else "void")
    event = "opening.finished" if whole else "opening.voided"
    tell(event, tender, actor, moment, stage=stage, counts=counts, before=opening.log_before)
    checkpoint = seal() or log.latest_checkpoint()
    assert checkpoint is not None
    opening.log_after = {"size": checkpoint.size, "root": bytes(checkpoint.root).hex()}
    opening.counts, opening.finished_at = counts, moment
    opening.facts = facts_of(opening, envelopes, checkpoint.note)
    opening.save()
    if whole and tender.status == TenderStatus.CLOSED:
        TENDER.move(tender, "unseal")
        tender.save(update_fields=["status"])
    _draw(opening, actor, now)
    tell_checkpoint(opening, envelopes, moment)
    topics.touch("procurement")
    return opening


def _is_whole(opening: Opening, envelopes: list[BidEnvelope]) -> bool:
    """Whether log, closing and tables name the same commitments, and each has one outcome."""
    logged = ceremonies.commitments_in_log(opening.tender, opening.stage)
    known = sorted(one.header_hash for one in envelopes)
    ended = all(one.status in ceremonies.OUTCOMES for one in envelopes)
    return ended and logged == known and opening.counts.get("committed") == len(known)


def _draw(opening: Opening, actor: Actor, now: dt.datetime) -> None:
    assert opening.closed_at is not None
    draw_minutes(
        tender_id=opening.tender_id, kind=MinutesKind.OPENING, facts=opening.facts, held_at=opening.closed_at,
        actor=actor, now=now,
    )  # fmt: skip
