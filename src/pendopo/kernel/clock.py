"""The one clock. Nothing else reads the time; acts get `now` as an argument from the door that calls them."""

import datetime as dt

from django.db import connection
from django.utils import timezone


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def today() -> dt.date:
    """The present date in the instance's time zone."""
    return timezone.localdate(now())


def locked_now() -> dt.datetime:
    """The database's clock after a lock was taken (`clock_timestamp()`): for acts that have a deadline.

    PostgreSQL's `now()` is the start of the transaction: one that waited past a deadline would still see the old time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]
