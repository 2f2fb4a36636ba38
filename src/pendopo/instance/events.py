"""One sentence for each act on the instance's settings."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

EVENTS = {
    "instance.regency.established": Event(_("{actor} set up this instance for {subject} ({region})."), public=True),
    "instance.identity.changed": Event(_("{actor} changed the name or the look of this portal."), public=True),
    "instance.contacts.changed": Event(_("{actor} changed the contacts of {subject}."), public=True),
    "instance.crest.changed": Event(_("{actor} put the crest of {subject} on the pages."), public=True),
    "instance.crest.removed": Event(_("{actor} took the crest of {subject} off the pages."), public=True),
    "instance.population.set": Event(
        _("{actor} set the number of residents to {population} (source: {source}, {date})."), public=True
    ),
    "instance.holiday.added": Event(_("{actor} added the holiday {name} on {date}."), public=True),
    "instance.holiday.changed": Event(_("{actor} changed the holiday {name}, now on {date}."), public=True),
    "instance.holiday.removed": Event(_("{actor} removed the holiday {name} on {date}."), public=True),
    "instance.module.switched_on": Event(_("{actor} switched the module {module} on."), public=True),
    "instance.module.switched_off": Event(_("{actor} switched the module {module} off."), public=True),
}
