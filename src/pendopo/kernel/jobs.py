"""Jobs are deferred by name, in the act's own transaction: `defer("notices.deliver", notice_id=7)`."""

from typing import Any

from procrastinate.contrib.django import app


def defer(name: str, *, lock: str | None = None, queueing_lock: str | None = None, **arguments: Any) -> None:
    """Queue a job. `lock` serialises jobs of one subject; with `queueing_lock` a waiting twin is not queued again."""
    from procrastinate.exceptions import AlreadyEnqueued

    task = app.configure_task(name, lock=lock, queueing_lock=queueing_lock, allow_unknown=False)
    try:
        task.defer(**arguments)
    except AlreadyEnqueued:
        return
