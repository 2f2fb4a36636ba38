"""One sentence for each act on the government's catalogue."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

CATALOGUE: dict[str, Event] = {
    "procurement.item.drafted": Event(_("{actor} wrote the catalogue item “{name}” of {supplier}.")),
    "procurement.item.changed": Event(_("{actor} changed the catalogue item “{name}” of {supplier}.")),
    "procurement.item.submitted": Event(_("{actor} sent the catalogue item “{name}” of {supplier} for review.")),
    "procurement.item.listed": Event(
        _("{actor} listed “{name}” of {supplier} in the catalogue at {price} rupiah per {measure}."), public=True
    ),
    "procurement.item.returned": Event(_("{actor} returned the catalogue item “{name}” of {supplier}: {reason}")),
    "procurement.item.withdrawn": Event(_("{actor} withdrew “{name}” of {supplier} from the catalogue."), public=True),
    "procurement.item.suspended": Event(
        _("{actor} suspended “{name}” of {supplier} in the catalogue: {reason}"), public=True
    ),
}

ORDERS: dict[str, Event] = {
    "procurement.order.filled": Event(_("{actor} put {quantity} x “{item}” into the cart of {package}.")),
    "procurement.order.sent": Event(_("{actor} asked {supplier} for an order of {amount} rupiah for {package}.")),
    "procurement.order.priced": Event(_("{actor} offered {amount} rupiah for the order of {package} with {supplier}.")),
    "procurement.order.agreed": Event(
        _("{actor} agreed to {amount} rupiah for the order of {package} with {supplier}.")
    ),
    "procurement.order.placed": Event(
        _("{actor} ordered from {supplier} for {package} by letter {number}: {amount} rupiah."), public=True
    ),
    "procurement.order.cancelled": Event(_("{actor} cancelled the order of {package} with {supplier}: {reason}")),
}

COMPETITIONS: dict[str, Event] = {
    "procurement.competition.announced": Event(
        _("{actor} invited {suppliers} suppliers to the mini competition “{need}” ({tender})."), public=True
    ),
    "procurement.quote.handed": Event(_("{actor} handed in a quote of {amount} rupiah in {tender}.")),
    "procurement.quote.opened": Event(_("{actor} opened {quotes} quotes of {tender}."), public=True),
    "procurement.quote.dropped": Event(_("{actor} knocked out the quote of {supplier} in {tender}: {reason}")),
    "procurement.competition.cancelled": Event(
        _("{actor} cancelled the mini competition {tender}: {reason}"), public=True
    ),
    "procurement.competition.decided": Event(
        _("{actor} decided the mini competition {tender}: {supplier}, {amount} rupiah."), public=True
    ),
}
