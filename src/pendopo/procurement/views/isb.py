"""What imports of LKPP's feeds found: by kind, one by one, as a file."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.budget.views.downloads import MOST_ROWS, answer
from pendopo.budget.views.rka import actor_of
from pendopo.kernel.access import permits, require
from pendopo.procurement import queries

PER_PAGE = 25
HEADS = ("jenis", "data", "baris", "nomor", "kolom", "nilai", "pembanding", "arti")


@login_required
def findings(request: HttpRequest, year: int = 0) -> HttpResponse:
    """The kinds of findings of a year with their numbers, and the rows of the one chosen."""
    actor = actor_of(request)
    require(actor, queries.SEE_ISB)
    years = queries.isb_years(actor)
    if year and year not in years:
        raise Http404
    year = year or (years[0] if years else 0)
    groups = queries.isb_groups(actor, year)
    asked = request.GET.get("jenis", "")
    chosen = next((group for group in groups if group.code == asked), groups[0] if groups else None)
    rows = queries.isb_problems_visible_to(actor, year, chosen.code if chosen else "")
    context = {
        "year": year,
        "years": years,
        "groups": groups,
        "chosen": chosen,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "may_import": permits(actor, "procurement.import_isb"),
    }
    return render(request, "procurement/isb/findings.html", context)


@login_required
def findings_file(request: HttpRequest, year: int) -> HttpResponse:
    """All findings of a year, or those of one kind, as CSV."""
    actor = actor_of(request)
    require(actor, queries.SEE_ISB)
    rows = queries.isb_problems_visible_to(actor, year, request.GET.get("jenis", ""))[:MOST_ROWS]
    meanings = {group.code: group.meaning for group in queries.isb_groups(actor, year)}
    values = [
        (
            row.get_code_display(),
            row.feed,
            row.row or "",
            row.key,
            row.column,
            row.value,
            row.other,
            meanings.get(row.code, ""),
        )
        for row in rows
    ]
    return answer((HEADS, values), "csv", f"temuan-isb-{year}")
