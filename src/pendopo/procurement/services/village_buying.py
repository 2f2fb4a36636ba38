"""How a village buys: prices looked up or asked for, offers typed in, talks, the choice of a seller."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from pendopo.kernel.access import Actor, require
from pendopo.procurement import village_papering
from pendopo.procurement.models import Nearness, VillagePackage, VillageSeller, VillageWay
from pendopo.procurement.states_village import VILLAGE, VillageStatus
from pendopo.procurement.village_rules import (
    VillageRefused,
    priced_sellers,
    refuse_unready_team,
    road_on,
    sellers_of_round,
)
from pendopo.procurement.villaging import Sent, kept_paper, locked_village, tell_village

ASKING = (VillageWay.QUOTATION, VillageWay.AUCTION)
MOST_SELLERS = 50


@dataclass(frozen=True)
class SellerValues:
    """A seller, and the price that was looked up in the shop, rupiah."""

    name: str
    nearness: str
    address: str = ""
    look_amount: Decimal | None = None
    look_date: dt.date | None = None


@transaction.atomic
def add_village_seller(*, package_id: int, values: SellerValues, actor: Actor, now: dt.datetime) -> VillageSeller:
    """Note a seller: whose price was looked up, who is to be asked, or who came to the auction.

    Raises VillageRefused (sellers_closed, look_price, look_date, seller_known, many), PermissionDenied.
    """
    package = locked_village(package_id)
    require(actor, "procurement.buy_village", package)
    _refuse_seller(package, values, now)
    made = VillageSeller(package=package, round=package.round, added_at=now, **vars(values))
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise VillageRefused("seller_known") from None
    tell_village(package, "village_seller.added", actor, now, seller=made.name)
    return made


def _refuse_seller(package: VillagePackage, values: SellerValues, now: dt.datetime) -> None:
    late = package.status == VillageStatus.ASKED and package.way == VillageWay.AUCTION
    if package.way == VillageWay.SELF_MANAGED or not (package.status == VillageStatus.ANNOUNCED or late):
        raise VillageRefused("sellers_closed")
    if package.sellers.count() >= MOST_SELLERS:
        raise VillageRefused("many")
    if package.way == VillageWay.DIRECT and not (values.look_amount and values.look_date):
        raise VillageRefused("look_price")
    if values.look_date and values.look_date > timezone.localdate(now):
        raise VillageRefused("look_date")


@transaction.atomic
def ask_village_sellers(*, package_id: int, deadline: dt.datetime, actor: Actor, now: dt.datetime) -> VillagePackage:
    """Ask the noted sellers for quotations, or announce the auction, with one moment for all.

    Raises VillageRefused (not_asking, few_sellers, deadline, and those of the team), MoveRefused, PermissionDenied.
    """
    package = locked_village(package_id)
    require(actor, "procurement.buy_village", package)
    refuse_unready_team(package)
    if package.way not in ASKING:
        raise VillageRefused("not_asking")
    rule = road_on(timezone.localdate(now))
    least, days = rule["sellers_least"], rule["asking_days_least"][package.way]
    if package.way == VillageWay.QUOTATION and len(sellers_of_round(package)) < least:
        raise VillageRefused("few_sellers", number=least)
    if deadline < now + dt.timedelta(days=days):
        raise VillageRefused("deadline", number=days)
    VILLAGE.move(package, "ask")
    package.asked_at, package.deadline_at = now, deadline
    package.save(update_fields=["status", "asked_at", "deadline_at"])
    tell_village(package, "village_package.asked", actor, now, until=deadline.isoformat())
    return package


@transaction.atomic
def record_village_offer(
    *, seller_id: int, amount: Decimal, date: dt.date, paper: Sent | None, actor: Actor, now: dt.datetime
) -> VillageSeller:
    """Type in a quotation after the moment until which sellers were asked, with its paper.

    Raises VillageRefused (not_asked, sealed_yet, paper, amount, offer_late), FileRefused, PermissionDenied.
    """
    seller = VillageSeller.objects.get(pk=seller_id)
    package = locked_village(seller.package_id)
    require(actor, "procurement.buy_village", package)
    if package.status != VillageStatus.ASKED or seller.round != package.round or package.deadline_at is None:
        raise VillageRefused("not_asked")
    if now < package.deadline_at:
        raise VillageRefused("sealed_yet")
    if amount <= 0:
        raise VillageRefused("amount")
    if date > timezone.localdate(package.deadline_at):
        raise VillageRefused("offer_late")
    stored = kept_paper(package, paper, f"{seller.name}: {package.title}", actor, now)
    if stored is None:
        raise VillageRefused("paper")
    seller.offer_amount, seller.offer_date, seller.offer_paper = amount, date, stored
    seller.agreed_amount = None
    seller.save(update_fields=["offer_amount", "offer_date", "offer_paper", "agreed_amount"])
    tell_village(package, "village_offer.recorded", actor, now, seller=seller.name)
    return seller


@transaction.atomic
def negotiate_village_offer(
    *, seller_id: int, amount: Decimal, note: str, actor: Actor, now: dt.datetime
) -> VillageSeller:
    """Write down what the talks with a seller ended with: never above its first price.

    Raises VillageRefused (no_price, talk_above with `amount`, amount, decided), PermissionDenied.
    """
    seller = VillageSeller.objects.get(pk=seller_id)
    package = locked_village(seller.package_id)
    require(actor, "procurement.buy_village", package)
    if package.status not in (VillageStatus.ANNOUNCED, VillageStatus.ASKED):
        raise VillageRefused("decided")
    if seller.pk not in {one.pk for one in priced_sellers(package)}:
        raise VillageRefused("no_price")
    if amount <= 0:
        raise VillageRefused("amount")
    first = seller.stated_amount
    if amount > first:
        raise VillageRefused("talk_above", amount=first)
    seller.agreed_amount, seller.talk_note = amount, note.strip()[:1000]
    seller.save(update_fields=["agreed_amount", "talk_note"])
    tell_village(package, "village_offer.negotiated", actor, now, seller=seller.name)
    return seller


@transaction.atomic
def decide_village_seller(*, seller_id: int, reason: str, actor: Actor, now: dt.datetime) -> VillagePackage:
    """Choose the seller at the price that stands; the minutes are printed for everybody.

    Raises VillageRefused (self_managed, no_price, few_looks, few_offers with `number`, above with `amount`,
    reason_cheapest, reason_far, and those of the team), MoveRefused, PermissionDenied.
    """
    seller = VillageSeller.objects.get(pk=seller_id)
    package = locked_village(seller.package_id)
    require(actor, "procurement.buy_village", package)
    refuse_unready_team(package)
    asked = package.way in ASKING
    if package.way == VillageWay.SELF_MANAGED or (asked and package.status == VillageStatus.ANNOUNCED):
        raise VillageRefused("not_asked" if asked else "self_managed")
    VILLAGE.move(package, "decide")
    _refuse_choice(package, seller, reason, timezone.localdate(now))
    package.seller, package.price_amount = seller, seller.final_amount
    package.decided_at, package.decision_reason = now, reason.strip()[:1000]
    package.save(update_fields=["status", "seller", "price_amount", "decided_at", "decision_reason"])
    village_papering.print_decision(package, actor, now)
    tell_village(package, "village_package.decided", actor, now, seller=seller.name, amount=str(package.price_amount))
    return package


def _refuse_choice(package: VillagePackage, seller: VillageSeller, reason: str, day: dt.date) -> None:
    rule, priced = road_on(day), priced_sellers(package)
    direct = package.way == VillageWay.DIRECT
    least = rule["price_looks_least"] if direct else rule["offers_least"][package.way]
    if seller.pk not in {one.pk for one in priced}:
        raise VillageRefused("no_price")
    if len(priced) < least:
        raise VillageRefused("few_looks" if direct else "few_offers", number=least)
    if seller.final_amount > package.ceiling_amount:
        raise VillageRefused("above", amount=package.ceiling_amount)
    if reason.strip():
        return
    if seller.final_amount > min(one.final_amount for one in priced):
        raise VillageRefused("reason_cheapest")
    near = [one.nearness for one in priced if one.nearness != Nearness.OTHER]
    if seller.nearness == Nearness.OTHER and near:
        raise VillageRefused("reason_far")


@transaction.atomic
def fail_village_request(*, package_id: int, reason: str, actor: Actor, now: dt.datetime) -> VillagePackage:
    """End a request that brought no seller; the team may ask again in a new round.

    Raises VillageRefused (reason, sealed_yet), MoveRefused, PermissionDenied.
    """
    package = locked_village(package_id)
    require(actor, "procurement.buy_village", package)
    if not reason.strip():
        raise VillageRefused("reason")
    VILLAGE.move(package, "fail")
    if package.deadline_at and now < package.deadline_at:
        raise VillageRefused("sealed_yet")
    package.round += 1
    package.asked_at = package.deadline_at = None
    package.save(update_fields=["status", "round", "asked_at", "deadline_at"])
    tell_village(package, "village_package.failed", actor, now, reason=reason.strip()[:500])
    return package
