"""When a failed notice is tried again, and when digests go out."""

import datetime as dt
from collections.abc import Iterable

DIGEST_HOUR = 6
BACK_OFF_MINUTES = (1, 5, 30, 120)


def next_attempt(attempts: int, now: dt.datetime) -> dt.datetime | None:
    """When to try again after that many failed attempts; None when it is time to give up."""
    if attempts > len(BACK_OFF_MINUTES):
        return None
    return now + dt.timedelta(minutes=BACK_OFF_MINUTES[attempts - 1])


def digest_rhythms(local: dt.datetime) -> list[str]:
    """Which digests go out in this hour of local time: at six the daily ones, on Mondays the weekly ones too."""
    if local.hour != DIGEST_HOUR:
        return []
    return ["DAILY", "WEEKLY"] if local.weekday() == 0 else ["DAILY"]


def wants(chosen: Iterable[str], event: str) -> bool:
    """Whether an endpoint that chose these names or beginnings (`budget.`) wants to hear of the event."""
    names = list(chosen)
    return not names or any(event == name or (name.endswith(".") and event.startswith(name)) for name in names)
