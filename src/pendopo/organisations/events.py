"""One sentence for each act on units."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

EVENTS = {
    "organisations.units.imported": Event(_("{actor} imported units: {added} new, {changed} changed."), public=True),
    "organisations.suppliers.imported": Event(_("{actor} took over {added} suppliers from {source}."), public=True),
    "organisations.unit.added": Event(_("{actor} added the unit {subject}."), public=True),
    "organisations.unit.changed": Event(_("{actor} changed the unit {subject}."), public=True),
    "organisations.unit.closed": Event(_("{actor} closed the unit {subject}."), public=True),
    "organisations.unit.reopened": Event(_("{actor} opened the unit {subject} again."), public=True),
    "organisations.position.added": Event(_("{actor} added the post {subject} in {unit}."), public=True),
    "organisations.position.changed": Event(_("{actor} changed the post {subject} in {unit}."), public=True),
    "organisations.supplier.registered": Event(_("{actor} registered the supplier {name}."), public=True),
    "organisations.supplier.verified": Event(_("{actor} verified the supplier {name}."), public=True),
    "organisations.supplier.returned": Event(_("{actor} returned the registration of the supplier {name}: {reason}")),
    "organisations.position.removed": Event(_("{actor} removed the post {subject} in {unit}."), public=True),
}
