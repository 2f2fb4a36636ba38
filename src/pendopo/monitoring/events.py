"""One sentence for each act of monitoring."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

EVENTS: dict[str, Event] = {
    "monitoring.projects.taken_up": Event(_("{actor} took up {number} works to follow."), public=True),
}
