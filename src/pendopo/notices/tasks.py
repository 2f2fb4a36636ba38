"""Delivering by the worker."""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from pendopo.audit.beating import HOUR, MINUTE, beating
from pendopo.kernel import clock
from pendopo.kernel.access import SystemActor
from pendopo.notices import queries, services

_COURIER = SystemActor("kurir")


@app.task(name="notices.deliver", queue="notices")
def deliver(notice_id: int) -> None:
    """Try one notice."""
    services.deliver_notice(notice_id=notice_id, actor=_COURIER, now=clock.now())


@app.periodic(cron="5 * * * *")
@app.task(name="notices.send_digests", queue="notices", queueing_lock="notices.send_digests")
@beating("notices.send_digests", _("Summaries of messages"), period=HOUR, grace=HOUR)
def send_digests(timestamp: int) -> None:
    """Every hour: in the hour of the morning where we are, the digests go out."""
    services.send_digests(actor=_COURIER, now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="notices.feed_webhooks", queue="notices", queueing_lock="notices.feed_webhooks")
@beating("notices.feed_webhooks", _("Webhooks"), period=MINUTE, grace=5 * MINUTE)
def feed_webhooks(timestamp: int) -> None:
    """Every minute: what is new in the signed log goes into the outbox."""
    services.feed_webhooks(actor=_COURIER, now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="notices.retry", queue="notices", queueing_lock="notices.retry")
@beating("notices.retry", _("Sending messages"), period=MINUTE, grace=5 * MINUTE)
def retry(timestamp: int) -> None:
    """Every minute: try what is due again."""
    for notice_id in queries.due(clock.now()):
        services.deliver_notice(notice_id=notice_id, actor=_COURIER, now=clock.now())
