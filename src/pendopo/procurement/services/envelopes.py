"""The acts on sealed envelopes before the deadline: plan, commitment with receipt, shares, withdrawal."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from pendopo.audit import notes
from pendopo.audit import queries as log
from pendopo.audit.models import Entry, Leaf
from pendopo.audit.services import record, seal
from pendopo.kernel import clock, topics
from pendopo.kernel.access import Actor, require
from pendopo.procurement import sealing
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.kinds import Scheme
from pendopo.procurement.models import Bidder, BidEnvelope, Participant, SealPlan, ShareCiphertext, Tender
from pendopo.procurement.states import ENVELOPE, ENVELOPE_LIVE, TenderStatus


class EnvelopeRefused(Exception):
    """The act is not possible; `code` says why: closed, late, plan, twice, committed, ended, share, supersedes."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Committed:
    """A commitment and the receipt that proves it without this server."""

    envelope: BidEnvelope
    receipt: dict[str, Any]


def _locked(tender_id: int) -> Tender:
    return Tender.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=tender_id)


def _in_time(tender: Tender) -> dt.datetime:
    """The database's time under the lock of the run. Raises EnvelopeRefused at the deadline and after it."""
    moment = clock.locked_now()
    if tender.status != TenderStatus.OPEN or tender.deadline_at is None:
        raise EnvelopeRefused("closed")
    if moment >= tender.deadline_at:
        raise EnvelopeRefused("late")
    return moment


def _in_grace(tender: Tender, minutes: int) -> dt.datetime:
    """The same for what belongs to a commitment made in time: until the plan's grace ends, also once closed."""
    moment = clock.locked_now()
    if tender.status not in (TenderStatus.OPEN, TenderStatus.CLOSED) or tender.deadline_at is None:
        raise EnvelopeRefused("closed")
    if moment >= tender.deadline_at + dt.timedelta(minutes=minutes):
        raise EnvelopeRefused("late")
    return moment


def _tell(event: str, tender: Tender, actor: Actor, at: dt.datetime, **data: Any) -> Entry:
    data = {"tender": tender.code, **data}
    return record(actor=actor, event=f"procurement.{event}", subject=tender, unit=tender.unit, now=at, data=data)


@transaction.atomic
def publish_seal_plan(*, tender_id: int, message: Mapping[str, Any], actor: Actor, now: dt.datetime) -> SealPlan:
    """Log who holds the keys of a run, while nobody has committed. Raises SealRefused, EnvelopeRefused."""
    tender = _locked(tender_id)
    require(actor, "procurement.publish_seal_plan", tender.unit)
    plan = sealing.read_plan(dict(message))
    last = tender.seal_plans.order_by("-version").first()
    if BidEnvelope.objects.filter(plan__tender=tender).exists():
        raise EnvelopeRefused("committed")
    _demand_own(plan, tender, last, now)
    data = {"version": plan.plan_version, "plan_hash": plan.plan_hash}
    entry = _tell("seal_plan.published", tender, actor, now, **data)
    topics.touch("procurement")
    return SealPlan.objects.create(
        tender=tender, version=plan.plan_version, message=plan.message(), plan_hash=plan.plan_hash,
        published_at=now, entry=entry,
    )  # fmt: skip


def _demand_own(plan: sealing.SealPlan, tender: Tender, last: SealPlan | None, now: dt.datetime) -> None:
    envelopes = ("single",) if tender.scheme == Scheme.ONE_FILE else ("file1", "file2")
    wanted = {
        "tender_id": tender.code,
        "plan_version": last.version + 1 if last else 1,
        "previous_plan_hash": last.plan_hash if last else None,
        "envelopes": envelopes,
        "deadline": tender.deadline_at,
        "grace_minutes": rule_on("SEAL", timezone.localdate(now))["upload_grace_minutes"],
        "log_origin": notes.origin(),
        "log_vkey": notes.own_verifier_key(),
    }
    for field, value in wanted.items():
        if getattr(plan, field) != value:
            raise sealing.SealRefused(f"seal-plan.{field}", "not that of the run")


@transaction.atomic
def name_bidder(*, participant_id: int, user_id: int, actor: Actor, now: dt.datetime) -> Bidder:
    """Let an account hand in envelopes for a participant."""
    participant = Participant.objects.select_related("tender__unit", "supplier__organisation").get(pk=participant_id)
    require(actor, "procurement.name_bidder", participant.tender.unit)
    bidder, new = Bidder.objects.get_or_create(participant=participant, user_id=user_id, defaults={"named_at": now})
    if new:
        _tell("bidder.named", participant.tender, actor, now, participant=str(participant.supplier), user=user_id)
    return bidder


