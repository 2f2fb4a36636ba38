"""Sample runs with sealed bids: one that takes envelopes now, one already opened with minutes and a whole audit."""

import datetime as dt
import time
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from pendopo.kernel import clock
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Supplier
from pendopo.procurement import evaluating, scheduling, sealing
from pendopo.procurement.demo_keys import demand_demo
from pendopo.procurement.enveloping import EnvelopeRefused
from pendopo.procurement.models import (
    CommitteeMember,
    Package,
    Participant,
    SealPlan,
    Seat,
    SupplierAccount,
    Tender,
    TenderPackage,
    Trustee,
)
from pendopo.procurement.schedules import proposed
from pendopo.procurement.services.ciphertexts import destroy_ciphertexts
from pendopo.procurement.services.committees import declare_interest
from pendopo.procurement.services.demo_keyholders import COMMITTEE, INSPECTORATE, Cast
from pendopo.procurement.services.demo_runs import begun_run
from pendopo.procurement.services.envelopes import withdraw_envelope
from pendopo.procurement.services.minutes import release_minutes, sign_minutes
from pendopo.procurement.services.openings import close_bidding, recover_keys, seat_trustees
from pendopo.procurement.services.registering import register_participant
from pendopo.procurement.services.reveals import finish_opening, reveal_bids
from pendopo.procurement.services.running import announce_tender, turn_tender
from pendopo.procurement.services.scheduling import propose_schedule

SEATS = (("pokja1", Seat.CHAIR), ("pokja2", Seat.SECRETARY), ("pokja3", Seat.MEMBER))
TRADERS = ("penawar1", "penawar2", "penawar3")
PRESENT: list[sealing.Place] = [("committee", 0), ("committee", 1), ("inspectorate", 0)]
KEEPERS = (*COMMITTEE, *INSPECTORATE)
DAY = dt.timedelta(days=1)
LEADS = (3, 20)
"""The opened run takes its envelopes for so many seconds; on a slow machine the second number is tried."""


@transaction.atomic
def seed_sealing_demo(*, year: int, actor: Actor, now: dt.datetime) -> int:
    """Two sample runs with sealed bids and the sample trustees of both; gives how many runs.

    Nothing the second time, and where people, packages or bidders of the demo are missing. The opened run's deadline is
    a real one: it is waited for by the database's clock. Raises NotADemo, PermissionDenied.
    """
    require(actor, "procurement.seed_demo")
    demand_demo()
    free = Package.objects.filter(year=year, demo=True, method="TENDER", status="ANNOUNCED", tenders__isnull=True)
    packages = list(free.select_related("unit").order_by("kind", "ceiling_amount", "pk")[:2])
    people, firms = _people(), _firms()
    few = len(packages) < 2 or len(people) < len(KEEPERS) or len(firms) < len(TRADERS)
    if few or SealPlan.objects.exists() or Trustee.objects.exists():
        return 0
    cast = Cast(people, firms, actor)
    for name in KEEPERS:
        cast.trustee(name, now - 9 * DAY)
    handed_in = _handed_in(packages[1], cast, now)
    _bidding(packages[0], cast, now)
    _open(handed_in, cast, now)
    return 2


def _people() -> dict[str, Any]:
    wanted = [f"{name}@contoh.id" for name in KEEPERS]
    return {str(user.email).partition("@")[0]: user for user in get_user_model().objects.filter(email__in=wanted)}


def _firms() -> list[tuple[Supplier, Any]]:
    """The sample sellers with the account that acts for each."""
    found = SupplierAccount.objects.filter(closed_at=None, user__email__in=[f"{name}@contoh.id" for name in TRADERS])
    return [(one.supplier, one.user) for one in found.select_related("user", "supplier").order_by("user__email")]


def _joined(tender: Tender, cast: Cast) -> list[tuple[Participant, Any]]:
    return [
        (register_participant(tender_id=tender.pk, supplier_id=firm.pk, actor=user, now=clock.locked_now()), user)
        for firm, user in cast.firms
    ]


def _price(tender: Tender, permille: int) -> int:
    """So much of the owner's estimate in sen, whole thousands of rupiah."""
    return int((tender.hps_amount or Decimal(0)) * permille) // 1_000_000 * 100_000


