"""The posts of a unit."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from pendopo.kernel import clock
from pendopo.kernel.access import require
from pendopo.organisations import queries, services
from pendopo.organisations.forms import PositionForm
from pendopo.organisations.views.units import actor_of, unit_or_404

TAKEN = _("The unit has a post of this title")


def _position(request: HttpRequest, pk: int) -> Any:
    require(actor_of(request), "organisations.manage_units")
    found = queries.position_visible_to(actor_of(request), pk)
    if found is None:
        raise Http404
    return found


@login_required
def new_position(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a post to a unit."""
    unit = unit_or_404(request, pk)
    form = PositionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        title, kind = form.cleaned_data["jabatan"], form.cleaned_data["jenis"]
        try:
            services.add_position(unit_id=pk, title=title, kind=kind, actor=actor_of(request), now=clock.now())
        except services.PositionTaken:
            form.add_error("jabatan", TAKEN)
        else:
            return redirect("organisations:unit", pk)
    return render(request, "organisations/position_form.html", {"form": form, "unit": unit})


@login_required
def edit_position(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the title or the kind of a post."""
    found = _position(request, pk)
    form = PositionForm(request.POST or None, initial={"jabatan": found.title, "jenis": found.kind})
    if request.method == "POST" and form.is_valid():
        title, kind = form.cleaned_data["jabatan"], form.cleaned_data["jenis"]
        try:
            services.change_position(position_id=pk, title=title, kind=kind, actor=actor_of(request), now=clock.now())
        except services.PositionTaken:
            form.add_error("jabatan", TAKEN)
        else:
            return redirect("organisations:unit", found.unit_id)
    return render(request, "organisations/position_form.html", {"form": form, "unit": found.unit, "position": found})


@login_required
def remove_position(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then remove a post."""
    found = _position(request, pk)
    if request.method == "POST":
        services.remove_position(position_id=pk, actor=actor_of(request), now=clock.now())
        return redirect("organisations:unit", found.unit_id)
    return render(request, "organisations/remove_position.html", {"position": found})
