"""Orders from the catalogue as buyers and suppliers see them."""

from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from pendopo.kernel.access import Actor, permits
from pendopo.organisations.models import Unit
from pendopo.procurement.access_catalogue import BUYERS
from pendopo.procurement.models import CatalogueOrder, OrderLine, OrderOffer, Package, Side
from pendopo.procurement.queries.suppliers import suppliers_of
from pendopo.procurement.states import ORDER, ORDER_OPEN, PackageStatus

ORDER_PERMISSIONS = {
    "send": "procurement.send_order",
    "offer": "procurement.offer_prices",
    "agree": "procurement.accept_prices",
    "cancel": "procurement.cancel_order",
}


def buying_units(actor: Actor) -> QuerySet[Unit]:
    """The units that the person buys for."""
    held = [post for post in getattr(actor, "posts", list)() if post.role in BUYERS]
    if any(post.unit_id is None for post in held):
        return Unit.objects.filter(is_active=True)
    return Unit.objects.filter(pk__in={post.unit_id for post in held})


def packages_to_buy_for(actor: Actor, text: str = "") -> list[Package]:
    """Announced packages of the person's units that may be bought from the catalogue, latest first. At most fifty."""
    found = Package.objects.filter(
        unit__in=buying_units(actor), status=PackageStatus.ANNOUNCED, method__in=["CATALOGUE", "DIRECT"]
    )
    for word in text.split():
        found = found.filter(Q(title__icontains=word) | Q(code__iexact=word))
    return list(found.select_related("unit").order_by("-year", "title", "pk")[:50])


def orders_visible_to(actor: Actor) -> QuerySet[CatalogueOrder]:
    """Orders of the units that the person buys for, and those that suppliers of the person were asked for."""
    asked = Q(supplier__in=suppliers_of(actor).order_by().values("pk")) & ~Q(status="CART")
    found = CatalogueOrder.objects.filter(Q(unit__in=buying_units(actor)) | asked)
    found = found.select_related("unit", "package", "supplier__organisation", "contract", "tender")
    talked = OrderOffer.objects.filter(order=OuterRef("pk")).order_by("-sequence").values("total_amount")[:1]
    sums = Sum(F("lines__quantity") * F("lines__price_amount"))
    return found.annotate(total_amount=Coalesce(Subquery(talked), sums)).order_by("-changed_at", "-pk")


def order_at(actor: Actor, key: Any) -> CatalogueOrder | None:
    """One order for either side; None for others."""
    return orders_visible_to(actor).filter(key=key).first()


def lines_of_order(order: CatalogueOrder) -> list[OrderLine]:
    """The lines with their items. One query."""
    return list(order.lines.select_related("item").order_by("pk")[:200])


def talk_of(order: CatalogueOrder) -> list[OrderOffer]:
    """What was offered, in order. One query."""
    return list(order.offers.order_by("sequence")[:200])


def prices_now(lines: list[OrderLine], talk: list[OrderOffer]) -> dict[int, Decimal]:
    """The prices on the table: of the last offer, else those of the lines."""
    if not talk:
        return {line.pk: line.price_amount for line in lines}
    return {line.pk: Decimal(talk[-1].prices[str(line.pk)]) for line in lines}


def speaks_as(actor: Actor, order: CatalogueOrder) -> str:
    """The side that the person is on."""
    acts = permits(actor, "procurement.act_for_supplier", order.supplier)
    return str(Side.SUPPLIER if acts else Side.BUYER)


def order_actions(actor: Actor, order: CatalogueOrder, talk: list[OrderOffer]) -> list[str]:
    """What the person may do with the order now; nobody agrees to an own offer."""
    found = ORDER.actions_from(
        order.status, lambda one: one in ORDER_PERMISSIONS and permits(actor, ORDER_PERMISSIONS[one], order)
    )
    own = bool(talk) and talk[-1].side == speaks_as(actor, order)
    found = [one for one in found if not (one == "agree" and own)]
    may_sign = "order" in ORDER.actions_from(order.status) and permits(actor, "procurement.sign_contract", order.unit)
    return [*(["order"] if may_sign else []), *found]


def has_open_orders(actor: Actor) -> bool:
    """Whether anything waits in the person's orders."""
    return orders_visible_to(actor).filter(status__in=ORDER_OPEN).exists()
