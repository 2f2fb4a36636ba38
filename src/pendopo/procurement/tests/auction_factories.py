"""A run whose offers are repeated, for tests."""

import datetime as dt
from decimal import Decimal as D

from pendopo.accounts.tests import factories as people
from pendopo.procurement import services
from pendopo.procurement.models import Bidder, Participant, Tender
from pendopo.procurement.services import AuctionValues
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests.test_contracts import supplier

TEN = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
"""Ten o'clock in WIB."""
MINUTE = dt.timedelta(minutes=1)
HPS = D(500_000_000)


def run(unit, *, status="CLOSED", **more):
    """A fast tender that is closed, run by the procurement officer alone."""
    own = {"code": "T-9", "title": "Pengadaan laptop sekolah", "kind": "GOODS", "method": "DIRECT", "hps_amount": HPS}
    return Tender.objects.create(
        unit=unit, year=f.YEAR, status=status, created_at=f.NOON, announced_at=f.NOON, **own | more
    )


def bidder(tender, number, **more):
    """A participant with the account that bids for it."""
    own = {"status": "SUBMITTED"} | more
    firm = supplier(f"12345678901{number:02}")
    participant = Participant.objects.create(tender=tender, supplier=firm, **own)
    user = people.person(f"penawar{number}@contoh.id", f"Penawar {number}", roles=[], unit=tender.unit)
    Bidder.objects.create(participant=participant, user=user, named_at=f.NOON)
    return participant, user


def planned(tender, bids, officer, **more):
    """The auction of the handbook's example: step 5 million, extension of two minutes."""
    own = {"step_amount": 5_000_000, "extension_seconds": 120} | more
    return services.plan_auction(
        tender_id=tender.pk, values=AuctionValues(**own), participants=[one.pk for one, _user in bids],
        actor=officer, now=f.NOON,
    )  # fmt: skip


def opened(auction, officer, *, starts_at=TEN - 30 * MINUTE, ends_at=TEN):
    """Its round until ten o'clock."""
    return services.open_round(auction_id=auction.pk, starts_at=starts_at, ends_at=ends_at, actor=officer, now=f.NOON)


def offer(auction, bid, amount):
    """One offer of a bidder."""
    participant, user = bid
    return services.make_offer(auction_id=auction.pk, participant_id=participant.pk, amount=D(amount), actor=user)
