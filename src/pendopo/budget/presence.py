"""Who has a form open at this moment: names and when they were last heard, in the cache alone; nothing is kept."""

import datetime as dt

from django.core.cache import cache

HEARD = dt.timedelta(seconds=50)
"""A page asks every 20 seconds; who missed two of them has gone."""


def heard(place: str, person: str, label: str, now: dt.datetime) -> list[str]:
    """Note that the person has the place open, and give the labels of all others who have, by name."""
    key = f"budget.here.{place}"
    known: dict[str, tuple[str, dt.datetime]] = cache.get(key) or {}
    still = {who: seen for who, seen in known.items() if now - seen[1] < HEARD and who != person}
    # Two at once may overwrite each other; the next question 20 seconds later mends it.
    cache.set(key, still | {person: (label, now)}, HEARD.seconds)
    return sorted(label for label, _at in still.values())
