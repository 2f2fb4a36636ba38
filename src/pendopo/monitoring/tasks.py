"""Jobs of monitoring by the clock."""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from pendopo.audit.beating import DAY, MINUTE, beating
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.monitoring import queries, services


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


@app.periodic(cron="50 21 * * *")
@app.task(name="monitoring.count_flags", queueing_lock="monitoring.count_flags", pass_context=False)
@beating("monitoring.count_flags", _("Counting the flags of works"), period=DAY, grace=DAY / 4)
def count_flags(timestamp: int) -> None:
    """Each night (04.50 WIB): count the flags of the years that have works."""
    for year in queries.project_years(SYSTEM)[:3]:
        services.count_monitoring_flags(year=year, actor=SYSTEM, now=clock.now())


@app.periodic(cron="20 17 * * *")
@app.task(name="monitoring.recompute", queueing_lock="monitoring.recompute", pass_context=False)
@beating("monitoring.recompute", _("Bringing figures of works up to date"), period=DAY, grace=DAY / 4)
def recompute(timestamp: int) -> None:
    """Each night (00.20 WIB): the plan has gone on by a day."""
    services.recompute_standings(actor=SYSTEM, now=clock.now())
