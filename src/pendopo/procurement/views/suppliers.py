"""Suppliers in the workspace: the list, verification."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import permits, require
from pendopo.organisations import services as organisations
from pendopo.procurement import queries

PER_PAGE = 25


@login_required
def suppliers(request: HttpRequest) -> HttpResponse:
    """All suppliers, found by name; those who may can verify one."""
    actor = actor_of(request)
    require(actor, "procurement.see_packages")
    found = queries.suppliers_listed(actor, request.GET.get("q", ""))
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "asked": request.GET.get("q", ""),
        "may_register": permits(actor, "organisations.register_supplier"),
        "may_verify": permits(actor, "organisations.verify_supplier"),
    }
    return render(request, "procurement/contracts/suppliers.html", context)


@login_required
@require_POST
def verify_supplier(request: HttpRequest, supplier: int) -> HttpResponse:
    """Its documents were looked at and stand."""
    found = organisations.verify_supplier(supplier_id=supplier, actor=actor_of(request), now=clock.now())
    messages.success(request, _("%(name)s is verified.") % {"name": found})
    return redirect("procurement:suppliers")
