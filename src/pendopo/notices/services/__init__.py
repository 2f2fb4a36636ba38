"""Every write of notices."""

from pendopo.notices.services.delivering import deliver_notice, requeue_notice
from pendopo.notices.services.digests import send_digests
from pendopo.notices.services.outbox import notify, send_letter
from pendopo.notices.services.reading import mark_read, set_preference
from pendopo.notices.services.webhooks import EventUnknown, feed_webhooks, open_webhook, stop_webhook

__all__ = [
    "EventUnknown",
    "deliver_notice",
    "feed_webhooks",
    "mark_read",
    "notify",
    "open_webhook",
    "requeue_notice",
    "send_digests",
    "send_letter",
    "set_preference",
    "stop_webhook",
]
