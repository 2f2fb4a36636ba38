"""What the law says of suppliers: how long a sanction lasts, what a rating comes to, what a firm may offer."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

ASPECTS = ("quality", "cost", "time", "service")
# Divisions of KBLI 2020: what a firm of the division mostly offers. Everything else is other services.
WORKS, GOODS, CONSULTANCY = range(41, 44), (*range(1, 34), *range(45, 48), 58), (62, 69, 70, 71, 72, 73, 74)


def last_day_of_sanction(first: dt.date, *, years: int) -> dt.date:
    """The last day of a period of whole years: a year from 1 March 2027 ends on 29 February 2028."""
    try:
        after = first.replace(year=first.year + years)
    except ValueError:
        after = dt.date(first.year + years, 3, 1)
    return after - dt.timedelta(days=1)


def score_of(value: Mapping[str, Any], marks: Mapping[str, int]) -> Decimal:
    """The weighed score of four marks, two places, by a row RATING."""
    parts = (Decimal(value["weights"][aspect]) * marks[aspect] for aspect in ASPECTS)
    return sum(parts, Decimal(0)).quantize(Decimal("0.01"))


def word_of(value: Mapping[str, Any], score: Decimal) -> str:
    """The code of the word for a score, by a row RATING: VERY_GOOD, GOOD, FAIR, POOR."""
    return next(str(word) for least, word in value["words"] if score >= Decimal(least))


def kinds_of(codes: Iterable[str]) -> set[str]:
    """The kinds of procurement that a firm with these KBLI codes may look for."""
    divisions = {int(code[:2]) for code in codes if code[:2].isdigit()}
    places = (("WORKS", WORKS), ("GOODS", GOODS), ("CONSULTANCY", CONSULTANCY))
    found = {kind for kind, those in places if divisions & set(those)}
    others = divisions - {*WORKS, *GOODS, *CONSULTANCY}
    return found | ({"SERVICES"} if others else set())


def reminder_due(days: Iterable[int], left: int) -> int | None:
    """The latest mark that is reached when so many days are left: of 30, 7, 0 the 7 with five days left."""
    return min((mark for mark in days if left <= mark), default=None)


def most_at_once(spans: Iterable[tuple[dt.date, dt.date]]) -> int:
    """How many of the spans (first day, last day) share one day at most."""
    days = sorted(edge for first, last in spans for edge in ((first, 0, 1), (last, 1, -1)))
    now = most = 0
    for _day, _after, step in days:
        now += step
        most = max(most, now)
    return most


def packages_at_most(value: Mapping[str, Any], *, small: bool, most: int) -> int:
    """Kemampuan paket (KP) by a row PACKAGE_CAPACITY; `most` is how many packages the firm handled at once (N)."""
    if small:
        return int(value["small"])
    return max(int(value["other"]), int(most * Decimal(value["other_factor"])))
