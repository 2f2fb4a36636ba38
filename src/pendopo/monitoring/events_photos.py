"""One sentence for each act on an evidence photo."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

PHOTOS: dict[str, Event] = {
    "monitoring.photo.received": Event(_("{actor} sent a photo for week {period} of “{title}” ({code}).")),
    "monitoring.photo.accepted": Event(
        _("{actor} accepted a photo of week {period} of “{title}” ({code})."), public=True
    ),
    "monitoring.photo.rejected": Event(_("{actor} rejected a photo of week {period} of “{title}” ({code}): {reason}")),
}
