"""The schedule of a run: proposed from the steps of its template, and what is wrong with one. Pure functions.

Lengths in the templates are days as measured in ordinary weeks, so weekends count and holidays do not; whatever would
then begin or end outside office hours waits for the next working morning. A practice run has no offices: its days are
only shorter.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from pendopo.kernel.calendar import WorkingCalendar

QUARTER = 15 * 60
AFTER: dict[str, tuple[str, ...]] = {
    "upload_bid": ("briefing",),
    "open_bids": ("upload_bid",),
    "open_file1": ("upload_bid",),
    "evaluate": ("upload_bid",),
    "open_file2": ("open_file1",),
    "decide_winner": ("upload_bid", "evaluate", "verify_qualification", "open_file2"),
    "announce_winner": ("decide_winner",),
    "objection_window": ("announce_winner",),
    "issue_sppbj": ("objection_window",),
    "sign_contract": ("objection_window",),
    "evaluate_qualification": ("upload_prequalification",),
    "objection_window_prequalification": ("announce_qualification",),
}
"""Step -> the steps that have to be over before it begins."""
IN_OFFICE = ("briefing", "briefing_prequalification", "open_bids", "open_file1", "open_file2")
DEADLINE, PREQUALIFICATION = "upload_bid", "upload_prequalification"


@dataclass(frozen=True)
class Step:
    """One step of a schedule."""

    code: str
    name: str
    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a step: `code` says why (order, sequence, after, office, objection), `other` which step
    it has to wait for."""

    step: str
    code: str
    other: str = ""


class Template(Protocol):
    """A row of `StepTemplate`."""

    code: str
    name: str
    value: dict[str, Any]


@dataclass(frozen=True)
class Office:
    """When offices work: their calendar, the hours of a day, the time zone."""

    calendar: WorkingCalendar
    opens: dt.time
    closes: dt.time
    zone: dt.tzinfo

    def into(self, moment: dt.datetime) -> dt.datetime:
        """The moment itself in office hours (their end included), else the next opening of an office."""
        local = moment.astimezone(self.zone)
        day = local.date()
        if self.calendar.is_working(day) and local.time() <= self.closes:
            return max(local, self._at(day))
        return self._at(self.calendar.add(day, 1))

    def _at(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, self.opens, self.zone)

    def holds(self, moment: dt.datetime) -> bool:
        """Whether offices work at the moment."""
        return self.into(moment) == moment

    def forward(self, start: dt.datetime, days: float) -> dt.datetime:
        """So many days later: holidays that fall on a weekday are passed over, weekends are not."""
        local = start.astimezone(self.zone)
        end = local + dt.timedelta(days=days)
        day = local.date()
        while day < end.date():
            day += dt.timedelta(days=1)
            end += dt.timedelta(days=day.weekday() < 5 and day in self.calendar.holidays)
        return end


def office_of(value: Mapping[str, str], calendar: WorkingCalendar, zone: dt.tzinfo) -> Office:
    """Offices by a row OFFICE_HOURS."""
    return Office(calendar, dt.time.fromisoformat(value["from"]), dt.time.fromisoformat(value["to"]), zone)


def propose(
    rows: Sequence[Template], *, start: dt.datetime, office: Office, objection_days: int, factor: int = 1
) -> list[Step]:
    """The steps of a template from a moment on; `factor` above 1 is the clock of a practice run."""
    made: list[Step] = []
    for row in rows:
        step = _hurried(row, start, factor) if factor > 1 else _measured(row, start, office)
        made.append(_settled(step, made, None if factor > 1 else office, objection_days))
    return made


def _hurried(row: Template, start: dt.datetime, factor: int) -> Step:
    begins = start.replace(microsecond=0) + _seconds(row.value["start_days"], factor)
    return Step(row.code, row.name, begins, begins + _seconds(row.value["days"], factor))


def _seconds(days: float, factor: int) -> dt.timedelta:
    """Days of the practice clock as whole seconds, at least one."""
    return dt.timedelta(seconds=max(1 if days else 0, round(days * 86_400 / factor)))


def _measured(row: Template, start: dt.datetime, office: Office) -> Step:
    begins = office.into(_rounded(office.forward(start, row.value["start_days"])))
    ends = office.into(_rounded(office.forward(begins, row.value["days"])))
    return Step(row.code, row.name, begins, ends)


def _rounded(moment: dt.datetime) -> dt.datetime:
    """The nearest quarter of an hour."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    quarters = round((moment - midnight).total_seconds() / QUARTER)
    return midnight + dt.timedelta(seconds=quarters * QUARTER)


def _settled(step: Step, made: list[Step], office: Office | None, objection_days: int) -> Step:
    """The step after whatever it has to wait for, as long as before; time for objections as long as the law says."""
    length = step.ends_at - step.starts_at
    waits = [one.ends_at for one in made if one.code in AFTER.get(step.code, ())]
    begins = max([step.starts_at, *waits, *(one.starts_at for one in made[-1:])])
    ends = begins + length
    if office is None:
        return replace(step, starts_at=begins, ends_at=ends)
    begins = office.into(begins)
    ends = office.into(begins + length)
    if step.code.startswith("objection_window"):
        last = office.calendar.add(begins.astimezone(office.zone).date(), objection_days)
        ends = max(ends, dt.datetime.combine(last, office.closes, office.zone))
    return replace(step, starts_at=begins, ends_at=ends)


def deadline_of(steps: Sequence[Step]) -> dt.datetime | None:
    """The last moment for bids; none in a schedule without a step for them."""
    return next((one.ends_at for one in steps if one.code == DEADLINE), None)


def wrongs_of(steps: Sequence[Step], *, office: Office | None, objection_days: int) -> list[Wrong]:
    """What is wrong with a schedule, the first step first. No office: a practice run, where hours do not matter."""
    by_code = {one.code: one for one in steps}
    found: list[Wrong] = []
    for before, step in zip([None, *steps], steps, strict=False):
        waits = [by_code[code] for code in AFTER.get(step.code, ()) if code in by_code]
        found += _wrong(step, before, max(waits, key=lambda one: one.ends_at, default=None))
        if office is not None:
            found += _outside(step, office, objection_days)
    return found


def _wrong(step: Step, before: Step | None, waits: Step | None) -> list[Wrong]:
    if step.ends_at < step.starts_at or (step.code == DEADLINE and step.ends_at == step.starts_at):
        return [Wrong(step.code, "order")]
    if before is not None and step.starts_at < before.starts_at:
        return [Wrong(step.code, "sequence", before.code)]
    if waits is not None and step.starts_at < waits.ends_at:
        return [Wrong(step.code, "after", waits.code)]
    return []


def _outside(step: Step, office: Office, objection_days: int) -> list[Wrong]:
    held = [step.ends_at] if step.code in (DEADLINE, PREQUALIFICATION) else []
    held += [step.starts_at, step.ends_at] if step.code in IN_OFFICE else []
    if not all(office.holds(one) for one in held):
        return [Wrong(step.code, "office")]
    if step.code.startswith("objection_window"):
        first, last = (one.astimezone(office.zone).date() for one in (step.starts_at, step.ends_at))
        if office.calendar.between(first, last) < objection_days:
            return [Wrong(step.code, "objection")]
    return []
