"""Flags for everybody: each with its explanation beside it; prompts to look, never proof."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pendopo.kernel import clock
from pendopo.kernel.pagecache import public_page
from pendopo.procurement import queries
from pendopo.procurement.views.flag_cards import board_of, card_of, thing_url, thread_of
from pendopo.procurement.views.flags import file_of, list_context
from pendopo.procurement.views.packages_public import topic


@public_page("procurement", topic)
def flags(request: HttpRequest, year: str = "") -> HttpResponse:
    """The flags of a year (of the latest one) with their explanations, and what they come to."""
    years = queries.flag_years()
    shown = int(year) if year else (years[0] if years else clock.today().year)
    rows = queries.open_flags(shown)
    here = reverse("procurement:public_flags_year", kwargs={"year": shown})
    context = list_context(request, rows, public=True) | {
        "year": shown,
        "years": years,
        "board": board_of(rows, shown, here, public=True),
    }
    return render(request, "procurement/flags/public.html", context)


@public_page("procurement", topic)
def flags_file(request: HttpRequest, year: str, kind: str) -> HttpResponse:
    """The same flags as CSV or XLSX."""
    return file_of(request, queries.open_flags(int(year)), kind, year)


@public_page("procurement", topic)
def flag(request: HttpRequest, flag: int) -> HttpResponse:
    """One flag: what the rule saw, its law, the packages of a group, and what the office explained."""
    found: Any = queries.open_flag(flag)
    if found is None:
        raise Http404
    context = {
        "found": found,
        "card": card_of(found, public=True),
        "thing": thing_url(found, public=True),
        "members": queries.members_of(found, public=True),
        "suppliers": queries.suppliers_named(found),
        "thread": thread_of(queries.moves_of_flags([found])[found.pk]),
    }
    return render(request, "procurement/flags/public_flag.html", context)
