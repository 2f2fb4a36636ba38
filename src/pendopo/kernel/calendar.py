"""Working days: a value that holds the holidays it was given. The table of holidays is `instance.Holiday`."""

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True)
class WorkingCalendar:
    """Monday to Friday without the holidays (dates, including joint leave days where the instance counts them)."""

    holidays: frozenset[dt.date] = field(default_factory=frozenset)

    def is_working(self, day: dt.date) -> bool:
        """Whether offices work on the day."""
        return day.weekday() < 5 and day not in self.holidays

    def add(self, day: dt.date, working_days: int) -> dt.date:
        """The date `working_days` working days after `day` (before, if negative). Zero gives the day itself."""
        step = dt.timedelta(days=1 if working_days >= 0 else -1)
        left = abs(working_days)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def between(self, start: dt.date, end: dt.date) -> int:
        """Working days after `start` up to and with `end`; negative when `end` is before `start`."""
        if end < start:
            return -self.between(end, start)
        span = (end - start).days
        return sum(self.is_working(start + dt.timedelta(days=number)) for number in range(1, span + 1))
