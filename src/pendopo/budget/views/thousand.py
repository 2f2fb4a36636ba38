"""Where a thousand rupiah of the budget come from and where they go: one picture, its numbers in words and a table."""

import re
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.budget import queries
from pendopo.budget.names import inside, readable
from pendopo.budget.views import reading
from pendopo.kernel import figures
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.display import money
from pendopo.kernel.pagecache import public_page

WHOLE, MOST, SERIES, NAMED = 1000, 10, 8, 3
INCOME = ("4.1", "4.2", "4.3", "6.1")
KEY = "apbd"
COMMON = re.compile(r"^(urusan )?pemerintahan bidang |^unsur |^urusan ", re.IGNORECASE)


def thousandths(amounts: Sequence[int]) -> list[int]:
    """Whole rupiah of a thousand for each amount, by the largest remainder, so that they add up to exactly 1,000."""
    total = sum(amounts)
    if not total:
        return [0 for _amount in amounts]
    parts = [amount * WHOLE // total for amount in amounts]
    order = sorted(range(len(amounts)), key=lambda place: (-(amounts[place] * WHOLE % total), place))
    for place in order[: WHOLE - sum(parts)]:
        parts[place] += 1
    return parts


def _name(row: queries.LevelChange) -> str:
    bare = COMMON.sub("", readable(row.official_name or row.code))
    return bare[:1].upper() + bare[1:]


def _largest(rows: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """The largest, and one row for all others: (name, code, amount)."""
    ordered = sorted((row for row in rows if row[2] > 0), key=lambda row: -row[2])
    kept, rest = ordered[:MOST], ordered[MOST:]
    if len(rest) == 1:
        return ordered
    label = _("%(number)s other fields") % {"number": len(rest)}
    return [*kept, (label, "", sum(amount for _name, _code, amount in rest))] if rest else kept


def parts(stage: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Income (empty where the stage knows ceilings only) and uses, each with its rupiah of a thousand. Six queries."""
    everything = queries.DiffAsked()
    accounts = {row.code: row for row in queries.level_changes(stage, stage, "kelompok", everything)}
    fields = queries.level_changes(stage, stage, "bidang", everything)
    income = [(_name(accounts[code]), code, accounts[code].after_amount) for code in INCOME if code in accounts]
    uses = _largest([(_name(row), row.code, row.after_amount) for row in fields])
    if paid := accounts.get("6.2"):
        uses.append((_name(paid), "", paid.after_amount))
    return _shown([row for row in income if row[2]], stage, ""), _shown(uses, stage, "node")


def _shown(rows: list[tuple[str, str, int]], stage: Any, page: str) -> list[dict[str, Any]]:
    shares = thousandths([amount for _name, _code, amount in rows])
    return [
        {
            "key": f"{page}{number}",
            "label": name,
            "amount": amount,
            "value": share,
            "text": money(share),
            "css": f"s{min(number, SERIES)}",
            "url": reverse(f"budget:{page}", args=[stage.year, code]) if page and code else "",
        }
        for number, ((name, code, amount), share) in enumerate(zip(rows, shares, strict=True), start=1)
    ]


def _picture(income: list[dict[str, Any]], uses: list[dict[str, Any]]) -> figures.MoneyFlow:
    middle = {"key": KEY, "label": "APBD", "text": money(WHOLE), "css": "f-brand"}
    flows = [figures.Flow(part["key"], KEY, part["amount"], part["text"]) for part in income]
    flows += [figures.Flow(KEY, part["key"], part["amount"], part["text"]) for part in uses]
    columns = [(_("Where it comes from"), income), (_("Through the budget"), [middle]), (_("Where it goes"), uses)]
    return figures.money_flow(columns if income else columns[1:], flows)


def sentence(uses: list[dict[str, Any]]) -> str:
    """What the largest uses get of every thousand rupiah."""
    largest = sorted((part for part in uses if part["url"]), key=lambda part: -part["value"])[:NAMED]
    if not largest:
        return ""
    words = _("%(amount)s for %(field)s")
    named = ", ".join(words % {"amount": part["text"], "field": inside(part["label"])} for part in largest)
    return _("Of every Rp1.000: %(named)s.") % {"named": named}


@public_page("budget", reading.topic)
def thousand(request: HttpRequest, year: int) -> HttpResponse:
    """The way of a thousand rupiah through the budget of the year."""
    stage = queries.stage_of(ANONYMOUS, year)
    if stage is None:
        raise Http404
    income, uses = parts(stage)
    context = {
        "stage": stage,
        "year": year,
        "income": income,
        "uses": uses,
        "finding": sentence(uses),
        "picture": _picture(income, uses) if uses else None,
        "total": sum(part["amount"] for part in uses),
    }
    return render(request, "budget/thousand.html", context)
