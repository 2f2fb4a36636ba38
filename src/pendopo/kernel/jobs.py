"""Jobs are deferred by name, in the act's own transaction: `defer("notices.deliver", notice_id=7)`."""

import datetime as dt
from typing import Any

from procrastinate.contrib.django import app


def defer(
    name: str,
    *,
    lock: str | None = None,
    queueing_lock: str | None = None,
    at: dt.datetime | None = None,
    **arguments: Any,
) -> None:
    """Queue a job, to run not before `at`.

    `lock` serialises jobs of one subject; with `queueing_lock` a waiting twin is not queued again.
    """
    from procrastinate.exceptions import AlreadyEnqueued

    task = app.configure_task(name, lock=lock, queueing_lock=queueing_lock, schedule_at=at, allow_unknown=False)
    try:
        task.defer(**arguments)
    except AlreadyEnqueued:
        return
