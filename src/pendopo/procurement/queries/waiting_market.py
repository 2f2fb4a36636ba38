"""What waits for a person in the market: items to review, orders to answer or sign, quotes, rounds."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.kernel.access import Actor, permits
from pendopo.kernel.tasks import Task
from pendopo.procurement.models import AuctionRound, CatalogueItem, CatalogueOrder, OrderOffer, Quote, Side, Tender
from pendopo.procurement.queries.catalogue import keeps_catalogue
from pendopo.procurement.queries.orders import buying_units, orders_visible_to
from pendopo.procurement.queries.suppliers import suppliers_of
from pendopo.procurement.states import AuctionStatus, ItemStatus, OrderStatus, TenderStatus

MOST = 5
"""So many things of one kind are named one by one."""


def market_tasks(actor: Actor, now: dt.datetime) -> Iterator[Task]:
    """The actor's tasks in the market; a number of queries that does not grow."""
    own = set(suppliers_of(actor).values_list("pk", flat=True)[:50])
    yield from _items(actor)
    yield from _orders(actor, own)
    yield from _quotes(own, now)
    yield from _competitions(actor, now)
    yield from _rounds(actor, now)


def _items(actor: Actor) -> Iterator[Task]:
    number = CatalogueItem.objects.filter(status=ItemStatus.SUBMITTED).count() if keeps_catalogue(actor) else 0
    if number:
        about = ngettext("%(number)s item", "%(number)s items", number) % {"number": number}
        yield Task(_("Catalogue items to review"), reverse("procurement:items"), about=about)


def _orders(actor: Actor, own: set[int]) -> Iterator[Task]:
    """Orders whose last offer is the other side's, and those whose letter waits for a signature."""
    last = OrderOffer.objects.filter(order=OuterRef("pk")).order_by("-sequence").values("side")[:1]
    found = orders_visible_to(actor).filter(status__in=[OrderStatus.NEGOTIATED, OrderStatus.AGREED])
    told = 0
    for order in found.annotate(last_side=Subquery(last)).order_by("changed_at", "pk")[:50]:
        words = _words_for(actor, order, own)
        if words and told < MOST:
            told += 1
            url = reverse("procurement:order", kwargs={"key": order.key})
            yield Task(words, url, about=f"{order.package.title}, {order.supplier}", source=order.unit.name)


def _words_for(actor: Actor, order: CatalogueOrder, own: set[int]) -> str:
    side = Side.SUPPLIER if order.supplier_id in own else Side.BUYER
    if order.status == OrderStatus.AGREED:
        signs = side == Side.BUYER and permits(actor, "procurement.sign_contract", order.unit)
        return _("Sign the order letter") if signs else ""
    return _("Answer to the price of an order") if getattr(order, "last_side", side) != side else ""


def _quotes(own: set[int], now: dt.datetime) -> Iterator[Task]:
    """Invitations without a quote yet."""
    handed = Quote.objects.filter(participant__supplier__in=own).values("participant__tender_id")
    open_now = Tender.objects.filter(
        competition__by_auction=False, participants__supplier__in=own, status=TenderStatus.OPEN, deadline_at__gt=now
    ).exclude(pk__in=handed)
    for tender in open_now.select_related("unit").distinct().order_by("deadline_at")[:MOST] if own else []:
        url = reverse("procurement:competition", kwargs={"code": tender.code})
        yield Task(_("Hand in your quote"), url, about=tender.title, source=tender.unit.name, due=tender.deadline_at)


def _competitions(actor: Actor, now: dt.datetime) -> Iterator[Task]:
    """Quotes to open, and competitions to decide."""
    mine = Tender.objects.filter(competition__isnull=False, unit__in=buying_units(actor)).select_related("unit")
    closed = mine.filter(
        status__in=[TenderStatus.OPEN, TenderStatus.CLOSED], deadline_at__lte=now, competition__by_auction=False
    )
    opened = mine.filter(status=TenderStatus.OPENED)
    for words, found in ((_("Open the quotes"), closed), (_("Decide for the lowest price"), opened)):
        for tender in found.order_by("deadline_at", "pk")[:MOST]:
            url = reverse("procurement:competition", kwargs={"code": tender.code})
            yield Task(words, url, about=tender.title, source=tender.unit.name)


def _rounds(actor: Actor, now: dt.datetime) -> Iterator[Task]:
    """Rounds that the person may offer in, running or announced."""
    found = AuctionRound.objects.filter(
        auction__status=AuctionStatus.LIVE,
        auction__seats__participant__bidders__user_id=actor.pk,
        auction__seats__participant__bidders__ended_at=None,
        ends_at__gt=now,
    ).select_related("auction__tender__unit")
    for one in found.distinct().order_by("ends_at")[:MOST]:
        tender = one.auction.tender
        url = reverse("procurement:auction_bid", kwargs={"code": tender.code})
        yield Task(_("Offer in the round"), url, about=tender.title, source=tender.unit.name, due=one.ends_at)
