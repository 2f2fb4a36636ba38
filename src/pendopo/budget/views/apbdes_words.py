"""What the pages of village budgets say of statuses and steps."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from pendopo.budget.states import StageStatus
from pendopo.kernel.display import date_and_time, full_date

TAGS = {
    StageStatus.DRAFT: "info",
    StageStatus.SUBMITTED: "wait",
    StageStatus.REVIEWED: "coordination",
    StageStatus.AGREED: "coordination",
    StageStatus.SET: "done",
    StageStatus.PUBLISHED: "done",
    StageStatus.RETURNED: "late",
    StageStatus.SUPERSEDED: "closed",
}
"""The tint of each status."""

WHO = {
    StageStatus.DRAFT: _("The finance officer writes the rows; the secretary hands the draft in."),
    StageStatus.SUBMITTED: _("The camat evaluates the draft."),
    StageStatus.RETURNED: _("The village changes what the camat named, and hands the draft in again."),
    StageStatus.REVIEWED: _("The village head sets the budget by a Perdes and publishes it."),
}
"""Who has the next step."""

STEPS = {
    "amend": _("Amendment begun"),
    "submit": _("Handed in for evaluation"),
    "return": _("Returned by the camat"),
    "answer": _("Opened again to change it"),
    "review": _("Evaluated by the camat"),
    "lapse": _("No evaluation within the days for it"),
    "publish": _("Set by the Perdes and published"),
    "supersede": _("Replaced by its amendment"),
}


def step_entries(moves: Iterable[Any]) -> list[dict[str, Any]]:
    """The steps of a village budget for the timeline, newest first."""
    found = []
    for move in moves:
        paper = ", ".join(part for part in (move.instrument, _day(move)) if part)
        text = " · ".join(part for part in (paper, move.reason) if part)
        title = STEPS.get(move.action, move.action)
        found.append({"title": title, "text": text, "when": date_and_time(move.at), "who": move.actor_label})
    return found[::-1]


def _day(move: Any) -> str:
    return full_date(move.instrument_date) if move.instrument_date else ""
