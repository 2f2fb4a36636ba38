"""Runs at the opening, with a committee that declared, offers and filled sheets."""

import datetime as dt
from decimal import Decimal as D

from pendopo.accounts.tests import factories as people
from pendopo.procurement import services
from pendopo.procurement.models import CommitteeMember, Participant, Tender
from pendopo.procurement.services import ScoreValue
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests.test_contracts import supplier

SEATS = ("CHAIR", "SECRETARY", "MEMBER")


def run(unit, code="T-1", **more):
    """A run with opened bids: goods by price, Hps 1.2 billion."""
    own = {
        "title": "Pengadaan meja belajar", "kind": "GOODS", "method": "TENDER", "status": "OPENED",
        "hps_amount": D(1_200_000_000), "ceiling_amount": D(1_250_000_000), "announced_at": f.NOON,
    }  # fmt: skip
    return Tender.objects.create(code=code, unit=unit, year=f.YEAR, created_at=f.NOON, **own | more)


def committee(tender, declared=(True, True, True)):
    """Three members with their seats."""
    made = []
    for number, (seat, said) in enumerate(zip(SEATS, declared, strict=True), 1):
        user = people.person(f"pokja{number}@contoh.id", f"Anggota {number}", roles=["pokja"])
        CommitteeMember.objects.create(
            tender=tender, user=user, seat=seat, appointed_at=f.NOON, declared_at=f.NOON if said else None
        )
        made.append(user)
    return made


def offer(tender, number, price, tkdn=None, **more):
    """An offer that came in `number` minutes after noon."""
    return Participant.objects.create(
        tender=tender, supplier=supplier(f"123456789012{number}"), status="SUBMITTED", price_amount=price,
        submitted_at=f.NOON + dt.timedelta(minutes=number), tkdn_percent=tkdn, **more,
    )  # fmt: skip


def filled(tender, participant, members, *, scores=(), failing=None):
    """Every member hands in a sheet: passes (criterion `failing` not), scores in the members' order."""
    for number, user in enumerate(members):
        values = {}
        for criterion in tender.criteria.all():
            if criterion.weight is not None:
                values[criterion.sequence] = ScoreValue(score=D(scores[number]))
            elif criterion.name == failing:
                values[criterion.sequence] = ScoreValue(passed=False, note="SBU habis masa berlakunya")
            else:
                values[criterion.sequence] = ScoreValue(passed=True)
        where = {"participant_id": participant.pk, "actor": user, "now": f.NOON}
        services.save_sheet(scores=values, **where)
        services.hand_in_sheet(**where)


def act(name, tender, actor, now=f.NOON, **more):
    """An act on the run."""
    return getattr(services, name)(tender_id=tender.pk, actor=actor, now=now, **more)


def ranks(tender):
    """(rank, evaluated amount, final score) by rank, of the valid ones."""
    found = tender.participants.filter(rank__isnull=False).order_by("rank")
    return list(found.values_list("pk", "evaluated_amount", "final_score"))
