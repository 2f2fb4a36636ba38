"""Whether a stage takes changes now: its status, and the opening and closing that the regency gave it.

The closing time is compared with the database's clock after the stage's lock (docs/protocols/locking.md), so that
nobody who waited slips through.
"""

import datetime as dt

from pendopo.budget.models import Stage, StageWindow
from pendopo.budget.states import EDITABLE
from pendopo.kernel import clock


class StageClosed(Exception):
    """The stage or the unit's Rka takes no changes now; `closed_at` or `opens_at` when its own times say so."""

    def __init__(
        self, status: str, *, closed_at: dt.datetime | None = None, opens_at: dt.datetime | None = None
    ) -> None:
        super().__init__(status)
        self.where, self.closed_at, self.opens_at = status, closed_at, opens_at


def refuse_closed(stage: Stage) -> None:
    """Raise StageClosed for a stage that is no draft, not open yet or closed; call it under the stage's lock."""
    if stage.status not in EDITABLE:
        raise StageClosed(stage.status)
    window = StageWindow.objects.filter(stage=stage).first()
    if window is None:
        return
    now = clock.locked_now()
    if window.closes_at and window.closes_at <= now:
        raise StageClosed(stage.status, closed_at=window.closes_at)
    if window.opens_at and window.opens_at > now:
        raise StageClosed(stage.status, opens_at=window.opens_at)


def hold_open(stage_id: int) -> Stage:
    """The stage, kept from moving while rows or ceilings change. Raises StageClosed."""
    stage = Stage.objects.raw("SELECT * FROM budget_stage WHERE id = %s FOR SHARE", [stage_id])[0]
    refuse_closed(stage)
    return stage
