"""Fills the market of the demo regency: orders from the catalogue, a mini competition, repeated offers."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from pendopo.accounts.services import open_account
from pendopo.budget.queries import lines_to_buy_from
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM, Actor, require
from pendopo.organisations.models import Supplier, Unit
from pendopo.procurement.auctioning import AuctionValues
from pendopo.procurement.competing import NeedValues
from pendopo.procurement.demo_catalogue import SELLERS
from pendopo.procurement.kinds import Seat
from pendopo.procurement.models import (
    Bidder,
    CatalogueItem,
    CatalogueOrder,
    CommitteeMember,
    Package,
    Participant,
    SupplierAccount,
    Tender,
)
from pendopo.procurement.planning import PackageValues
from pendopo.procurement.services.auctions import make_offer, open_round, plan_auction
from pendopo.procurement.services.competitions import announce_competition, hand_quote
from pendopo.procurement.services.orders import accept_prices, fill_cart, offer_prices, place_order, send_order
from pendopo.procurement.services.packages import announce_package, approve_package, compose_package
from pendopo.procurement.states import TENDER

BUYERS = ("ppk.dpupr", "pejabat.pengadaan", "pokja1", "pokja2", "pokja3")
TRADERS = {"boga": "penawar1", "dapur": "penawar2", "tani": "penawar3"}
"""Sample seller (key of SELLERS) -> the demo account that acts for it."""
NEEDS = (("Konsumsi rapat koordinasi infrastruktur", 30), ("Konsumsi pelatihan kader jalan desa", 25))
OFFERS = ((0, 174), (1, 171), (2, 168), (0, 165), (1, 162))
"""Repeated offers: which trader, how many million rupiah."""


@transaction.atomic
def seed_market(*, year: int, password: str, actor: Actor, now: dt.datetime) -> int:
    """An order signed and one in talk, a competition open for quotes, repeated offers at work; gives how many.

    Nothing where there is any order, or where people, lines or sellers of the demo are missing.
    """
    require(actor, "procurement.seed_catalogue")
    accounts = get_user_model().objects.filter(email__in=_emails(BUYERS))
    people = {str(user.email).partition("@")[0]: user for user in accounts}
    packages = [] if CatalogueOrder.objects.exists() or len(people) < len(BUYERS) else _packages(year, people, now)
    sellers = {key: _named(key) for key in TRADERS}
    if len(packages) < len(NEEDS) or not all(sellers.values()):
        return 0
    traders = {key: _trader(key, sellers[key], password, now) for key in TRADERS}
    _orders(packages[0], people, traders, now)
    _competition(packages[1], people, sellers, traders, now)
    _auction(packages[0], people, sellers, traders, now)
    return len(NEEDS) + 1


def _emails(names: Any) -> list[str]:
    return [f"{name}@contoh.id" for name in names]


def _named(key: str) -> Supplier | None:
    return Supplier.objects.filter(organisation__name=SELLERS[key][0]).first()


def _packages(year: int, people: dict[str, Any], now: dt.datetime) -> list[Package]:
    """Announced packages of the PPK's unit, from lines with free money."""
    post = next((post for post in people["ppk.dpupr"].posts() if post.role == "ppk"), None)
    unit = Unit.objects.filter(pk=post.unit_id).first() if post else None
    lines = lines_to_buy_from(SYSTEM, unit.pk, year, limit=len(NEEDS)) if unit else []
    today, made = now.date(), []
    days: dict[str, Any] = {
        "selection_from_date": today,
        "selection_to_date": today + dt.timedelta(days=14),
        "contract_from_date": today + dt.timedelta(days=14),
        "contract_to_date": today + dt.timedelta(days=30),
    }
    for (title, million), line in zip(NEEDS, lines, strict=False):
        values = PackageValues(
            title=title, kind="GOODS", method="CATALOGUE", circumstance="in_catalogue", volume="1 paket", is_umk=True,
            is_pdn=True, **days,
        )  # fmt: skip
        amount = min(million * 1_000_000, int(line.free_amount))
        package = compose_package(
            unit_id=unit.pk if unit else 0, year=year, values=values, shares={line.id: amount}, actor=SYSTEM, now=now
        )
        approve_package(package_id=package.pk, actor=SYSTEM, now=now)
        made.append(announce_package(package_id=package.pk, actor=SYSTEM, now=now))
    Package.objects.filter(pk__in=[one.pk for one in made]).update(demo=True)
    return made


