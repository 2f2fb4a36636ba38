"""A run as a supplier's account sees it: whether its firms take part, what it asked."""

import datetime as dt

from pendopo.kernel.access import Actor
from pendopo.organisations.models import Supplier
from pendopo.procurement.models import Participant, Tender, TenderQuestion
from pendopo.procurement.queries.suppliers import suppliers_of
from pendopo.procurement.states import TENDER_PUBLIC
from pendopo.procurement.tendering import BY_CLOCK


def run_to_join(actor: Actor, code: str) -> Tender | None:
    """An announced run, practice runs too, for somebody who acts for a supplier or takes part in it."""
    found = Tender.objects.select_related("unit").filter(code=code, status__in=TENDER_PUBLIC).first()
    if found is None or not (suppliers_of(actor).exists() or parts_of(actor, found)):
        return None
    return found


def parts_of(actor: Actor, tender: Tender) -> list[Participant]:
    """The participations that the account bids for. One query."""
    if actor.pk is None:
        return []
    found = tender.participants.filter(bidders__user_id=actor.pk, bidders__ended_at=None).select_related(
        "supplier__organisation"
    )
    return list(found.order_by("pk")[:10])


def firms_to_register(actor: Actor, tender: Tender) -> list[Supplier]:
    """The account's suppliers that do not take part yet."""
    own = {one.supplier_id for one in parts_of(actor, tender)}
    return [one for one in suppliers_of(actor)[:20] if one.pk not in own]


def asked_by(actor: Actor, tender: Tender) -> list[TenderQuestion]:
    """What the account's firms asked, by number. One query."""
    return list(tender.questions.filter(participant__in=parts_of(actor, tender)).order_by("number")[:100])


def takes_part_still(tender: Tender, now: dt.datetime) -> bool:
    """Whether the run waits for bids."""
    return tender.status in BY_CLOCK and tender.deadline_at is not None and now < tender.deadline_at
