"""Who is told of the market: suppliers of orders, invitations, rounds; buyers of answers to their orders."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.queries import posts_around
from pendopo.kernel.access import SYSTEM
from pendopo.notices.services import notify
from pendopo.procurement.models import Auction, AuctionRound, Bidder, CatalogueOrder, Side, SupplierAccount, Tender

TITLES = {
    "procurement.order.sent": _("You are asked for an order"),
    "procurement.order.priced": _("Another price is offered"),
    "procurement.order.agreed": _("The price of an order is agreed"),
    "procurement.order.placed": _("You have an order letter"),
    "procurement.order.cancelled": _("An order is cancelled"),
    "procurement.competition.announced": _("You are invited to quote"),
    "procurement.competition.decided": _("A mini competition is decided"),
    "procurement.competition.cancelled": _("A mini competition is cancelled"),
    "procurement.auction_round.opened": _("A round of repeated offers is announced"),
}
BUYERS = ("ppk", "pejabat_pengadaan")


def tell_of_order(order: CatalogueOrder, event: str, now: dt.datetime, *, by: Side, **context: Any) -> None:
    """A notice to the other side of whoever acted."""
    url = reverse("procurement:order", kwargs={"key": order.key})
    people = _accounts([order.supplier]) if by == Side.BUYER else _buyers(order, now)
    _notify(event, people, order.package.title, {"order": order, "url": url} | context, now)


def tell_invited(tender: Tender, event: str, now: dt.datetime, **context: Any) -> None:
    """A notice to the accounts of all suppliers of a mini competition."""
    url = reverse("procurement:competition", kwargs={"code": tender.code})
    suppliers = [one.supplier for one in tender.participants.select_related("supplier")[:200]]
    _notify(event, _accounts(suppliers), tender.title, {"tender": tender, "url": url} | context, now)


def tell_of_round(auction: Auction, opened: AuctionRound, now: dt.datetime) -> None:
    """A notice to everybody who may offer in the round."""
    url = reverse("procurement:auction_bid", kwargs={"code": auction.tender.code})
    named = Bidder.objects.filter(participant__auction_seats__auction=auction, ended_at=None).values("user_id")
    people = get_user_model().objects.filter(pk__in=named, is_active=True).order_by("pk")
    context = {"auction": auction, "round": opened, "url": url}
    _notify("procurement.auction_round.opened", people, auction.tender.title, context, now)


def _notify(event: str, people: Iterable[Any], title: str, context: dict[str, Any], now: dt.datetime) -> None:
    subject = format_lazy("{told}: {title}", told=TITLES[event], title=title)
    notify(actor=SYSTEM, event=event, recipients=people, subject=subject, context=context, now=now)


def _accounts(suppliers: Iterable[Any]) -> Iterable[Any]:
    named = SupplierAccount.objects.filter(supplier__in=list(suppliers), closed_at__isnull=True).values("user_id")
    return get_user_model().objects.filter(pk__in=named, is_active=True).order_by("pk")


def _buyers(order: CatalogueOrder, now: dt.datetime) -> Iterable[Any]:
    posts = posts_around(order.unit, BUYERS, timezone.localdate(now))
    return {post.user_id: post.user for post in posts if post.user}.values()
