"""One sentence for each act of the budget."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

EVENTS = {
    "budget.ceilings.imported": Event(
        _("{actor} imported the ceilings of {year}: {rows} sub-activities, {amount} rupiah."), public=True
    ),
    "budget.demo.seeded": Event(_("{actor} filled the budget of {year} with sample data."), public=True),
}
