"""Large imports by the worker, in the name of the person who sent the file; each night the sweep of stored files."""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from pendopo.audit.beating import DAY, beating
from pendopo.files import queries, services
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS, SYSTEM


@app.task(name="files.check_import", queue="imports")
def check_import(run_id: int) -> None:
    """Read a received file."""
    services.check_import(run_id=run_id, actor=queries.sender_of(run_id) or ANONYMOUS, now=clock.now())


@app.task(name="files.carry_out_import", queue="imports")
def carry_out_import(run_id: int) -> None:
    """Take a confirmed file over."""
    services.carry_out_import(run_id=run_id, actor=queries.sender_of(run_id) or ANONYMOUS, now=clock.now())


@app.periodic(cron="41 2 * * *")
@app.task(name="files.sweep", queueing_lock="files.sweep", pass_context=False)
@beating("files.sweep", _("Removing files that nothing names"), period=DAY, grace=DAY / 4)
def sweep(timestamp: int) -> None:
    """Remove stored files that nothing names."""
    services.sweep_files(actor=SYSTEM, now=clock.now())


@app.periodic(cron="23 * * * *")
@app.task(name="files.expire_uploads", queueing_lock="files.expire_uploads", pass_context=False)
@beating("files.expire_uploads", _("Removing files that were not sent to their end"), period=DAY / 24, grace=DAY / 24)
def expire_uploads(timestamp: int) -> None:
    """Remove uploads whose time is over."""
    services.expire_uploads(actor=SYSTEM, now=clock.now())
