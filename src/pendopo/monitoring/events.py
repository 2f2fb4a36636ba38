"""One sentence for each act of monitoring."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event
from pendopo.monitoring import events_payments
from pendopo.monitoring.events_cases import CASES
from pendopo.monitoring.events_handover import HANDOVER
from pendopo.monitoring.events_photos import PHOTOS

EVENTS: dict[str, Event] = {
    **CASES,
    **PHOTOS,
    **HANDOVER,
    "monitoring.projects.taken_up": Event(_("{actor} took up {number} works to follow."), public=True),
    "monitoring.handovers.imported": Event(
        _("{actor} took over payments, handovers and self-managed works of {year} from another system: {new} are new."),
        public=True,
    ),
    "monitoring.standings.recomputed": Event(
        _("{actor} brought the figures of works up to date: {number} changed, {opened} cases opened.")
    ),
    "monitoring.flags.counted": Event(
        _("{actor} counted the flags of works of {year}: {found} found, {new} new or changed, {gone} gone."),
        public=True,
    ),
    "monitoring.flag.answered": Event(_("{actor} answered the flag {code} of works of {year}: {reason}"), public=True),
    "monitoring.flag.accepted": Event(
        _("{actor} accepted the answer to the flag {code} of works of {year}."), public=True
    ),
    "monitoring.flag.rejected": Event(
        _("{actor} refused the answer to the flag {code} of works of {year}: {reason}"), public=True
    ),
    "monitoring.flag.reopened": Event(
        _("{actor} opened the flag {code} of works of {year} again: {reason}"), public=True
    ),
    "monitoring.plan.written": Event(_("{actor} wrote version {version} of the plan of “{title}” ({code}).")),
    "monitoring.plan.proposed": Event(_("{actor} proposed version {version} of the plan of “{title}” ({code}).")),
    "monitoring.plan.returned": Event(_("{actor} returned the plan of “{title}” ({code}): {reason}")),
    "monitoring.plan.approved": Event(
        _("{actor} agreed to the plan of “{title}” ({code}), version {version}."), public=True
    ),
    "monitoring.plan.rebaselined": Event(
        _("{actor} replaced the plan of “{title}” ({code}) by version {version}, as its contract was amended."),
        public=True,
    ),
    "monitoring.progress.reported": Event(
        _("{actor} reported week {period} of “{title}” ({code}): {percent} percent.")
    ),
    "monitoring.progress.measured": Event(
        _("{actor} measured week {period} of “{title}” ({code}): {percent} percent.")
    ),
    "monitoring.progress.accepted": Event(
        _("{actor} accepted week {period} of “{title}” ({code}): {percent} percent."), public=True
    ),
    "monitoring.progress.returned": Event(
        _("{actor} returned the report of week {period} of “{title}” ({code}): {reason}")
    ),
    **events_payments.EVENTS,
}
