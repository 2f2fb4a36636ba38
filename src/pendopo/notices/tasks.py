"""Delivering by the worker."""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from pendopo.audit.beating import MINUTE, beating
from pendopo.kernel import clock
from pendopo.kernel.access import SystemActor
from pendopo.notices import queries, services

_COURIER = SystemActor("kurir")


@app.task(name="notices.deliver", queue="notices")
def deliver(notice_id: int) -> None:
    """Try one notice."""
    services.deliver_notice(notice_id=notice_id, actor=_COURIER, now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="notices.retry", queue="notices", queueing_lock="notices.retry")
@beating("notices.retry", _("Sending messages"), period=MINUTE, grace=5 * MINUTE)
def retry(timestamp: int) -> None:
    """Every minute: try what is due again."""
    for notice_id in queries.due(clock.now()):
        services.deliver_notice(notice_id=notice_id, actor=_COURIER, now=clock.now())