@transaction.atomic
def commit_envelope(*, participant_id: int, message: Mapping[str, Any], actor: Actor) -> Committed:
    """Commit to an envelope by its header: leaf and signed checkpoint in this transaction, receipt returned.

    The time is the database's under the lock of the run, so that nothing is committed at its deadline or later.
    Raises SealRefused with the field, EnvelopeRefused, PermissionDenied.
    """
    participant = Participant.objects.select_related("tender").get(pk=participant_id)
    require(actor, "procurement.commit_envelope", participant)
    header = sealing.read_header(dict(message))
    tender = _locked(participant.tender_id)
    moment = _in_time(tender)
    plan = tender.seal_plans.order_by("-version").first()
    if plan is None:
        raise EnvelopeRefused("plan")
    sealing.check_header(header, sealing.read_plan(plan.message))
    before = _superseded(participant, header)
    if before is not None:
        _end(before, "supersede", moment)
        _tell("envelope.superseded", tender, actor, moment, envelope=header.envelope,
              header_hash=before.header_hash, by=header.header_hash)  # fmt: skip
    data = {"envelope": header.envelope, "header_hash": header.header_hash}
    entry = _tell("envelope.committed", tender, actor, moment, **data)
    made = BidEnvelope.objects.create(
        plan=plan, participant=participant, envelope=header.envelope, header=header.message(),
        header_hash=header.header_hash, committed_at=moment, entry=entry,
    )  # fmt: skip
    if before is not None:
        before.superseded_by = made
        before.save(update_fields=["superseded_by"])
    seal()
    return Committed(made, log.receipt(Leaf.objects.select_related("entry").get(entry=entry)))


def _superseded(participant: Participant, header: sealing.Header) -> BidEnvelope | None:
    """The live envelope that the header replaces, which it must name. Raises EnvelopeRefused."""
    if BidEnvelope.objects.filter(header_hash=header.header_hash).exists():
        raise EnvelopeRefused("twice")
    live = participant.envelopes.filter(envelope=header.envelope, status__in=ENVELOPE_LIVE).first()
    if (live.header_hash if live else None) != header.supersedes:
        raise EnvelopeRefused("supersedes")
    return live


def _end(envelope: BidEnvelope, action: str, moment: dt.datetime) -> None:
    ENVELOPE.move(envelope, action)
    envelope.ended_at = moment
    envelope.save(update_fields=["status", "ended_at"])


def _own(envelope_id: int) -> tuple[BidEnvelope, Tender]:
    """An envelope, read again under the lock of its run."""
    tender = _locked(BidEnvelope.objects.values_list("plan__tender_id", flat=True).get(pk=envelope_id))
    return BidEnvelope.objects.select_related("participant", "plan").get(pk=envelope_id), tender


@transaction.atomic
def withdraw_envelope(*, envelope_id: int, actor: Actor) -> Committed:
    """Take an envelope back before the deadline; the receipt proves it. Raises EnvelopeRefused, MoveRefused."""
    envelope, tender = _own(envelope_id)
    require(actor, "procurement.withdraw_envelope", envelope.participant)
    moment = _in_time(tender)
    _end(envelope, "withdraw", moment)
    data = {"envelope": envelope.envelope, "header_hash": envelope.header_hash}
    entry = _tell("envelope.withdrawn", tender, actor, moment, **data)
    seal()
    return Committed(envelope, log.receipt(Leaf.objects.select_related("entry").get(entry=entry)))


@transaction.atomic
def put_share(*, envelope_id: int, place: sealing.Place, ciphertext: bytes, actor: Actor) -> ShareCiphertext:
    """Keep one seat's encrypted share, whose hash the header fixed; sent twice, it is kept once.

    Raises EnvelopeRefused.
    """
    envelope, tender = _own(envelope_id)
    require(actor, "procurement.put_share", envelope.participant)
    moment = _in_grace(tender, envelope.plan.message["grace_minutes"])
    if envelope.status not in ENVELOPE_LIVE:
        raise EnvelopeRefused("ended")
    line = sealing.read_header(envelope.header).lines.get(place)
    if line is None or hashlib.sha256(ciphertext).hexdigest() != line.ciphertext_sha256:
        raise EnvelopeRefused("share")
    share, _new = ShareCiphertext.objects.get_or_create(
        bid_envelope=envelope, group=place[0], member=place[1],
        defaults={"ciphertext": ciphertext, "received_at": moment},
    )  # fmt: skip
    return share
