"""One sentence for each act of monitoring."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

EVENTS: dict[str, Event] = {
    "monitoring.projects.taken_up": Event(_("{actor} took up {number} works to follow."), public=True),
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
}
