"""What the pages of sealed bids show beside what the API says."""

import datetime as dt
from typing import Any

from pendopo.kernel.access import Actor, permits
from pendopo.procurement.access_sealing import keeps_keys
from pendopo.procurement.models import BidEnvelope, GroupRehearsal, Tender, Trustee, TrusteeRole
from pendopo.procurement.queries.envelopes import rehearsals_for
from pendopo.procurement.seating import Seating, openable
from pendopo.procurement.states import TenderStatus


def sides_for(actor: Actor) -> list[tuple[str, str]]:
    """(code, words) of the sides for which the actor may hold a key."""
    return [(side.value, str(side.label)) for side in TrusteeRole if keeps_keys(actor, side.value)]


def trustee_name(trustee_id: int | None) -> str:
    """The name of a trustee; nothing where there is none."""
    found = Trustee.objects.select_related("user").filter(pk=trustee_id).first() if trustee_id else None
    return found.user.label if found else ""


def may_plan_seats(actor: Actor, tender: Tender) -> bool:
    """Whether the actor may compose a plan now: nobody has committed, or the present one cannot be opened any more."""
    if not permits(actor, "procurement.publish_seal_plan", tender.unit):
        return False
    last = tender.seal_plans.order_by("-version").first()
    return last is None or not openable(last) or not BidEnvelope.objects.filter(plan__tender=tender).exists()


def last_rehearsal(actor: Actor, tender: Tender) -> GroupRehearsal | None:
    """The latest rehearsal together since the last plan, for those who have a part in it."""
    plan = tender.seal_plans.order_by("-version").first()
    found = rehearsals_for(actor, tender).order_by("-pk").first()
    return found if found and (plan is None or found.made_at > plan.published_at) else None


def rehearsed_seating(actor: Actor, tender: Tender) -> Seating | None:
    """The seats that opened a dummy together and are not a plan yet."""
    found = last_rehearsal(actor, tender)
    if found is None or found.succeeded_at is None:
        return None
    told = found.seating
    at = dt.datetime.fromisoformat(told["opening_at"])
    return Seating(told["committee"], told["k"], told["inspectorate"], told["m"], at)


def rehearsal_rows(rehearsal: GroupRehearsal) -> list[dict[str, Any]]:
    """The seats of a rehearsal: who, which ending, whether the share of the dummy was handed in. One query."""
    names = {one.pk: one for one in Trustee.objects.select_related("user").filter(pk__in=_keys(rehearsal))}
    return [
        {"trustee": names[key], "side": side, "number": place + 1, "answered": f"{side}/{place}" in rehearsal.answers}
        for side in TrusteeRole.values
        for place, key in enumerate(rehearsal.seating[side])
        if key in names
    ]


def _keys(rehearsal: GroupRehearsal) -> list[int]:
    return [*rehearsal.seating["committee"], *rehearsal.seating["inspectorate"]]


def takes_envelopes(tender: Tender, now: dt.datetime) -> bool:
    """Whether the run takes envelopes now; the act itself asks the database's clock."""
    return tender.status == TenderStatus.OPEN and tender.deadline_at is not None and now < tender.deadline_at


def may_read_bid_files(actor: Actor, tender: Tender) -> bool:
    """Whether the actor may read the files of every opened envelope."""
    return permits(actor, "procurement.see_bid_files", tender)
