"""Topics of public pages: an act touches them, and on commit every web process drops the pages that show them."""

from django.db import connection

CHANNEL = "pendopo_topics"


def touch(*topics: str) -> None:
    """Tell, on commit, that what these topics name has changed: `budget:2026`, `desa:33.03.01.2001`, `site`."""
    with connection.cursor() as cursor:
        for topic in dict.fromkeys(topics):
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, topic])
