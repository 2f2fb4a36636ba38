"""The audit events of notices."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

EVENTS = {
    "notices.notice.received": Event(_("{actor} confirmed the receipt of “{subject}”")),
    "notices.preference.set": Event(_("{subject} chose how often to hear by e-mail")),
    "notices.webhook.opened": Event(_("{actor} opened the webhook {subject}")),
    "notices.webhook.stopped": Event(_("{actor} stopped the webhook {subject}")),
    "notices.notice.requeued": Event(_("{actor} sent notice {subject} again that had been given up")),
}
