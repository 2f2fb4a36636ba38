"""Where is it stuck: the one thing that a chain of money waits for today. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

SILENT_DAYS = 14
"""So long may a work under way be without an accepted report, or without a plan, before the page says so."""


@dataclass(frozen=True)
class Stuck:
    """What it waits for: `code` (see `stuck_words`), the `step` of the chain, how bad (`late`, `wait`, `good`)."""

    code: str
    step: str
    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class WorkFacts:
    """What is known of a contract and its work on a day; percent, points, rupiah."""

    terminated: bool = False
    end_reason: str = ""
    started: bool = False
    starts_date: dt.date | None = None
    ends_date: dt.date | None = None
    planned: bool = False
    deviation: Decimal | None = None
    critical: bool = False
    realised: Decimal | None = None
    figures_date: dt.date | None = None
    reported: bool = False
    handed_over: bool = False
    value_amount: Decimal = Decimal(0)
    paid_amount: Decimal = Decimal(0)


def stuck_of_work(facts: WorkFacts, today: dt.date) -> Stuck:
    """The first thing that holds the work or its payment up, the gravest first."""
    if facts.terminated:
        return Stuck("terminated", "contract", "late", {"reason": facts.end_reason})
    if not facts.started:
        return Stuck("not_started", "contract", "wait")
    done = facts.realised is not None and facts.realised >= 100
    if facts.handed_over or done:
        return _after_work(facts)
    return _overdue(facts, today) or _behind(facts) or _silent(facts, today) or Stuck("on_track", "progress", "good")


def _after_work(facts: WorkFacts) -> Stuck:
    left = facts.value_amount - facts.paid_amount
    if left <= 0:
        return Stuck("paid", "payment", "good")
    code = "to_pay" if facts.handed_over else "to_hand_over"
    return Stuck(code, "payment" if facts.handed_over else "progress", "wait", {"left": left})


def _overdue(facts: WorkFacts, today: dt.date) -> Stuck | None:
    if facts.ends_date is None or today <= facts.ends_date:
        return None
    return Stuck("overdue", "progress", "late", {"days": (today - facts.ends_date).days, "day": facts.ends_date})


def _behind(facts: WorkFacts) -> Stuck | None:
    if facts.deviation is None or facts.deviation >= 0:
        return None
    kind = "late" if facts.critical else "wait"
    return Stuck("critical" if facts.critical else "behind", "progress", kind, {"points": -facts.deviation})


def _silent(facts: WorkFacts, today: dt.date) -> Stuck | None:
    since = facts.figures_date if facts.reported else facts.starts_date
    if since is None or (today - since).days <= SILENT_DAYS:
        return None
    days = (today - since).days
    if not facts.planned:
        return Stuck("no_plan", "progress", "wait", {"days": days})
    return Stuck("silent", "progress", "wait", {"days": days})


@dataclass(frozen=True)
class PackageFacts:
    """What is known of a package that has no contract yet."""

    cancelled: bool = False
    cancel_reason: str = ""
    running: bool = False
    selection_to_date: dt.date | None = None


def stuck_of_package(facts: PackageFacts, today: dt.date) -> Stuck:
    """What an announced package without a contract waits for."""
    if facts.cancelled:
        return Stuck("cancelled", "package", "late", {"reason": facts.cancel_reason})
    if facts.selection_to_date is not None and today > facts.selection_to_date:
        days = (today - facts.selection_to_date).days
        return Stuck("selection_late", "selection", "late", {"days": days, "day": facts.selection_to_date})
    return Stuck("selecting" if facts.running else "to_select", "selection", "wait" if facts.running else "good")
