"""Checking and carrying out large imports by the worker, in the name of the person who sent the file."""

from procrastinate.contrib.django import app

from pendopo.files import queries, services
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS


@app.task(name="files.check_import", queue="imports")
def check_import(run_id: int) -> None:
    """Read a received file."""
    services.check_import(run_id=run_id, actor=queries.sender_of(run_id) or ANONYMOUS, now=clock.now())


@app.task(name="files.carry_out_import", queue="imports")
def carry_out_import(run_id: int) -> None:
    """Take a confirmed file over."""
    services.carry_out_import(run_id=run_id, actor=queries.sender_of(run_id) or ANONYMOUS, now=clock.now())
