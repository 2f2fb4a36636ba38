"""Revenue and financing: beginning their forms, and the balance of a stage with all of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from pendopo.budget import queries, services
from pendopo.budget.views.refusals import refusal_text
from pendopo.budget.views.rka import PER_PAGE, actor_of, stage_of
from pendopo.budget.views.ways import SIDE_WORDS
from pendopo.kernel import clock

SIDES = {word: side for side, word in SIDE_WORDS.items()}


@require_POST
@login_required
def begin_side(request: HttpRequest, stage: int, unit: str, side: str) -> HttpResponse:
    """Begin the unit's form of revenue or financing."""
    found = stage_of(request, stage)
    office = queries.rka_unit_visible_to(actor_of(request), unit)
    if office is None:
        raise Http404
    ids = {"stage_id": found.pk, "unit_id": office.pk, "side": SIDES[side]}
    try:
        sheet = services.begin_side(actor=actor_of(request), now=clock.now(), **ids)
    except services.StageClosed as refusal:
        messages.error(request, refusal_text(refusal))
        return redirect("budget:rka", stage=stage, unit=unit)
    return redirect("budget:sheet", stage=stage, sheet=sheet.pk)


@login_required
def stage_balance(request: HttpRequest, stage: int) -> HttpResponse:
    """Revenue, spending and financing of the stage, whether they meet, and the forms of revenue and financing."""
    found = stage_of(request, stage)
    forms = queries.side_forms_visible_to(actor_of(request), found)
    context = {
        "stage": found,
        "balance": queries.stage_balance(found),
        "page": Paginator(forms, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "budget/sides/balance.html", context)