def _bidding(package: Package, cast: Cast, now: dt.datetime) -> None:
    """A run by the book whose bidding is under way; one bidder has handed in, how many is shown to nobody."""
    committee = [cast.people[name] for name, _seat in SEATS]
    tender = begun_run(package=package, people=committee, actor=cast.system, now=now - 9 * DAY)
    Tender.objects.filter(pk=tender.pk).update(sealed=True)
    tender.refresh_from_db()
    starts = [now - day * DAY for day in range(1, 8)]
    start = next((one for one in starts if _takes_bids(proposed(tender, one), now)), starts[3])
    at = start - dt.timedelta(hours=1)
    propose_schedule(tender_id=tender.pk, start=start, actor=cast.system, now=at)
    for one in committee:
        declare_interest(tender_id=tender.pk, interest="", actor=one, now=at)
    tender.refresh_from_db()
    plan = cast.plan(tender, at)
    announce_tender(tender_id=tender.pk, actor=committee[0], now=at)
    tender = turn_tender(tender_id=tender.pk, actor=cast.system)
    for place, (one, user) in enumerate(_joined(tender, cast)):
        if place == 1:
            cast.envelope(one, plan, _price(tender, 947), user)


def _takes_bids(plan: list[scheduling.Step], now: dt.datetime) -> bool:
    """Whether that schedule takes bids now, and a day from now."""
    span = next((one for one in plan if one.code == scheduling.DEADLINE), None)
    return span is not None and span.starts_at <= now and now + DAY <= span.ends_at


def _handed_in(package: Package, cast: Cast, now: dt.datetime) -> Tender:
    """A run whose bids are in and whose deadline comes in seconds. Raises EnvelopeRefused on a machine too slow."""
    for seconds in LEADS[:-1]:
        try:
            with transaction.atomic():
                return _within(seconds, package, cast, now)
        except EnvelopeRefused:
            continue
    return _within(LEADS[-1], package, cast, now)


def _within(seconds: int, package: Package, cast: Cast, now: dt.datetime) -> Tender:
    """Three bidders: one replaces its envelope, one takes it back."""
    deadline = (clock.locked_now() + dt.timedelta(seconds=seconds)).replace(microsecond=0)
    tender = _short_run(package, cast, deadline, now)
    plan = cast.plan(tender, now)
    (first, one), (second, two), (third, three) = _joined(tender, cast)
    before = cast.envelope(first, plan, _price(tender, 958), one)
    cast.envelope(second, plan, _price(tender, 931), two)
    taken = cast.envelope(third, plan, _price(tender, 976), three)
    withdraw_envelope(envelope_id=taken.pk, actor=three)
    cast.envelope(first, plan, _price(tender, 922), one, supersedes=before.header_hash)
    return tender


def _short_run(package: Package, cast: Cast, deadline: dt.datetime, now: dt.datetime) -> Tender:
    hps = (Decimal(package.ceiling_amount) * 97 / 100).quantize(Decimal(1000))
    tender = Tender.objects.create(
        code=f"CONTOH-{package.code[-6:]}-SEGEL", unit=package.unit, year=package.year, title=package.title,
        kind=package.kind, method="TENDER", evaluation="LOWEST_PRICE", ceiling_amount=package.ceiling_amount,
        hps_amount=hps, sealed=True, status="OPEN", created_at=now - 9 * DAY, announced_at=now - 8 * DAY,
        deadline_at=deadline,
    )  # fmt: skip
    TenderPackage.objects.create(tender=tender, package=package)
    for name, seat in SEATS:
        CommitteeMember.objects.create(
            tender=tender, user=cast.people[name], seat=seat, appointed_at=tender.created_at,
            declared_at=tender.created_at,
        )  # fmt: skip
    evaluating.plan_for(tender)
    return tender


def _open(tender: Tender, cast: Cast, now: dt.datetime) -> None:
    """The whole ceremony, its minutes signed and open to everybody, what was taken back destroyed."""
    assert tender.deadline_at is not None
    time.sleep(max(0.0, (tender.deadline_at - clock.locked_now()).total_seconds() + 0.05))
    chair = cast.people["pokja1"]
    where: dict[str, Any] = {"tender_id": tender.pk, "stage": "single", "actor": chair}
    close_bidding(**where)
    seat_trustees(**where, present=PRESENT)
    cast.shares(tender)
    recover_keys(**where)
    reveal_bids(**where)
    finish_opening(**where, now=now)
    minutes = tender.minutes.get(kind="OPENING")
    for name in COMMITTEE:
        sign_minutes(minutes_id=minutes.pk, actor=cast.people[name], now=now)
    release_minutes(minutes_id=minutes.pk, actor=chair, now=now)
    destroy_ciphertexts(tender_id=tender.pk, actor=cast.system, now=now)
