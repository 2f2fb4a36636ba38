"""One sentence for each act of handover."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

HANDOVER: dict[str, Event] = {
    "monitoring.handover.signed": Event(
        _("{actor} took over “{title}” ({code}) by {number}: {days} days late, {defects} defects."), public=True
    ),
    "monitoring.handover.mended": Event(_("{actor} saw a defect of “{title}” ({code}) mended: {defect}."), public=True),
    "monitoring.handover.finished": Event(
        _("{actor} ended the maintenance of “{title}” ({code}) by {number}."), public=True
    ),
    "monitoring.handover.registered": Event(
        _("{actor} registered the asset {asset} that came of “{title}” ({code})."), public=True
    ),
}
