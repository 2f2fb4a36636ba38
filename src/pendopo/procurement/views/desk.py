"""The first page of procurement in the workspace."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.procurement import queries


@login_required
def work(request: HttpRequest) -> HttpResponse:
    """What waits for the person in procurement, and every page that she may open."""
    actor = actor_of(request)
    context = {"doors": queries.desk_of(actor), "tasks": queries.waiting_for(actor, clock.now())}
    return render(request, "procurement/desk.html", context)
