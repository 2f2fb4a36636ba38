"""Village budgets for everybody: one village as a picture and a table, and all of them beside the regency's."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pendopo.budget import queries
from pendopo.budget.views import diffing, reading
from pendopo.budget.views.rka import PER_PAGE
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.display import short_money
from pendopo.kernel.figures import bars, stack
from pendopo.kernel.pagecache import public_page

LARGEST = 3


def _parts(codes: list[str], amounts: dict[str, int], names: dict[str, str]) -> list[dict[str, Any]]:
    found = [(code, amounts[code]) for code in codes if amounts.get(code)]
    return [{"label": names.get(code, code), "value": sum_, "text": short_money(sum_)} for code, sum_ in found]


def _largest(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The activities with the most money."""
    sums: dict[str, int] = {}
    for row in rows:
        if row["activity"]:
            sums[row["activity"]] = sums.get(row["activity"], 0) + row["amount"]
    ordered = sorted(sums.items(), key=lambda pair: -pair[1])[:LARGEST]
    return [{"name": name, "amount": amount} for name, amount in ordered]


@public_page("budget", reading.topic)
def one(request: HttpRequest, year: int, village: str) -> HttpResponse:
    """The published budget of a village."""
    stage = queries.published_apbdes(year).filter(owner__code=village).first()
    if stage is None:
        raise Http404
    names, rows = queries.node_names(stage), queries.apbdes_rows(stage)
    sums = queries.village_sums([stage])[0]
    kinds = sorted(code for code in sums.accounts if code.startswith("4.") and len(code) == 5)
    fields = _parts(sorted(code for code in sums.fields if len(code) == 2), sums.fields, names)
    context = {
        "stage": stage,
        "sums": sums,
        "income": stack(_parts(kinds, sums.accounts, names)),
        "fields": bars(fields) if fields else None,
        "largest": _largest(rows),
        "sources": [one for one in queries.village_fundings_of(stage) if one.code],
        "amended": stage.base_id is not None,
        "rows": [(side, [row for row in rows if row["side"] == key]) for key, side in sides()],
    }
    return render(request, "budget/apbdes/one.html", context)


@public_page("budget", reading.topic)
def changed(request: HttpRequest, year: str, village: str) -> HttpResponse:
    """The budget in force beside the one that it amended, row by row."""
    stage = queries.published_apbdes(int(year)).filter(owner__code=village).first()
    if stage is None or stage.base is None:
        raise Http404
    asked = queries.DiffAsked()
    number = queries.diff_summary(stage.base, stage, asked).rows
    page = Paginator(queries.DiffList(stage.base, stage, asked, number), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "stage": stage,
        "before": stage.base,
        "amendment": queries.amendment_of(stage),
        "sides": diffing.sides(queries.balance_change(stage.base, stage)),
        "page": page,
        "rows": [diffing.shown_row(row) for row in page],
    }
    return render(request, "budget/apbdes/changes.html", context)


def sides() -> list[tuple[str, str]]:
    """The sides of a budget with their words, in order."""
    return [("REVENUE", _("Revenue")), ("SPENDING", _("Spending")), ("FINANCING", _("Financing"))]


@public_page("budget", reading.topic)
def overview(request: HttpRequest, year: int) -> HttpResponse:
    """The village budgets of a year by kecamatan, beside the regency's; transfers count once."""
    stage = queries.stage_of(ANONYMOUS, year)
    groups = queries.apbdes_by_kecamatan(year)
    if stage is None and not groups:
        raise Http404
    regency = queries.stage_balance(stage).spending_amount if stage else 0
    spending = sum(group.spending for group in groups)
    shared = sum(group.from_regency for group in groups)
    context = {
        "year": year,
        "stage": stage,
        "groups": groups,
        "regency": regency,
        "spending": spending,
        "shared": shared,
        "together": regency + spending - shared,
        "villages": sum(len(group.villages) for group in groups),
    }
    return render(request, "budget/apbdes/overview.html", context)
