"""Rows and findings of a delivery, kept beside the records that came of them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, fields

from django.db.models import Q
from psycopg.types.json import Jsonb

from pendopo.kernel.copying import copy_rows
from pendopo.procurement.isb.checks import Found
from pendopo.procurement.isb.feeds import FEEDS, PLAN
from pendopo.procurement.isb.reading import IsbFiles, Row
from pendopo.procurement.models import IsbFact, IsbProblem

INAPROC = "inaproc"
"""Findings of that other system stand beside those of the feeds: neither delivery touches the other's."""
COLUMNS = ("year", "feed", "key", "digest", "data", "repeats", "current", "first_at")


def keep_facts(files: IsbFiles, now: dt.datetime) -> tuple[int, int]:
    """Keep every row that is not kept yet; mark those that the latest delivery no longer has. (new, changed)."""
    sent = [name for name in files.rows if FEEDS[name] not in PLAN]
    rows: dict[str, Row] = {row.digest: row for name in sent for row in reversed(files.rows[name])}
    times = Counter(row.digest for name in sent for row in files.rows[name])
    kept = IsbFact.objects.filter(year=files.year, feed__in=sent)
    known = {
        digest: (repeats, current) for digest, repeats, current in kept.values_list("digest", "repeats", "current")
    }
    fresh = (_values(files.year, row, times[digest], now) for digest, row in rows.items() if digest not in known)
    added = copy_rows(IsbFact, COLUMNS, fresh)
    gone = [digest for digest, (_repeats, current) in known.items() if current and digest not in rows]
    back = {digest: times[digest] for digest in rows if digest in known and known[digest] != (times[digest], True)}
    if gone:
        kept.filter(digest__in=gone).update(current=False)
    for number in set(back.values()):
        again = [digest for digest, repeats in back.items() if repeats == number]
        kept.filter(digest__in=again).update(current=True, repeats=number)
    return added, len(gone) + len(back)


def _values(year: int, row: Row, times: int, now: dt.datetime) -> tuple[object, ...]:
    plain = {
        column: value if isinstance(value, str | int | bool) else str(value) for column, value in row.plain.items()
    }
    return year, row.feed.name, row.key[:300], row.digest, Jsonb(plain), times, True, now


def keep_problems(year: int, found: Iterable[Found], *, feed: str) -> tuple[int, int]:
    """Make the findings of a year, of feeds whose names begin so, those of this delivery; how many came and went."""
    names = [one.name for one in fields(Found)]
    own = Q(year=year) & (Q(feed__startswith=feed) if feed else ~Q(feed__startswith=INAPROC))
    before = {tuple(row[1:]): row[0] for row in IsbProblem.objects.filter(own).values_list("pk", *names)}
    now = dict.fromkeys(astuple(one) for one in found)
    gone = [pk for values, pk in before.items() if values not in now]
    if gone:
        IsbProblem.objects.filter(pk__in=gone).delete()
    fresh = [(year, *values) for values in now if values not in before]
    copy_rows(IsbProblem, ("year", *names), fresh)
    return len(fresh), len(gone)
