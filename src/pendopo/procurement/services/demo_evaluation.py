"""Sample runs for the demo: one that waits for its evaluation, one whose winner is announced."""

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Organisation, Supplier
from pendopo.organisations.services import OrganisationValues, register_supplier, verify_supplier
from pendopo.procurement import evaluating
from pendopo.procurement.models import CommitteeMember, Package, Participant, Seat, Tender, TenderPackage
from pendopo.procurement.services.concluding import conclude_sheets
from pendopo.procurement.services.deciding import announce_winner, decide_winner
from pendopo.procurement.services.minutes import sign_minutes
from pendopo.procurement.services.ranking import rank_offers
from pendopo.procurement.services.sheets import ScoreValue, hand_in_sheet, save_sheet

OFFERS = Path(__file__).resolve().parent.parent / "demo_evaluation.csv"
SEATS = ((Seat.CHAIR, "pokja1"), (Seat.SECRETARY, "pokja2"), (Seat.MEMBER, "pokja3"))
OPENED_DAYS = 2
LEAST = 1_100_000_000
"""Large enough for the preference for domestic content."""


@transaction.atomic
def seed_evaluation(*, year: int, actor: Actor, now: dt.datetime) -> int:
    """Two sample runs evaluated by the demo's committee; gives how many. Nothing the second time."""
    require(actor, "procurement.seed_demo")
    packages = Package.objects.filter(year=year, demo=True, method="TENDER", status="ANNOUNCED", tenders__isnull=True)
    chosen = list(packages.filter(ceiling_amount__gt=LEAST).select_related("unit").order_by("ceiling_amount")[:2])
    people = _people()
    if len(people) < len(SEATS) or len(chosen) < 2 or Organisation.objects.filter(nib=_rows()[0]["nib"]).exists():
        return 0
    suppliers = [_supplier(row, actor, now) for row in _rows()]
    for package, finished in zip(chosen, (False, True), strict=True):
        tender = _run(package, people, suppliers, now)
        _evaluate(tender, people, now, finished=finished)
    return len(chosen)


def _rows() -> list[dict[str, str]]:
    with OFFERS.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _people() -> list[Any]:
    found = {user.email: user for user in get_user_model().objects.filter(email__startswith="pokja")}
    return [found[f"{name}@contoh.id"] for _seat, name in SEATS if f"{name}@contoh.id" in found]


def _supplier(row: dict[str, str], actor: Actor, now: dt.datetime) -> Supplier:
    values = OrganisationValues(name=row["name"], form=row["form"], nib=row["nib"])
    made = register_supplier(values=values, scale="SMALL", actor=actor, now=now)
    return verify_supplier(supplier_id=made.pk, actor=actor, now=now)


def _run(package: Package, people: list[Any], suppliers: list[Supplier], now: dt.datetime) -> Tender:
    """A run whose bids were opened two days ago."""
    opened = now - dt.timedelta(days=OPENED_DAYS)
    hps = (Decimal(package.ceiling_amount) * 98 / 100).quantize(Decimal(1000))
    tender = Tender.objects.create(
        code=f"CONTOH-{package.code[-6:]}", unit=package.unit, year=package.year, title=package.title,
        kind=package.kind, method="TENDER", evaluation="LOWEST_PRICE", ceiling_amount=package.ceiling_amount,
        hps_amount=hps, status="OPENED", created_at=opened - dt.timedelta(days=20),
        announced_at=opened - dt.timedelta(days=9), deadline_at=opened,
    )  # fmt: skip
    TenderPackage.objects.create(tender=tender, package=package)
    for (seat, _name), user in zip(SEATS, people, strict=True):
        CommitteeMember.objects.create(
            tender=tender, user=user, seat=seat, appointed_at=tender.created_at, declared_at=tender.created_at
        )
    for number, (row, supplier) in enumerate(zip(_rows(), suppliers, strict=True)):
        Participant.objects.create(
            tender=tender, supplier=supplier, status="SUBMITTED", registered_at=tender.announced_at,
            submitted_at=opened - dt.timedelta(hours=3 - number), tkdn_percent=Decimal(row["tkdn"]),
            price_amount=(hps * Decimal(row["price_percent"]) / 100).quantize(Decimal(1000)),
        )  # fmt: skip
    evaluating.plan_for(tender)
    return tender


def _evaluate(tender: Tender, people: list[Any], now: dt.datetime, *, finished: bool) -> None:
    """All sheets and the winner; or only what two of three members have said of two of three offers."""
    offers = list(evaluating.in_play(tender))
    passed = {one.sequence: ScoreValue(passed=True) for one in tender.criteria.all()}
    for user in people if finished else people[:2]:
        for offer in offers if finished else offers[:2]:
            where = {"participant_id": offer.pk, "actor": user, "now": now}
            save_sheet(scores=passed, **where)
            hand_in_sheet(**where)
    if finished:
        where = {"tender_id": tender.pk, "actor": people[0], "now": now}
        for act in (conclude_sheets, rank_offers, decide_winner, announce_winner):
            act(**where)
        decision = tender.minutes.get(kind="DECISION")
        for user in people:
            sign_minutes(minutes_id=decision.pk, actor=user, now=now)
