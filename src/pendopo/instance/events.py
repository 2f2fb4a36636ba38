"""One sentence for each act on the instance's settings."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

EVENTS = {
    "instance.regency.established": Event(_("{actor} set up this instance for {subject} ({region})."), public=True),
}
