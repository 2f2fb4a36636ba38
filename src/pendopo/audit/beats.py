"""Which jobs have promised to happen again and again; they enter themselves by `audit.beating.beating`."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pendopo.kernel.registry import Registry


@dataclass(frozen=True)
class Beat:
    """What a heartbeat is called on pages, how often it comes, and how long it may be late."""

    label: Any
    period: dt.timedelta
    grace: dt.timedelta


BEATS: Registry[Beat] = Registry("heartbeat")


def label_of(name: str) -> str:
    """What a heartbeat is called; one that no job has announced is called by its name."""
    return str(BEATS[name].label) if name in BEATS else name


def announced() -> Mapping[str, tuple[dt.timedelta, dt.timedelta]]:
    """Period and grace of each, by name."""
    return {name: (BEATS[name].period, BEATS[name].grace) for name in BEATS}
