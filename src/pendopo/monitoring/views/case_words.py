"""A critical contract in words: its ladder, its steps, what is refused."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.kernel.display import full_date, number, percent
from pendopo.monitoring.casing import CaseRefused, due_date
from pendopo.monitoring.states_cases import CaseStatus

TITLES = {
    "sebab": gettext_lazy("Name what holds the work up"),
    "selesaikan": gettext_lazy("Settle the case"),
    "teguran": gettext_lazy("Warn the supplier by letter"),
    "rapat": gettext_lazy("Hold the show cause meeting"),
    "nilai": gettext_lazy("Judge the catch-up test"),
    "akhiri": gettext_lazy("Decide what follows"),
}
LEADS = {
    "sebab": gettext_lazy("Only the supplier's fault leads to letters and meetings. Everything you write is public."),
    "selesaikan": gettext_lazy("The supplier is not at fault: say what extension or payment settles it."),
    "teguran": gettext_lazy("The letter names the clause, the week, plan and real percent, and what has to be done."),
    "rapat": gettext_lazy("In the meeting the supplier promises a percent by a day. Everybody sees the promise."),
    "nilai": gettext_lazy("What was accepted by the test's last day is compared with what was promised."),
    "akhiri": gettext_lazy("The third test was not passed. Both ways are public and cannot be taken back."),
}
REFUSALS = {
    "cause": gettext_lazy("Choose what holds the work up, and write what happened."),
    "note": gettext_lazy("Write the reason."),
    "letter": gettext_lazy("A letter needs a number and a text."),
    "letter_date": gettext_lazy("The letter is dated from the day the case was opened, %(limit)s, to today."),
    "minutes": gettext_lazy("A meeting needs the number of its minutes and what was agreed."),
    "meeting_date": gettext_lazy("The meeting comes after the letter of %(limit)s."),
    "meeting_future": gettext_lazy("Write the meeting down on its day or later."),
    "test_dates": gettext_lazy("The test ends after the day of the meeting, %(limit)s."),
    "target": gettext_lazy("The target lies above what is done now, %(limit)s percent, and at most at 100."),
    "judged": gettext_lazy("The test is judged already."),
    "early": gettext_lazy("The promise is not reached yet and the test runs until %(limit)s."),
}


def refused(refusal: CaseRefused) -> str:
    """One sentence: what, and what would be right."""
    limit = refusal.limit
    said = "" if limit is None else full_date(limit) if hasattr(limit, "year") else number(limit)
    return str(REFUSALS[refusal.code]) % {"limit": said}


def case_facts(case: Any) -> list[dict[str, Any]]:
    """The short facts of a case."""
    due = due_date(case)
    rows = [
        (_("Opened by the week until"), full_date(case.figures_date)),
        (_("Planned"), percent(case.planned_percent, 2)),
        (_("Done"), percent(case.realised_percent, 2)),
        (_("Deviation"), _("%(points)s points, more than %(most)s is critical")
         % {"points": number(case.deviation, 2), "most": number(case.threshold)}),
        (_("Held up by"), case.get_cause_display() if case.cause else ""),
        (_("What happened"), case.cause_note),
        (_("Next step by"), full_date(due) if due else ""),
        (_("How it ended"), case.outcome_note),
    ]  # fmt: skip
    return [{"key": key, "value": value} for key, value in rows if value]


def ladder_of(case: Any) -> list[dict[str, Any]]:
    """The ladder for the component `steps`: letters and meetings as far as they came, and what waits."""
    letters = {one.level: one for one in case.letters.all()}
    meetings = {one.level: one for one in case.meetings.all()}
    steps = [{"name": _("Case opened"), "state": "done", "date": full_date(case.figures_date)}]
    for level in range(4):
        if level in letters:
            name = _("SP%(level)s") % {"level": level} if level else _("Reprimand")
            steps.append({"name": name, "state": "done", "date": full_date(letters[level].date)})
        if level + 1 in meetings:
            steps.append(_meeting(meetings[level + 1]))
    if case.closed_at is None and case.status != CaseStatus.TESTING:
        steps.append({"name": case.get_status_display(), "state": "now"})
    elif case.closed_at is not None:
        steps.append({"name": case.get_status_display(), "state": "done", "date": full_date(case.closed_at)})
    return steps


def _meeting(meeting: Any) -> dict[str, Any]:
    test = meeting.test
    state = {"PENDING": "now", "PASSED": "done", "FAILED": "stuck"}[test.result]
    promised = _("%(target)s by %(day)s") % {
        "target": percent(test.target_percent, 2), "day": full_date(test.to_date)
    }  # fmt: skip
    reached = "" if test.reached_percent is None else _("reached %(percent)s") % {
        "percent": percent(test.reached_percent, 2)
    }  # fmt: skip
    return {
        "name": _("SCM %(level)s") % {"level": "I" * meeting.level}, "state": state, "value": reached,
        "detail": promised, "date": full_date(meeting.date),
    }  # fmt: skip
