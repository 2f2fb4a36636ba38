"""The days of rest of a span of years, from the package `holidays`: national ones, joint leave, and estimates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from pendopo.instance.models import Holiday

ESTIMATE = "(perkiraan)"
SOURCE = "holidays (PyPI), SKB 3 Menteri"


@dataclass(frozen=True)
class RestDay:
    """One day on which offices are closed."""

    day: date
    name: str
    kind: str
    certain: bool


def rest_days(years: Iterable[int]) -> list[RestDay]:
    """All national holidays and joint leave of the years, in order; moon dates not yet decreed are not certain."""
    from holidays import country_holidays

    read = partial(country_holidays, "ID", years=list(years), language="id")
    public = read(categories=("public",))
    every = read(categories=("public", "government"))
    return [
        RestDay(
            day=day,
            name=name.replace(ESTIMATE, "").strip(),
            kind=Holiday.Kind.PUBLIC if day in public else Holiday.Kind.JOINT_LEAVE,
            certain=ESTIMATE not in name,
        )
        for day, name in sorted(every.items())
    ]
