"""The ceremony up to the keys: closing (0), seats (1), shares (2), recovery (3), the bidders' own keys (4)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from pendopo.audit import queries as log
from pendopo.audit.services import seal
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM, Actor, require
from pendopo.procurement import ceremonies, ciphertexts, opening_memory, sealing
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.enveloping import EnvelopeRefused, end, locked_envelope, locked_tender, on_behalf, tell
from pendopo.procurement.models import BidEnvelope, HandedSecret, Opening, SealPlan, Tender
from pendopo.procurement.opening_notices import ask_for_keys
from pendopo.procurement.receiving import forget, is_whole
from pendopo.procurement.services.running import turn_tender
from pendopo.procurement.states import ENVELOPE, OPENING, EnvelopeStatus, OpeningStatus, TenderStatus

OPENABLE = (EnvelopeStatus.STORED, EnvelopeStatus.RECOVERED)
IN_A_LEAF = 500


@dataclass(frozen=True)
class Released:
    """One share as it is handed out."""

    envelope: BidEnvelope
    place: sealing.Place
    ciphertext: bytes


@dataclass(frozen=True)
class Handed:
    """What became of the shares that a trustee handed in: accepted ones, and (commitment, reason) of the others."""

    accepted: int
    refused: list[tuple[str, str]]


@transaction.atomic
def close_bidding(*, tender_id: int, stage: str, actor: Actor) -> Opening:
    """Step 0: after deadline and grace, count what is there and write it into the log, signed.

    Stops, and says so in the log, when the clocks of application and database disagree. Raises EnvelopeRefused.
    """
    require(actor, "procurement.lead_opening", Tender.objects.select_related("unit").get(pk=tender_id))
    # The minute job may not have come round yet: the run itself closes by the same clock.
    turn_tender(tender_id=tender_id, actor=SYSTEM)
    tender = locked_tender(tender_id)
    plan = ceremonies.plan_in_force(tender)
    moment = clock.locked_now()
    apart = abs((clock.now() - moment).total_seconds())
    _demand_due(tender, plan, stage, moment)
    Opening.objects.get_or_create(tender=tender, stage=stage, defaults={"begun_at": moment})
    opening = ceremonies.locked_opening(tender, stage)
    ceremonies.demand_step(opening, OpeningStatus.STOPPED)
    if apart > rule_on("SEAL", timezone.localdate(moment))["clock_seconds"]:
        tell("opening.stopped", tender, actor, moment, stage=stage, seconds=f"{apart:.1f}")
        return opening
    OPENING.move(opening, "close")
    opening.closed_at = moment
    _close(opening, plan, actor, moment)
    checkpoint = seal() or log.latest_checkpoint()
    assert checkpoint is not None
    opening.log_before = {"size": checkpoint.size, "root": bytes(checkpoint.root).hex()}
    opening.save()
    return opening


def _demand_due(tender: Tender, plan: SealPlan, stage: str, moment: dt.datetime) -> None:
    envelopes = plan.message["envelopes"]
    if stage not in envelopes:
        raise EnvelopeRefused("stage")
    first = stage == envelopes[0]
    fit = (TenderStatus.OPEN, TenderStatus.CLOSED) if first else (TenderStatus.OPENED, TenderStatus.EVALUATED)
    if tender.status not in fit:
        raise EnvelopeRefused("step" if first else "technical")
    if not first:
        over = tender.openings.filter(stage=envelopes[0], status=OpeningStatus.FINISHED).exists()
        if not (over and ceremonies.is_announced(tender)):
            raise EnvelopeRefused("technical")
    grace = dt.timedelta(minutes=plan.message["grace_minutes"])
    if tender.deadline_at is None or moment < tender.deadline_at + grace:
        raise EnvelopeRefused("early")


def _close(opening: Opening, plan: SealPlan, actor: Actor, moment: dt.datetime) -> None:
    """Mark what never arrived, for all envelopes of the run; log the counts once, at the first stage."""
    tender = opening.tender
    envelopes = ceremonies.locked_envelopes(tender)
    for envelope in envelopes:
        if envelope.status == EnvelopeStatus.COMMITTED:
            end(envelope, "miss", moment, "never_arrived")
    opening.counts = ceremonies.counts_of([one for one in envelopes if one.envelope == opening.stage])
    if opening.stage != plan.message["envelopes"][0]:
        return
    stages = {
        stage: ceremonies.counts_of([one for one in envelopes if one.envelope == stage])
        for stage in plan.message["envelopes"]
    }
    hashes = [one.header_hash for one in envelopes]
    stored = sum(one.status == EnvelopeStatus.STORED for one in envelopes)
    tell("bidding.closed", tender, actor, moment, committed=len(envelopes), stored=stored, stages=stages,
         plan_hash=plan.plan_hash, commitments_sha256=ceremonies.digest_of(hashes))  # fmt: skip


@transaction.atomic
def seat_trustees(*, tender_id: int, stage: str, present: Sequence[sealing.Place], actor: Actor) -> Opening:
    """Step 1: the chair names who is there; a quorum of both sides lets them hand in, less postpones, with a leaf.

    Named once more, others join: one came late, or the machine was restarted. Where too many keys are lost for ever
    it goes on: the bidders' own keys remain. Raises EnvelopeRefused.
    """
    tender = locked_tender(tender_id)
    require(actor, "procurement.lead_opening", tender)
    opening = ceremonies.locked_opening(tender, stage)
    ceremonies.demand_step(opening, OpeningStatus.CLOSED, OpeningStatus.SEATED, OpeningStatus.RECOVERED)
    plan, moment = ceremonies.plan_in_force(tender), clock.locked_now()
    seats = {(seat.group, seat.member): seat for seat in plan.seats.select_related("trustee")}
    named = [seats[place].trustee for place in present if place in seats]
    if len(named) != len(present) or any(trustee.revoked_at for trustee in named):
        raise EnvelopeRefused("seat")
    opening.present = sorted({*opening.present, *(trustee.pk for trustee in named)})
    lost = not ceremonies.enough(plan, ceremonies.usable(plan))
    if not (lost or ceremonies.enough(plan, ceremonies.usable(plan, opening.present))):
        opening.present = []
        OPENING.move(opening, "postpone")
        opening.save(update_fields=["status", "present"])
        tell("opening.postponed", tender, actor, moment, stage=stage, present=len(named))
        return opening
    OPENING.move(opening, "seat")
    _remember(opening)
    opening.save()
    present_seats = sorted([seat.group, seat.member] for seat in seats.values() if seat.trustee_id in opening.present)
    tell("opening.seated", tender, actor, moment, stage=stage, keys_lost=lost, seats=present_seats)
    return opening


def _remember(opening: Opening) -> None:
    """Begin the memory of the ceremony; a new one, after a restart, knows nothing of what was handed in before."""
    try:
        recipient = opening_memory.begin(opening.pk)
    except opening_memory.NoMemory:
        raise EnvelopeRefused("no_memory") from None
    except opening_memory.MemoryLost:
        raise EnvelopeRefused("memory") from None
    if recipient != opening.recipient:
        opening.secrets.all().delete()
        opening.recipient, opening.fallback_until = recipient, None


@transaction.atomic
def release_shares(*, tender_id: int, stage: str, actor: Actor) -> list[Released]:
    """Step 2: hand a trustee the own shares of this stage; each hand-out is a leaf. Raises EnvelopeRefused."""
    tender = locked_tender(tender_id)
    opening = ceremonies.locked_opening(tender, stage)
    ceremonies.demand_step(opening, OpeningStatus.SEATED, OpeningStatus.RECOVERED)
    trustee = ceremonies.own_seat(actor, opening)
    require(actor, "procurement.take_shares", trustee)
    found: list[Released] = []
    for plan in tender.seal_plans.order_by("version"):
        place = ceremonies.place_in(plan, trustee)
        envelopes = plan.envelopes.filter(envelope=stage, status__in=OPENABLE).order_by("pk")
        for envelope in envelopes if place else ():
            assert place is not None
            share = envelope.shares.get(group=place[0], member=place[1])
            found.append(Released(envelope, place, bytes(share.ciphertext)))
    moment = clock.locked_now()
    for start in range(0, len(found), IN_A_LEAF):
        some = found[start : start + IN_A_LEAF]
        tell("share.released", tender, actor, moment, stage=stage, group=some[0].place[0], member=some[0].place[1],
             header_hashes=[one.envelope.header_hash for one in some])  # fmt: skip
    return found


@transaction.atomic
def hand_in_shares(*, tender_id: int, stage: str, shares: Sequence[dict[str, Any]], actor: Actor) -> Handed:
    """Step 2: take a trustee's opened shares, each compared with what the bidder committed to.

    A share is `{header_hash, mnemonic}`, or `{header_hash, problem}` when it does not open. What is wrong is noted
    for its seat; the others count. Raises EnvelopeRefused.
    """
    tender = locked_tender(tender_id)
    opening = ceremonies.locked_opening(tender, stage)
    ceremonies.demand_step(opening, OpeningStatus.SEATED, OpeningStatus.RECOVERED)
    trustee = ceremonies.own_seat(actor, opening)
    require(actor, "procurement.take_shares", trustee)
    envelopes = {one.header_hash: one for one in ceremonies.locked_envelopes(tender, stage) if one.status in OPENABLE}
    places = {plan.pk: ceremonies.place_in(plan, trustee) for plan in tender.seal_plans.all()}
    plans = {plan.pk: sealing.read_plan(plan.message) for plan in tender.seal_plans.all()}
    moment, refused = clock.locked_now(), []
    for share in shares:
        envelope = envelopes.get(share["header_hash"])
        place = places[envelope.plan_id] if envelope else None
        if envelope is None or place is None:
            refused.append((share["header_hash"], "unknown"))
            continue
        problem = share.get("problem") or _problem(
            share.get("mnemonic") or "", place, envelope, plans[envelope.plan_id]
        )
        if problem:
            refused.append((envelope.header_hash, problem))
        secret = "" if problem else share["mnemonic"]
        _hold(opening, envelope, place, at=moment, secret=secret, problem=problem)
    return Handed(len(shares) - len(refused), refused)


def _problem(mnemonic: str, place: sealing.Place, envelope: BidEnvelope, plan: sealing.SealPlan) -> str:
    try:
        sealing.check_mnemonic(mnemonic, place, sealing.read_header(envelope.header), plan)
    except sealing.SealRefused as refusal:
        return str(refusal)
    return ""


def _hold(
    opening: Opening,
    envelope: BidEnvelope,
    place: sealing.Place,
    *,
    at: dt.datetime,
    secret: str = "",
    problem: str = "",
) -> None:
    sealed = opening_memory.hold(opening.recipient, secret) if secret else b""
    values = {"opening": opening, "sealed": sealed, "problem": problem[:200], "handed_at": at}
    HandedSecret.objects.update_or_create(
        bid_envelope=envelope, group=place[0], member=place[1], defaults=values
    )  # fmt: skip


@transaction.atomic
def recover_keys(*, tender_id: int, stage: str, actor: Actor) -> Opening:
    """Step 3: put each envelope's key together and compare it with the header; nothing of the content is read.

    Also looks whether the ciphertexts are still whole. What is not recovered or damaged opens the time for the
    bidders' own keys and files (step 4). May be repeated when another trustee handed in. Raises EnvelopeRefused.
    """
    tender = locked_tender(tender_id)
    require(actor, "procurement.lead_opening", tender)
    opening = ceremonies.locked_opening(tender, stage)
    OPENING.move(opening, "recover")
    moment = clock.locked_now()
    envelopes = [one for one in ceremonies.locked_envelopes(tender, stage) if one.status in OPENABLE]
    missing = [one for one in envelopes if not _recovered(opening, one)]
    damaged = [one for one in envelopes if _is_damaged(one, moment)]
    if (missing or damaged) and opening.fallback_until is None:
        opening.fallback_until = moment + ceremonies.seal_minutes("bidder_key_minutes", moment)
        ask_for_keys(opening, missing, damaged, moment)
    opening.save()
    tell("opening.recovered", tender, actor, moment, stage=stage, envelopes=len(envelopes),
         recovered=len(envelopes) - len(missing), damaged=len(damaged))  # fmt: skip
    return opening


def _recovered(opening: Opening, envelope: BidEnvelope) -> bool:
    try:
        found = ceremonies.key_of(opening, envelope)
    except opening_memory.MemoryLost:
        raise EnvelopeRefused("memory") from None
    if found is None:
        return False
    if envelope.status == EnvelopeStatus.STORED:
        ENVELOPE.move(envelope, "recover")
    envelope.seats_used = found[1]
    envelope.save(update_fields=["status", "seats_used"])
    return True


def _is_damaged(envelope: BidEnvelope, moment: dt.datetime) -> bool:
    """Whether no copy of the ciphertext is right any more; then the bidder may send the same bytes again."""
    if envelope.damaged_at is None and not is_whole(envelope):
        ciphertexts.set_aside(envelope.header_hash)
        forget(envelope)
        envelope.damaged_at = moment
        envelope.save(update_fields=["damaged_at"])
    return envelope.damaged_at is not None


@transaction.atomic
def present_bid_key(*, envelope_id: int, identity: str, actor: Actor) -> BidEnvelope:
    """Step 4: the bidder presents the own key of an envelope that no quorum opened, in time. Raises EnvelopeRefused."""
    tender = locked_tender(BidEnvelope.objects.values_list("plan__tender_id", flat=True).get(pk=envelope_id))
    stage = BidEnvelope.objects.values_list("envelope", flat=True).get(pk=envelope_id)
    opening = ceremonies.locked_opening(tender, stage)
    envelope = locked_envelope(envelope_id)
    require(actor, "procurement.present_bid_key", envelope.participant)
    ceremonies.demand_step(opening, OpeningStatus.RECOVERED)
    moment = clock.locked_now()
    if opening.fallback_until is None or moment >= opening.fallback_until:
        raise EnvelopeRefused("late")
    if envelope.status not in OPENABLE or ceremonies.key_of(opening, envelope) is not None:
        raise EnvelopeRefused("recovered")
    if not _is_key(identity, envelope):
        raise EnvelopeRefused("key")
    _hold(opening, envelope, (ceremonies.BIDDER, 0), at=moment, secret=identity)
    if envelope.status == EnvelopeStatus.STORED:
        ENVELOPE.move(envelope, "recover")
    envelope.seats_used = [[ceremonies.BIDDER, 0]]
    envelope.save(update_fields=["status", "seats_used"])
    tell("bid_key.presented", tender, on_behalf(actor, envelope.participant), moment, header_hash=envelope.header_hash)
    return envelope


def _is_key(identity: str, envelope: BidEnvelope) -> bool:
    try:
        return bool(sealing.recipient_of(identity) == envelope.header["recipient"])
    except sealing.SealRefused:
        return False
