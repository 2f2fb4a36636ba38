"""A job that must happen again and again is heard each time it has run.

@app.task(name="audit.sign_checkpoint")
@beating("audit.sign_checkpoint", _("Signing the log"), period=MINUTE, grace=5 * MINUTE)
def sign_checkpoint(timestamp): ...
"""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from pendopo.audit import services
from pendopo.audit.beats import BEATS, Beat
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


def beating(
    name: str, label: Any, *, period: dt.timedelta, grace: dt.timedelta
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Decorate a job: it is heard after each run, and as failed when it raises."""
    beat = BEATS.register(name, Beat(label, period, grace))

    def decorated(job: Callable[..., None]) -> Callable[..., None]:
        @wraps(job)
        def heard(*arguments: Any, **named: Any) -> None:
            failed = True
            try:
                job(*arguments, **named)
                failed = False
            finally:
                services.hear(
                    actor=SYSTEM, name=name, period=beat.period, grace=beat.grace, now=clock.now(), failed=failed
                )

        return heard

    return decorated
