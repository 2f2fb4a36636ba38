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
