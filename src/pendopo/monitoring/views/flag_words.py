"""Flags of works in words: what a rule is called, what it saw. Calm: a prompt to look, not proof."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.kernel.display import full_date, money, number, percent
from pendopo.monitoring import queries
from pendopo.procurement import queries as procurement
from pendopo.procurement.views.flag_cards import card_of as card_of_purchase
from pendopo.procurement.views.flag_cards import severity_of, tag_of, thread_of

NAMES = {
    "NO_HANDOVER": gettext_lazy("Ended, and no handover is known"),
    "STILL_RUNNING": gettext_lazy("Called running after its end"),
    "LATE": gettext_lazy("Handed over late"),
    "NO_BAST": gettext_lazy("Paid without a date of handover"),
    "PAID_LESS": gettext_lazy("Less is paid than the contract"),
    "AHEAD": gettext_lazy("Papers dated in the future"),
    "FALLEN": gettext_lazy("Progress that falls"),
    "REPEATED": gettext_lazy("The same progress again and again"),
    "NO_DATES": gettext_lazy("No start and no end"),
    "SAME_DAY": gettext_lazy("Starts and ends on one day"),
    "EARLY_START": gettext_lazy("Began before its contract"),
    "EARLY_CONTRACT": gettext_lazy("Contract older than the announcement"),
    "FAILED_RUN": gettext_lazy("Contract of a failed selection"),
    "NEXT_YEAR": gettext_lazy("Runs into the next budget year"),
    "SW_ABOVE": gettext_lazy("Self-managed work above its ceiling"),
    "SW_NO_PLAN": gettext_lazy("Spending without a plan"),
    "SW_AHEAD": gettext_lazy("Receipts dated in the future"),
    "SW_SHIFTED": gettext_lazy("A row of the plan that cannot be read"),
    "SW_SILENT": gettext_lazy("A unit that reports no spending"),
    "SW_NO_CEILING": gettext_lazy("Planned without a ceiling"),
    "SW_LATE_PLAN": gettext_lazy("Begins before it is announced"),
}
"""Code of a rule -> its name."""

REASONS = {
    "NO_HANDOVER": gettext_lazy("It ended on %(end)s; no handover has been reported since."),
    "STILL_RUNNING": gettext_lazy("It ended on %(end)s, yet the other system still calls the contract running."),
    "LATE": gettext_lazy(
        "Handed over on %(day)s, %(days)s days after its end on %(end)s. A fine of %(fine)s would be due on the"
        " whole contract of %(contract)s, unless days were granted."
    ),
    "NO_BAST": gettext_lazy("%(paid)s is paid, and the minutes of handover carry no date."),
    "PAID_LESS": gettext_lazy("%(paid)s is paid of a contract of %(contract)s."),
    "AHEAD": gettext_lazy("%(rows)s papers are dated after %(told)s, the day they were sent; the latest on %(day)s."),
    "FALLEN": gettext_lazy(
        "The percent went from %(before)s down to %(now)s: perhaps each paper says only what it adds."
    ),
    "REPEATED": gettext_lazy(
        "%(times)s payments, of %(amount)s at most, all stand beside %(percent)s: the percent does not add up."
    ),
    "NO_DATES": gettext_lazy("The contract of %(date)s has no order to start: nobody can say whether it is late."),
    "SAME_DAY": gettext_lazy("Start and end are both %(day)s, while the order says “%(said)s”."),
    "EARLY_START": gettext_lazy("It began on %(start)s; the contract is of %(contract)s."),
    "EARLY_CONTRACT": gettext_lazy("The contract is of %(contract)s, the announcement of %(announced)s."),
    "FAILED_RUN": gettext_lazy("The selection %(run)s failed or was cancelled, and there is a contract."),
    "NEXT_YEAR": gettext_lazy("It ends on %(end)s: the money of its year ends before."),
    "SW_ABOVE": gettext_lazy(
        "%(spent)s is spent of “%(title)s” (RUP %(rup)s) in %(records)s records; its ceiling is %(ceiling)s. Each"
        " record alone is below it."
    ),
    "SW_NO_PLAN": gettext_lazy("%(spent)s in %(rows)s receipts for “%(title)s” (RUP %(rup)s), which no plan knows."),
    "SW_AHEAD": gettext_lazy(
        "%(rows)s receipts of “%(title)s” are dated after %(told)s, the day they were sent; the latest on %(day)s."
    ),
    "SW_SHIFTED": gettext_lazy(
        "Row %(row)s of %(source)s (“%(title)s”, RUP %(rup)s): its cells have moved, a text stands where a date"
        " belongs."
    ),
    "SW_SILENT": gettext_lazy("%(works)s self-managed works of %(ceiling)s are planned; no spending is reported."),
    "SW_NO_CEILING": gettext_lazy("The plan gives it zero rupiah."),
    "SW_LATE_PLAN": gettext_lazy("%(late)s of its %(works)s self-managed works begin before they are announced."),
}
MONEY = frozenset(("fine", "paid", "spent", "ceiling", "amount"))
DAYS = frozenset(("end", "day", "told", "date", "start", "announced"))
PERCENTS = frozenset(("before", "now", "percent"))
PLAIN = frozenset(("row", "rup", "run", "title", "source", "said", "value"))


def _said(name: str, value: Any) -> str:
    if name in MONEY or (name == "contract" and not isinstance(value, str)):
        return money(round(value))
    if name in DAYS or name == "contract":
        return full_date(dt.date.fromisoformat(value))
    if name in PERCENTS:
        return percent(value)
    return str(value) if name in PLAIN else number(value)


def reason_of(flag: Any) -> str:
    """What the rule saw, in one or two sentences."""
    return str(REASONS[flag.code]) % {name: _said(name, value) for name, value in flag.inputs.items()}


def subject_of(flag: Any) -> str:
    """What it is about: the work, else what the other system calls it, else the unit."""
    if flag.project:
        return str(flag.project.title)
    return flag.inputs.get("title") or (flag.unit.name if flag.unit else _("The whole regency"))


def card_of(flag: Any, moves: Iterable[Any] = ()) -> dict[str, Any]:
    """What lists and pages show of a flag."""
    tag, tag_kind = tag_of(flag)
    return {
        "flag": flag,
        "name": NAMES[flag.code],
        "subject": subject_of(flag),
        "reason": reason_of(flag),
        "law": flag.rule.source,
        "unsure": flag.rule.certainty == "TO_CONFIRM",
        "severity": severity_of(flag),
        "tag": tag,
        "tag_kind": tag_kind,
        "url": reverse("monitoring:flag", kwargs={"flag": flag.pk}),
        "answers": thread_of(moves),
    }


def cards_of_work(project: Any, contract: Any) -> list[dict[str, Any]]:
    """Everything that stands out about a work: its own flags, then those of procurement on its contract."""
    flags = queries.flags_of_work(project)
    moves = queries.moves_of_monitoring_flags(flags)
    cards = [card_of(flag, moves[flag.pk]) for flag in flags]
    bought = procurement.flags_of(contract, public=True) if contract else []
    said = procurement.moves_of_flags(bought)
    return cards + [card_of_purchase(flag, said[flag.pk], public=True) | {"open": True} for flag in bought]
