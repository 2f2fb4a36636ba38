"""One sentence for each act on units."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

EVENTS = {
    "organisations.units.imported": Event(_("{actor} imported units: {added} new, {changed} changed."), public=True),
}
