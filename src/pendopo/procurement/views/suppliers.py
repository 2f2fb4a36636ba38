"""Suppliers in the workspace: the list."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.budget.views.rka import actor_of
from pendopo.kernel.access import permits, require
from pendopo.procurement import queries

PER_PAGE = 25


@login_required
def suppliers(request: HttpRequest) -> HttpResponse:
    """All suppliers, found by name; each leads to its whole record."""
    actor = actor_of(request)
    require(actor, "procurement.see_packages")
    found = queries.suppliers_listed(actor, request.GET.get("q", ""))
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "asked": request.GET.get("q", ""),
        "may_register": permits(actor, "organisations.register_supplier"),
        "may_verify": permits(actor, "organisations.verify_supplier"),
        "sees_whole": permits(actor, "procurement.see_sanctions"),
    }
    return render(request, "procurement/contracts/suppliers.html", context)
