"""Beginning another year's budget."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget import queries, services
from pendopo.budget.forms_year import YearForm
from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import require


@login_required
def begin_year(request: HttpRequest) -> HttpResponse:
    """Ask for the year and what it takes over, then open its first stage."""
    require(actor_of(request), "budget.open_stage")
    bases = queries.latest_stages(actor_of(request))
    initial = {"year": bases[0].year + 1, "base": bases[0].pk, "kind": "RKA", "taken": "ROWS"} if bases else {}
    choices = [(stage.pk, f"{stage.get_kind_display()} {stage.year}") for stage in bases]
    form = YearForm(request.POST if request.method == "POST" else None, bases=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            stage = services.begin_year(
                year=given["year"],
                kind=given["kind"],
                base_id=given["base"],
                taken=given["taken"],
                actor=actor_of(request),
                now=clock.now(),
            )
            messages.success(request, _("The budget of %(year)s has begun.") % {"year": stage.year})
            return redirect("budget:stage", stage=stage.pk)
        except services.YearBegun:
            form.add_error("year", _("This year has begun already. Open its next stage instead."))
    return render(request, "budget/rka/year.html", {"form": form, "bases": bases})
