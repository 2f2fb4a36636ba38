"""What the price officer and the regent read of editions at work."""

from django.db.models import Count, QuerySet

from pendopo.budget.models import PriceEdition, PriceRevision
from pendopo.budget.states import PRICE
from pendopo.kernel.access import Actor, permits

PRICE_PERMISSIONS = {
    "propose": "budget.edit_prices",
    "approve": "budget.approve_prices",
    "return": "budget.approve_prices",
    "enact": "budget.edit_prices",
}


def may_see_editions(actor: Actor) -> bool:
    """Whether the actor prepares or approves price standards."""
    return permits(actor, "budget.edit_prices") or permits(actor, "budget.approve_prices")


def editions_visible_to(actor: Actor) -> QuerySet[PriceEdition]:
    """All editions, the newest first, with `prices`, their number; none for others. One query."""
    if not may_see_editions(actor):
        return PriceEdition.objects.none()
    return PriceEdition.objects.select_related("base").annotate(prices=Count("revisions")).order_by("-pk")


def price_actions(actor: Actor, edition: PriceEdition) -> list[str]:
    """What the actor may do with the edition now, in the order of its way."""
    possible = PRICE.actions_from(edition.status)
    return [name for name, right in PRICE_PERMISSIONS.items() if name in possible and permits(actor, right)]


def price_in(edition: PriceEdition, item_id: int) -> PriceRevision | None:
    """The price of the item in the edition. One query."""
    return edition.revisions.filter(item_id=item_id).select_related("item", "edition").first()