def _trader(key: str, supplier: Supplier | None, password: str, now: dt.datetime) -> Any:
    """The account that acts for a sample seller."""
    email = f"{TRADERS[key]}@contoh.id"
    user = get_user_model().objects.filter(email=email).first()
    user = user or open_account(email=email, name=SELLERS[key][0], password=password, actor=SYSTEM, now=now)
    SupplierAccount.objects.get_or_create(
        supplier=supplier, user=user, closed_at__isnull=True, defaults={"named_at": now}
    )
    return user


def _orders(package: Package, people: dict[str, Any], traders: dict[str, Any], now: dt.datetime) -> None:
    """A letter signed after one answer of the seller, and an order whose price is still being talked about."""
    buyer = people["ppk.dpupr"]
    asked = (("Nasi kotak ayam", 200, 24_000, 25_500), ("Nasi kotak rames", 100, 24_000, 0))
    for name, quantity, price, answer in asked:
        item = CatalogueItem.objects.select_related("supplier").get(name__startswith=name)
        order = fill_cart(package_id=package.pk, item_id=item.pk, quantity=quantity, actor=buyer, now=now)
        line = order.lines.get()
        own: dict[str, Any] = {"order_id": order.pk, "now": now}
        send_order(
            place_note="Aula dinas", needed_date=now.date() + dt.timedelta(days=10), actor=buyer,
            prices={line.pk: Decimal(price)}, message="Untuk jumlah sebanyak ini, bisakah lebih murah?", **own,
        )  # fmt: skip
        if answer:
            offer_prices(
                prices={line.pk: Decimal(answer)}, message="Bisa, sudah termasuk antar.", actor=traders["boga"], **own
            )
            accept_prices(sequence=2, actor=buyer, **own)
            place_order(number="000.3/SP/001", date=clock.today(), shares=None, actor=buyer, **own)


def _competition(
    package: Package, people: dict[str, Any], sellers: dict[str, Any], traders: dict[str, Any], now: dt.datetime
) -> None:
    """Two caterers are invited; one has quoted."""
    need = NeedValues(
        need="Nasi kotak dan kudapan pelatihan dua hari", category="FOOD", quantity=300, measure="orang",
        deadline_at=clock.locked_now() + dt.timedelta(days=3), place_note="Balai pelatihan",
        description="Sehari satu nasi kotak dan dua kali kudapan, tanpa plastik sekali pakai.",
        needed_date=now.date() + dt.timedelta(days=14),
    )  # fmt: skip
    invited = [sellers[key].pk for key in ("boga", "dapur")]
    tender = announce_competition(
        package_id=package.pk, values=need, suppliers=invited, actor=people["pejabat.pengadaan"], now=now
    )
    quoted = tender.participants.get(supplier=sellers["dapur"])
    hand_quote(
        participant_id=quoted.pk, amount=Decimal(21_900_000), tkdn_percent=Decimal(93), note="", actor=traders["dapur"]
    )


def _auction(
    package: Package, people: dict[str, Any], sellers: dict[str, Any], traders: dict[str, Any], now: dt.datetime
) -> None:
    """A fast tender whose prices go down in a round of two days."""
    tender = Tender(
        code=f"TC-{package.year}-CONTOH", unit=package.unit, year=package.year, kind="SERVICES", method="FAST_TENDER",
        title="Jasa boga pelatihan tukang bersertifikat (contoh)", hps_amount=Decimal(180_000_000), created_at=now,
        announced_at=now, deadline_at=now,
    )  # fmt: skip
    for action in ("announce", "open", "close"):
        TENDER.move(tender, action)
    tender.save()
    for name, seat in (("pokja1", Seat.CHAIR), ("pokja2", Seat.SECRETARY), ("pokja3", Seat.MEMBER)):
        CommitteeMember.objects.create(
            tender=tender, user=people[name], seat=seat, appointed_at=now, declared_at=now, declaration="Contoh"
        )
    seats = []
    for key in TRADERS:
        one = Participant.objects.create(tender=tender, supplier=sellers[key], registered_at=now)
        Bidder.objects.create(participant=one, user=traders[key], named_at=now)
        seats.append((one, traders[key]))
    chair = people["pokja1"]
    values = AuctionValues(step_amount=2_000_000, extension_seconds=120)
    auction = plan_auction(
        tender_id=tender.pk, values=values, participants=[one.pk for one, _user in seats], actor=chair, now=now
    )
    moment = clock.locked_now()
    open_round(auction_id=auction.pk, starts_at=moment, ends_at=moment + dt.timedelta(days=2), actor=chair, now=now)
    for place, million in OFFERS:
        one, user = seats[place]
        make_offer(auction_id=auction.pk, participant_id=one.pk, amount=Decimal(million * 1_000_000), actor=user)
