"""How the heartbeats stand."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from pendopo.audit.beats import label_of
from pendopo.audit.models import Heartbeat
from pendopo.audit.states import HeartbeatStatus


@dataclass(frozen=True)
class Pulse:
    """One heartbeat as a page shows it: open to everybody, so without its owner and its key."""

    name: str
    label: str
    status: HeartbeatStatus
    last_ping_at: dt.datetime | None

    @property
    def works(self) -> bool:
        """Late still counts as working; silent and never heard do not."""
        return self.status in {HeartbeatStatus.UP, HeartbeatStatus.LATE}

    @property
    def status_label(self) -> Any:
        return HeartbeatStatus(self.status).label


def pulses(now: dt.datetime) -> list[Pulse]:
    """All heartbeats by label, reckoned at this moment: when the worker itself is silent, nobody marks the rows."""
    found = [
        Pulse(beat.name, label_of(beat.name), status_at(beat, now), beat.last_ping_at)
        for beat in Heartbeat.objects.order_by("name")
    ]
    return sorted(found, key=lambda pulse: pulse.label)


def status_at(beat: Heartbeat, now: dt.datetime) -> HeartbeatStatus:
    """What a heartbeat's status is at a moment, whether or not it was marked."""
    waiting = beat.status in {HeartbeatStatus.UP, HeartbeatStatus.LATE}
    if waiting and beat.overdue(now) > beat.grace:
        return HeartbeatStatus.DOWN
    if waiting and beat.overdue(now) > dt.timedelta(0):
        return HeartbeatStatus.LATE
    return HeartbeatStatus(beat.status)
