"""Posts in the workspace: the list with search, and one post with all who have held it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from pendopo.accounts import queries_positions as queries
from pendopo.accounts.forms import PositionSearchForm
from pendopo.accounts.views.doors import PER_PAGE, actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import require


@login_required
def positions(request: HttpRequest) -> HttpResponse:
    """All posts of all units, with who holds them today."""
    require(actor_of(request), "accounts.see_people")
    form = PositionSearchForm(request.GET or None)
    text = form.cleaned_data["cari"] if form.is_valid() else ""
    found = queries.positions_visible_to(actor_of(request), clock.today(), text)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "reset_url": request.path if text else ""}
    return render(request, "accounts/positions.html", context)


@login_required
def position(request: HttpRequest, pk: int) -> HttpResponse:
    """One post and its holders over time."""
    require(actor_of(request), "accounts.see_people")
    found = get_object_or_404(queries.positions_visible_to(actor_of(request), clock.today()), pk=pk)
    page = Paginator(queries.holders_over_time(found), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/position.html", {"position": found, "page": page})
