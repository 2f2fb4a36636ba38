"""A seal plan follows the deadline of its run: a new version with the same keys, for nobody else's seat changes."""

import dataclasses
import datetime as dt

from pendopo.kernel.access import Actor
from pendopo.procurement import sealing
from pendopo.procurement.enveloping import tell
from pendopo.procurement.models import SealPlan, Tender, TrusteeSeat


def follow_deadline(tender: Tender, before: dt.datetime, actor: Actor, now: dt.datetime) -> SealPlan | None:
    """Write the plan of a run anew after its deadline moved on from `before`; None where the run has none.

    The keys and numbers stay, so rehearsals and confirmations count on; envelopes that were committed open by the
    version that their header names. Called within the act that moves the deadline.
    """
    last = tender.seal_plans.order_by("-version").first()
    if last is None or tender.deadline_at is None:
        return None
    old = sealing.read_plan(last.message)
    plan = dataclasses.replace(
        old,
        plan_version=old.plan_version + 1,
        previous_plan_hash=old.plan_hash,
        deadline=tender.deadline_at.replace(microsecond=0),
        opening_at=old.opening_at + (tender.deadline_at - before),
    )
    plan = sealing.read_plan(plan.message())
    entry = tell("seal_plan.published", tender, actor, now, version=plan.plan_version, plan_hash=plan.plan_hash)
    made = SealPlan.objects.create(
        tender=tender, version=plan.plan_version, message=plan.message(), plan_hash=plan.plan_hash, published_at=now,
        entry=entry,
    )  # fmt: skip
    same = ("group", "member", "trustee_id", "confirmed_at")
    TrusteeSeat.objects.bulk_create(
        TrusteeSeat(plan=made, **{name: getattr(seat, name) for name in same}) for seat in last.seats.order_by("pk")
    )
    return made
