"""Mini competitions: prices are shown after the opening only, before it each supplier sees its own quote."""

from django.db.models import Q, QuerySet

from pendopo.kernel import clock
from pendopo.kernel.access import Actor, permits
from pendopo.organisations.models import Supplier
from pendopo.organisations.states import SupplierStatus
from pendopo.procurement.models import CatalogueItem, Package, Participant, Quote, Tender
from pendopo.procurement.queries.orders import buying_units
from pendopo.procurement.queries.suppliers import suppliers_of
from pendopo.procurement.states import ItemStatus, PackageStatus, TenderStatus


def competitions_visible_to(actor: Actor) -> QuerySet[Tender]:
    """The mini competitions of the units that the person buys for, and those its suppliers were invited to."""
    invited = Q(participants__supplier__in=suppliers_of(actor).order_by().values("pk"))
    found = Tender.objects.filter(competition__isnull=False).filter(Q(unit__in=buying_units(actor)) | invited)
    return found.select_related("unit", "competition").distinct().order_by("-announced_at", "-pk")


def competition_at(actor: Actor, code: str) -> Tender | None:
    """One mini competition for its buyer or an invited supplier; None for others."""
    return competitions_visible_to(actor).filter(code=code).first()


def packages_to_compete_for(actor: Actor) -> list[Package]:
    """Announced packages of the person's units that a mini competition may serve. At most fifty. One query."""
    found = Package.objects.filter(
        unit__in=buying_units(actor), status=PackageStatus.ANNOUNCED, method__in=["MINI_COMPETITION", "CATALOGUE"]
    ).exclude(tenders__tender__status__in=[one for one in TenderStatus if one not in ("FAILED", "CANCELLED")])
    return list(found.select_related("unit").order_by("-year", "title", "pk")[:50])


def suppliers_listing(category: str) -> list[Supplier]:
    """Verified suppliers with something listed in the category, by name. One query."""
    listed = CatalogueItem.objects.filter(category=category, status=ItemStatus.LISTED).values("supplier_id")
    found = Supplier.objects.filter(pk__in=listed, status=SupplierStatus.VERIFIED).select_related("organisation")
    return list(found.order_by("organisation__name", "pk")[:100])


def own_participation(actor: Actor, tender: Tender) -> Participant | None:
    """The participant that the person quotes for; None for a buyer. One query."""
    own = suppliers_of(actor).order_by().values("pk")
    return tender.participants.filter(supplier__in=own).select_related("supplier__organisation").first()


def own_quote(participant: Participant) -> Quote | None:
    """What the participant has handed in so far."""
    return Quote.objects.filter(participant=participant).first()


def rivals_of(tender: Tender) -> list[Participant]:
    """Who was invited, by rank and price once they are open, by name before. One query."""
    found = tender.participants.select_related("supplier__organisation")
    opened = tender.status not in (TenderStatus.OPEN, TenderStatus.CLOSED)
    order = ("rank", "price_amount", "pk") if opened else ("supplier__organisation__name", "pk")
    return list(found.order_by(*order)[:200])


def competition_actions(actor: Actor, tender: Tender) -> list[str]:
    """What the person may do with the competition now: open, decide, cancel, auction (fix its rules)."""
    past = tender.deadline_at is not None and clock.locked_now() >= tender.deadline_at
    closed = tender.status in (TenderStatus.OPEN, TenderStatus.CLOSED)
    auction = tender.competition.by_auction
    possible = {
        "open": past and closed and not auction and permits(actor, "procurement.open_quotes", tender),
        "auction": auction and tender.status == TenderStatus.CLOSED
        and permits(actor, "procurement.plan_auction", tender),
        "cancel": tender.status in (TenderStatus.OPEN, TenderStatus.CLOSED, TenderStatus.OPENED)
        and permits(actor, "procurement.cancel_competition", tender),
        "decide": tender.status == TenderStatus.OPENED and permits(actor, "procurement.decide_competition", tender),
    }  # fmt: skip
    return [name for name, now in possible.items() if now]
