"""The events of the log itself."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

EVENTS = {
    "audit.heartbeat.expected": Event(_("{actor} set a watch on {subject}.")),
    "audit.heartbeat.missed": Event(_("{subject} stayed away."), public=True),
    "audit.heartbeat.resumed": Event(_("{subject} came back."), public=True),
    "audit.witness.added": Event(_("{actor} named {subject} as a witness of the log."), public=True),
    "audit.witness.retired": Event(_("{actor} ended the witnessing of {subject}."), public=True),
}
