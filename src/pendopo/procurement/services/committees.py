"""The acts on a run's committee: appointed by the procurement unit, each member declares to have no interest."""

import datetime as dt
from collections.abc import Mapping

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from pendopo.kernel.access import Actor, require
from pendopo.procurement.kinds import Seat
from pendopo.procurement.models import CommitteeMember
from pendopo.procurement.readiness import committee_complete
from pendopo.procurement.states import TENDER_ENDED
from pendopo.procurement.tendering import TenderRefused, declaration_text, locked, tell

BARRED = ("ppk", "pa", "kpa", "bendahara")
"""Whoever sets the estimate, decides an appeal or pays for the unit has no seat."""


@transaction.atomic
def appoint_committee(*, tender_id: int, seats: Mapping[int, str], actor: Actor, now: dt.datetime) -> None:
    """Appoint the committee: account -> seat. Who stays keeps the declaration.

    Raises TenderRefused (ended, committee_size, no_pokja and conflict with `names`), PermissionDenied.
    """
    tender = locked(tender_id)
    require(actor, "procurement.appoint_committee", tender.unit)
    if tender.status in TENDER_ENDED:
        raise TenderRefused("ended")
    people = list(get_user_model().objects.filter(pk__in=seats, is_active=True))
    made = [CommitteeMember(tender=tender, user=one, seat=seats[one.pk], appointed_at=now) for one in people]
    if len(people) != len(seats) or not committee_complete(made, timezone.localdate(now)):
        raise TenderRefused("committee_size")
    _refuse_people(made, timezone.localdate(now))
    tender.committee.exclude(user__in=people).delete()
    tender.committee.update(seat=Seat.MEMBER)
    known = {one.user_id: one for one in tender.committee.all()}
    for member in made:
        kept = known.get(member.user_id, member)
        kept.seat = member.seat
        kept.save()
    names = [f"{one.user.label} ({one.seat})" for one in made]
    tell(tender, "committee.appointed", actor, now, members=", ".join(names))


def _refuse_people(members: list[CommitteeMember], day: dt.date) -> None:
    def those(held: bool, *roles: str) -> list[str]:
        found = [one for one in members if any(one.user.holds(r, one.tender.unit, day) for r in roles) == held]
        return [one.user.label for one in found]

    if names := those(True, *BARRED):
        raise TenderRefused("conflict", names=", ".join(names))
    if names := those(False, "pokja"):
        raise TenderRefused("no_pokja", names=", ".join(names))


@transaction.atomic
def declare_interest(*, tender_id: int, interest: str, actor: Actor, now: dt.datetime) -> CommitteeMember:
    """A member declares to have no interest, or states one (then the seat does not count until another holds it).

    An interest that became known later is stated the same way. Raises PermissionDenied.
    """
    tender = locked(tender_id)
    require(actor, "procurement.declare_interest", tender)
    member = tender.committee.get(user_id=actor.pk)
    member.declared_at, member.declaration, member.interest = now, declaration_text(), interest.strip()[:1000]
    member.save(update_fields=["declared_at", "declaration", "interest"])
    tell(tender, "committee.interest_stated" if member.interest else "committee.declared", actor, now)
    return member
