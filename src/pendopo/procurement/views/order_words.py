"""Words of orders as pages show them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.kernel.display import date_and_time, full_date, money, number
from pendopo.procurement import services
from pendopo.procurement.views.auction_words import written
from pendopo.procurement.views.contract_words import refusal_text as contract_refusal

STEPS = {
    "send": (
        gettext_lazy("Ask the supplier"),
        gettext_lazy("Ask at the prices of the catalogue, or offer lower ones. The supplier agrees or answers."),
    ),
    "offer": (gettext_lazy("Offer other prices"), gettext_lazy("At most the price of the catalogue for each line.")),
    "agree": (gettext_lazy("Agree to the price"), gettext_lazy("The last offer becomes the price of the order.")),
    "order": (
        gettext_lazy("Sign the order letter"),
        gettext_lazy("The order letter is the contract: its money is bound in the budget line, and everybody sees it."),
    ),
    "cancel": (gettext_lazy("Cancel the order"), gettext_lazy("The other side reads why.")),
}


def facts_of(order: Any) -> list[dict[str, str]]:
    """The short facts of an order."""
    rows = [
        (_("Buyer"), str(order.unit)),
        (_("Package"), f"{order.package.title} ({order.package.code})"),
        (_("Supplier"), str(order.supplier)),
        (_("Deliver to"), order.place_note),
        (_("Needed by"), full_date(order.needed_date) if order.needed_date else ""),
        (_("Ceiling of the package"), money(order.package.ceiling_amount)),
        (_("Cancelled because"), order.end_reason),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def rows_of(lines: list[Any], prices: dict[int, Any]) -> list[dict[str, Any]]:
    """The lines with the prices on the table."""
    return [
        {
            "line": line,
            "quantity": f"{number(line.quantity)} {line.measure}",
            "listed": written(line.list_amount),
            "price": written(prices[line.pk]),
            "lower": prices[line.pk] < line.list_amount,
            "total": written(prices[line.pk] * line.quantity),
        }
        for line in lines
    ]


def thread_of(talk: list[Any]) -> list[dict[str, Any]]:
    """The talk about the price, as the component `thread` takes it."""
    return [
        {
            "who": one.by_label,
            "role": one.get_side_display(),
            "tag": written(one.total_amount),
            "tag_kind": "info",
            "text": one.message or _("Offered this price."),
            "when": date_and_time(one.made_at),
        }
        for one in talk
    ]


def refusal_text(refusal: Exception) -> str:
    """One sentence for a refused act: what, why, what to do."""
    if not isinstance(refusal, services.OrderRefused):
        return contract_refusal(refusal)
    limit = refusal.limit
    amount = {"limit": number(limit) if isinstance(limit, int) else limit}
    said = {
        "package": _("The package is not announced."),
        "method": _("This package is not bought from the catalogue."),
        "item": _("%(limit)s is not in the catalogue any more.") % amount,
        "least": _("Order at least %(limit)s.") % amount,
        "stock": _("The supplier has %(limit)s left.") % amount,
        "talking": _("This supplier was asked for an order of the package already. Finish or cancel that one first."),
        "empty": _("The cart is empty."),
        "ceiling": _("The order is above the ceiling of the package."),
        "buyer": _("The rule of the day gives an order of this value to another officer."),
        "prices": _("Write a price for each line."),
        "positive": _("The price of %(limit)s has to be above zero.") % amount,
        "above_list": _("The price of %(limit)s may not be above that of the catalogue.") % amount,
        "own": _("This is your own offer. The other side agrees to it."),
        "interest": _("You act for the supplier. Somebody else signs this order letter."),
        "moved": _("There is a newer offer. Look at it first."),
        "lines": _("The package has several budget lines. Say how much each of them pays."),
    }
    return said[refusal.code]
