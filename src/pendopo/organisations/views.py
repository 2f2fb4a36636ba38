"""The list of units in the workspace."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.kernel.access import require
from pendopo.organisations import queries
from pendopo.organisations.forms import UnitSearchForm

PER_PAGE = 25


def _actor(request: HttpRequest) -> Any:
    return request.user


@login_required
def units(request: HttpRequest) -> HttpResponse:
    """All units, by code; searched by name or code, filtered by kind."""
    require(_actor(request), "organisations.import_units")
    form = UnitSearchForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.units_visible_to(_actor(request), kind=wanted.get("jenis", ""), text=wanted.get("cari", ""))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "organisations/units.html", {"form": form, "page": page})
