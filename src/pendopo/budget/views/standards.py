"""Choosing an item of the price standards for a row of an Rka."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.budget import queries
from pendopo.budget.forms_prices import PriceFilterForm
from pendopo.budget.views.rows import editable_place, readable_when_closed, shown_item
from pendopo.kernel import clock

PER_PAGE = 25


@login_required
@readable_when_closed
def choose_price(request: HttpRequest, stage: int, sheet: int) -> HttpResponse:
    """Search the standards in force; each result leads to a new row, or to the row that is named, filled with it."""
    place = editable_place(request, stage, sheet)
    asked_row = request.GET.get("baris", "")
    row = shown_item(place, int(asked_row)) if asked_row.isdigit() and len(asked_row) < 16 else None
    edition = queries.effective_edition(clock.today())
    context: dict[str, Any] = {"place": place, "row": row, "edition": edition}
    if edition is not None:
        form = PriceFilterForm(request.GET, groups=queries.groups_of(edition), measures=queries.measures_of(edition))
        asked = form.asked(account=row["code"] if row else "")
        found = queries.find_prices(edition, asked)
        page = Paginator(found.rows, PER_PAGE).get_page(request.GET.get("page"))
        context |= {"form": form, "page": page, "similar": found.similar}
        context["barred"] = queries.barred_prices(edition, asked)
    headers = request.headers
    part = "#results" if headers.get("HX-Request") and not headers.get("HX-History-Restore-Request") else ""
    return render(request, f"budget/prices/choose.html{part}", context)
