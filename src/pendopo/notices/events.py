"""The audit events of notices."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

EVENTS = {
    "notices.notice.requeued": Event(_("{actor} sent notice {subject} again that had been given up")),
}
