"""The targets for small businesses and domestic products at work: drafts count too."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS
from pendopo.procurement import queries
from pendopo.procurement.views.targets_public import context_of


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The targets of the latest year."""
    years = queries.target_years(ANONYMOUS) or [clock.today().year]
    return redirect("procurement:targets", year=years[0])


@login_required
def targets(request: HttpRequest, year: str) -> HttpResponse:
    """The targets of the units that the person works for (of all, for who watches the regency), drafts too."""
    actor = actor_of(request)
    units = queries.units_at_work(actor)
    if not units and not queries.sees_all_flags(actor):
        raise PermissionDenied
    rows = queries.targets_of(actor, int(year), public=False)
    if not queries.sees_all_flags(actor):
        own = {unit.pk for unit in units}
        rows = [row for row in rows if row.unit_id in own]
    context = context_of(rows, int(year), queries.target_years(actor))
    return render(request, "procurement/targets/work.html", context)
