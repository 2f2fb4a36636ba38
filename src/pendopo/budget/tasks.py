"""Jobs of the budget: printing in the name of the person who asked, checks of whole stages, reminders each morning."""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from pendopo.audit.beating import DAY, beating
from pendopo.budget import queries, services
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS, SYSTEM


@app.task(name="budget.print_all", queue="prints")
def print_all(run_id: int) -> None:
    """Print the papers of all units of a stage."""
    services.carry_out_print(run_id=run_id, actor=queries.asker_of(run_id) or ANONYMOUS, now=clock.now())


@app.periodic(cron="15 23 * * *")
@app.task(name="budget.remind_calendar", queueing_lock="budget.remind_calendar")
@beating("budget.remind_calendar", _("Reminders of the budget calendar"), period=DAY, grace=DAY / 4)
def remind_calendar(timestamp: int) -> None:
    """Each morning (06.15 WIB): tell the budget team what is due in 14, 7 and 1 days, and what is late."""
    services.remind_calendar(actor=SYSTEM, now=clock.now())


@app.task(name="budget.check_stage", lock="budget.check_stage")
def check_stage(check_id: int) -> None:
    """Carry out a check of a whole stage that was asked for."""
    services.run_check(check_id=check_id, actor=SYSTEM, now=clock.now())
