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
    "organisations.supplier.opened": Event(_("{actor} began the registration of the supplier {name}.")),
    "organisations.supplier.changed": Event(_("{actor} changed the record of the supplier {name}.")),
    "organisations.supplier.submitted": Event(_("{actor} sent the record of the supplier {name} for verification.")),
    "organisations.supplier_document.added": Event(_("{actor} added a document ({kind}) of the supplier {name}.")),
    "organisations.supplier_document.removed": Event(_("{actor} removed a document ({kind}) of the supplier {name}.")),
    "organisations.supplier_person.added": Event(_("{actor} named a person ({role}) of the supplier {name}.")),
    "organisations.supplier_person.ended": Event(_("{actor} ended a person's role ({role}) in the supplier {name}.")),
    "organisations.position.removed": Event(_("{actor} removed the post {subject} in {unit}."), public=True),
}
