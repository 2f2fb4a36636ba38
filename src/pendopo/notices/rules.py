"""When a failed notice is tried again."""

import datetime as dt

BACK_OFF_MINUTES = (1, 5, 30, 120)


def next_attempt(attempts: int, now: dt.datetime) -> dt.datetime | None:
    """When to try again after that many failed attempts; None when it is time to give up."""
    if attempts > len(BACK_OFF_MINUTES):
        return None
    return now + dt.timedelta(minutes=BACK_OFF_MINUTES[attempts - 1])
