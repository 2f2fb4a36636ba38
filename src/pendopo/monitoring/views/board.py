"""The first page of monitoring in the workspace: what waits, and the works of one's units, critical first."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.budget.names import readable
from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.monitoring import queries
from pendopo.monitoring.forms_projects import ProjectFilterForm
from pendopo.monitoring.views.project_words import numbers_of

PER_PAGE = 25


@login_required
def board(request: HttpRequest) -> HttpResponse:
    """What waits for the person and the works that she follows; somebody without a duty is led to the public page."""
    actor = actor_of(request)
    own = queries.projects_at_work(actor)
    units = own.order_by("unit__name").values_list("unit__code", "unit__name").distinct()
    years = own.order_by("-year").values_list("year", flat=True).distinct()
    form = ProjectFilterForm(
        request.GET, years=years, units=[(code, readable(name, title=True)) for code, name in units]
    )
    found = queries.find_projects(own, form.question(request.GET.get("urut", "")))
    if not request.GET.get("urut"):
        found = queries.most_urgent_first(found)
    context = {
        "tasks": queries.monitoring_waiting_for(actor, clock.now()),
        "form": form,
        "narrowed": any(value for key, value in request.GET.items() if key not in {"page", "urut"}),
        "numbers": numbers_of(queries.sums_of(found)),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "follows": queries.watches_all(actor) or bool(queries.units_at_work(actor)),
    }
    return render(request, "monitoring/board.html", context)
