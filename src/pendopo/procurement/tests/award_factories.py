"""Runs whose winner is known, for tests of objections, appointments and contracts."""

import datetime as dt
from decimal import Decimal as D

from pendopo.accounts.tests import factories as people
from pendopo.kernel.access import SYSTEM
from pendopo.organisations import services as organisations
from pendopo.procurement.models import Bidder, CommitteeMember, Participant, Tender, TenderPackage
from pendopo.procurement.tests import factories as f

DECIDED = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)
"""Tuesday noon. The window of five working days ends with Tuesday, 1 December 2026."""
LATER = dt.datetime(2026, 12, 2, 5, 0, tzinfo=dt.UTC)
"""The day after the window."""


def supplier(nib: str, name: str):
    values = organisations.OrganisationValues(name=name, form="CV", nib=nib)
    made = organisations.register_supplier(values=values, scale="SMALL", actor=SYSTEM, now=f.NOON)
    return organisations.verify_supplier(supplier_id=made.pk, actor=SYSTEM, now=f.NOON)


def run(unit, package=None, *, hps=1_000_000_000, prices=(780_000_000, 900_000_000), **more):
    """A run open for objections: one participant for each price, ranked in that order, the first has won."""
    own = {
        "code": f"T-{Tender.objects.count() + 1}", "unit": unit, "year": f.YEAR, "title": "Rehabilitasi jembatan",
        "kind": "WORKS", "method": "TENDER", "status": "STANDSTILL", "hps_amount": D(hps), "ceiling_amount": D(hps),
        "created_at": DECIDED, "announced_at": DECIDED, "decided_at": DECIDED,
    }  # fmt: skip
    tender = Tender.objects.create(**own | more)
    if package:
        TenderPackage.objects.create(tender=tender, package=package)
    for rank, price in enumerate(prices, start=1):
        who = supplier(f"99{tender.pk % 10_000_000:07d}{rank:04d}", f"CV Peserta {rank}")
        Participant.objects.create(
            tender=tender, supplier=who, status="VALID", price_amount=price, corrected_amount=price, rank=rank,
            is_winner=rank == 1,
        )  # fmt: skip
    return tender


def bidder(participant, email="penawar@contoh.id"):
    """An account that bids for the participant."""
    user = people.person(email, "Direktur Peserta")
    Bidder.objects.create(participant=participant, user=user, named_at=f.NOON)
    return user


def member(tender, email="pokja@contoh.id", seat="CHAIR"):
    """A member of the run's committee who declared to have no interest."""
    user = people.person(email, "Anggota Pokja")
    CommitteeMember.objects.create(tender=tender, user=user, seat=seat, appointed_at=f.NOON, declared_at=f.NOON)
    return user
