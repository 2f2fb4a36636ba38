"""Jobs of monitoring by the clock."""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from pendopo.audit.beating import DAY, MINUTE, beating
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.monitoring import services


@app.periodic(cron="* * * * *")
@app.task(name="monitoring.take_up", queueing_lock="monitoring.take_up", pass_context=False)
@beating("monitoring.take_up", _("Taking up signed contracts"), period=MINUTE, grace=5 * MINUTE)
def take_up(timestamp: int) -> None:
    """Each minute: contracts that were signed, started or amended are followed."""
    services.take_up_contracts(actor=SYSTEM, now=clock.now())


@app.periodic(cron="50 22 * * *")
@app.task(name="monitoring.judge_tests", queueing_lock="monitoring.judge_tests", pass_context=False)
@beating("monitoring.judge_tests", _("Judging of catch-up tests"), period=DAY, grace=DAY / 4)
def judge_tests(timestamp: int) -> None:
    """Each morning (05.50 WIB): tests whose last day is over."""
    services.judge_due_tests(actor=SYSTEM, now=clock.now())
