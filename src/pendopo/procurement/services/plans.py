"""The acts that make a seal plan: seats, a group rehearsal with them, publication, each trustee's confirmation."""

import base64
import datetime as dt

from django.db import transaction

from pendopo.audit.services import seal
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.procurement import sealing
from pendopo.procurement.enveloping import EnvelopeRefused, locked_tender, own_place, tell
from pendopo.procurement.models import BidEnvelope, GroupRehearsal, SealPlan, Tender, TrusteeSeat
from pendopo.procurement.seating import Seating, compose_plan, openable, seal_rule

CLIENT = {"name": "pendopo-rehearsal", "version": "1", "sha256": "0" * 64}


@transaction.atomic
def begin_group_rehearsal(*, tender_id: int, seating: Seating, actor: Actor, now: dt.datetime) -> GroupRehearsal:
    """Seal a dummy envelope to these seats, for a quorum of them to open (S3). Raises as compose_plan."""
    tender = locked_tender(tender_id)
    require(actor, "procurement.publish_seal_plan", tender.unit)
    plan = compose_plan(tender, seating, now)
    price = {"total_sen": 0, "currency": "IDR", "lines_sha256": "0" * 64}
    dummy = sealing.PlainFile("gladi.txt", "text/plain", b"gladi")
    kind = plan.envelopes[0]
    made = sealing.seal_envelope(plan, kind, [dummy], client=CLIENT, price=price if kind == "single" else None)
    shares = {f"{group}/{member}": base64.b64encode(data).decode() for (group, member), data in made.shares.items()}
    tell("group_rehearsal.begun", tender, actor, now)
    return GroupRehearsal.objects.create(
        tender=tender, seating=seating.plain(), seating_hash=plan.seating_hash, plan=plan.message(),
        header=made.header.message(), ciphertext=made.ciphertext, shares=shares, made_at=now,
    )  # fmt: skip


@transaction.atomic
def answer_group_rehearsal(*, rehearsal_id: int, mnemonic: str, actor: Actor, now: dt.datetime) -> GroupRehearsal:
    """Take a trustee's share of the dummy; once a quorum is there, the dummy must open. Raises SealRefused."""
    rehearsal = GroupRehearsal.objects.select_for_update(of=("self",), no_key=True).get(pk=rehearsal_id)
    plan, header = sealing.read_plan(rehearsal.plan), sealing.read_header(rehearsal.header)
    place, trustee = own_place(plan, actor)
    require(actor, "procurement.rehearse", trustee)
    sealing.check_mnemonic(mnemonic, place, header, plan)
    rehearsal.answers[f"{place[0]}/{place[1]}"] = mnemonic
    if rehearsal.succeeded_at is None and _opens(rehearsal, plan, header):
        rehearsal.succeeded_at = now
        tell("group_rehearsal.succeeded", rehearsal.tender, actor, now)
    rehearsal.save(update_fields=["answers", "succeeded_at"])
    return rehearsal


def _opens(rehearsal: GroupRehearsal, plan: sealing.SealPlan, header: sealing.Header) -> bool:
    released = {(text.split("/")[0], int(text.split("/")[1])): word for text, word in rehearsal.answers.items()}
    try:
        identity = sealing.recover(header, plan, released)
    except sealing.SealRefused:
        return False
    sealing.open_envelope(header, identity, bytes(rehearsal.ciphertext))
    return True


@transaction.atomic
def publish_seal_plan(*, tender_id: int, seating: Seating, actor: Actor, now: dt.datetime) -> SealPlan:
    """Log who holds the keys of a run, while nobody has committed: seats that rehearsed alone and together.

    With commitments a new version is possible only when the present one can no longer be opened: too many of its
    trustees were revoked, before the deadline. Raises SealRefused, EnvelopeRefused.
    """
    tender = locked_tender(tender_id)
    require(actor, "procurement.publish_seal_plan", tender.unit)
    last = tender.seal_plans.order_by("-version").first()
    if BidEnvelope.objects.filter(plan__tender=tender).exists() and (last is None or openable(last)):
        raise EnvelopeRefused("committed")
    plan = compose_plan(tender, seating, now)
    _demand_rehearsed(plan, tender, now)
    data = {"version": plan.plan_version, "plan_hash": plan.plan_hash}
    entry = tell("seal_plan.published", tender, actor, now, **data)
    made = SealPlan.objects.create(
        tender=tender, version=plan.plan_version, message=plan.message(), plan_hash=plan.plan_hash,
        published_at=now, entry=entry,
    )  # fmt: skip
    for role, _needed, keys in seating.sides():
        rows = [TrusteeSeat(plan=made, group=role, member=place, trustee_id=key) for place, key in enumerate(keys)]
        TrusteeSeat.objects.bulk_create(rows)
    topics.touch("procurement")
    seal()
    return made


def _demand_rehearsed(plan: sealing.SealPlan, tender: Tender, now: dt.datetime) -> None:
    since = now - dt.timedelta(days=seal_rule(now)["rehearsal_days"])
    found = tender.group_rehearsals.filter(seating_hash=plan.seating_hash, succeeded_at__gte=since)
    if not found.exists():
        raise EnvelopeRefused("not_rehearsed")


@transaction.atomic
def confirm_seat(*, plan_id: int, plan_hash: str, actor: Actor, now: dt.datetime) -> SealPlan:
    """The trustee found the own key in the plan of the public log (S4). Raises EnvelopeRefused, PermissionDenied."""
    plan = SealPlan.objects.select_related("tender__unit").get(pk=plan_id)
    found = plan.seats.select_for_update(of=("self",)).select_related("trustee")
    seat = found.filter(trustee__user_id=actor.pk, trustee__revoked_at__isnull=True).first()
    require(actor, "procurement.confirm_seat", seat.trustee if seat else None)
    assert seat is not None
    if plan_hash != plan.plan_hash:
        raise EnvelopeRefused("plan")
    if seat.confirmed_at is None:
        seat.confirmed_at = now
        seat.save(update_fields=["confirmed_at"])
        names = {"group": seat.group, "member": seat.member, "plan_hash": plan.plan_hash}
        tell("seat.confirmed", plan.tender, actor, now, **names)
    return plan
