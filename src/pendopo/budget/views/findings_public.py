"""What everybody sees of the checks of a published budget: findings with their answers, mandatory spending."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.budget import queries
from pendopo.budget.views import reading
from pendopo.budget.views.downloads import answer
from pendopo.budget.views.finding_cards import card_of
from pendopo.budget.views.finding_steps import MOVE_WORDS
from pendopo.budget.views.findings import HEADS, MOST_ROWS, file_row, filters_of
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.pagecache import public_page

PER_PAGE = 25


def _stage(year: int) -> Any:
    stage = queries.stage_of(ANONYMOUS, year)
    if stage is None:
        raise Http404
    return stage


def _answers(moves: list[Any]) -> list[dict[str, Any]]:
    return [
        {"tag": MOVE_WORDS[move.action][0], "text": move.text or MOVE_WORDS[move.action][1], "who": move.actor_label}
        for move in moves
    ]


@public_page("budget", reading.topic)
def findings(request: HttpRequest, year: int) -> HttpResponse:
    """The findings of the budget in force with the answers of the offices."""
    stage = _stage(year)
    rows = queries.open_findings(stage)
    form, asked = filters_of(request, queries.units_of(rows))
    page = Paginator(queries.asked_of(rows, asked), PER_PAGE).get_page(request.GET.get("page"))
    moves = queries.moves_of_all(page)
    context = {
        "stage": stage,
        "form": form,
        "page": page,
        "counts": queries.counts_of(rows),
        "cards": [card_of(finding) | {"answers": _answers(moves[finding.pk])} for finding in page],
    }
    return render(request, "budget/findings/public.html", context)


@public_page("budget", reading.topic)
def findings_file(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The same findings as CSV or XLSX."""
    stage = _stage(year)
    rows = queries.open_findings(stage)
    asked = filters_of(request, queries.units_of(rows))[1]
    table = [file_row(finding) for finding in queries.asked_of(rows, asked)[:MOST_ROWS]]
    return answer((HEADS, table), kind, f"pemeriksaan-anggaran-{stage.year}")


@public_page("budget", reading.topic)
def mandatory(request: HttpRequest, year: int) -> HttpResponse:
    """Mandatory spending of the budget in force, each share with its parts."""
    stage = _stage(year)
    context = {"stage": stage, "rows": queries.mandatory_of(stage)}
    return render(request, "budget/findings/public_mandatory.html", context)
