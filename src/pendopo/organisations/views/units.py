"""Units in the workspace: the list, one unit, its form, closing and opening."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from pendopo.kernel import clock
from pendopo.kernel.access import require
from pendopo.organisations import queries, services
from pendopo.organisations.forms import UnitForm, UnitSearchForm

PER_PAGE = 25


def actor_of(request: HttpRequest) -> Any:
    """Who asks."""
    return request.user


def unit_or_404(request: HttpRequest, pk: int) -> Any:
    """The unit, for those who may administer it; 403 for the others, 404 when there is none."""
    require(actor_of(request), "organisations.manage_units")
    found = queries.unit_visible_to(actor_of(request), pk)
    if found is None:
        raise Http404
    return found


@login_required
def units(request: HttpRequest) -> HttpResponse:
    """All units, by code; searched by name or code, filtered by kind."""
    require(actor_of(request), "organisations.import_units")
    form = UnitSearchForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.units_visible_to(actor_of(request), kind=wanted.get("jenis", ""), text=wanted.get("cari", ""))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    reset_url = request.path if any(wanted.values()) else ""
    return render(request, "organisations/units.html", {"form": form, "page": page, "reset_url": reset_url})


@login_required
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: its facts, the units below, its posts."""
    found = unit_or_404(request, pk)
    page = Paginator(queries.units_directly_below(found), PER_PAGE).get_page(request.GET.get("page"))
    context = {"unit": found, "page": page, "positions": queries.positions_of(found)[:100]}
    return render(request, "organisations/unit.html", context)


@login_required
def new_unit(request: HttpRequest) -> HttpResponse:
    """Add a unit; `?di=CODE` names the unit above."""
    require(actor_of(request), "organisations.manage_units")
    form = UnitForm(request.POST or None, initial={"kode_induk": request.GET.get("di", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_unit(values=form.values(), actor=actor_of(request), now=clock.now())
        except services.UnitsRefused as refusal:
            form.show(refusal.problems)
        else:
            return redirect("organisations:unit", made.pk)
    return render(request, "organisations/unit_form.html", {"form": form})


@login_required
def edit_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the name, the kind or the place of a unit."""
    found = unit_or_404(request, pk)
    initial = {"nama": found.name, "singkatan": found.short_name, "jenis": found.kind}
    initial["kode_induk"] = found.parent.code if found.parent else ""
    form = UnitForm(request.POST or None, initial=initial, code=found.code)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_unit(values=form.values(), actor=actor_of(request), now=clock.now())
        except services.UnitsRefused as refusal:
            form.show(refusal.problems)
        else:
            return redirect("organisations:unit", found.pk)
    return render(request, "organisations/unit_form.html", {"form": form, "unit": found})


@login_required
def close_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then close a unit."""
    found = unit_or_404(request, pk)
    if request.method != "POST":
        return render(request, "organisations/close_unit.html", {"unit": found})
    try:
        services.close_unit(unit_id=pk, actor=actor_of(request), now=clock.now())
    except services.UnitHasParts:
        return render(request, "organisations/close_unit.html", {"unit": found, "parts": True}, status=409)
    return redirect("organisations:unit", pk)


@require_POST
@login_required
def reopen_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed unit again."""
    unit_or_404(request, pk)
    services.reopen_unit(unit_id=pk, actor=actor_of(request), now=clock.now())
    return redirect("organisations:unit", pk)
