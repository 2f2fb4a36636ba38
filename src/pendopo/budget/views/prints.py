"""Printing the papers of all units, with its progress."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pendopo.budget import queries, services
from pendopo.budget.papering import OF_THE_REGENCY, possible_kinds
from pendopo.budget.states import PaperKind, PrintStatus
from pendopo.budget.views.rka import actor_of, stage_of
from pendopo.files.serving import paper_response
from pendopo.kernel import clock
from pendopo.kernel.access import require
from pendopo.kernel.figures import share_bar

MOST_SHOWN = 25


def _page(request: HttpRequest, stage: Any, *, status: int = 200) -> HttpResponse:
    runs = list(queries.prints_of(stage)[:MOST_SHOWN])
    moving = next((run for run in runs if run.status == PrintStatus.RUNNING), None)
    kinds = [PaperKind.RKA, *(kind for kind in possible_kinds(stage) if kind not in (*OF_THE_REGENCY, PaperKind.RKA))]
    context = {
        "stage": stage,
        "runs": [run for run in runs if run != moving],
        "moving": moving,
        "bar": share_bar(moving.done * 100 // moving.total) if moving and moving.total else None,
        "kinds": [PaperKind(kind) for kind in kinds],
    }
    part = "#moving" if request.htmx and moving else ""  # type: ignore[attr-defined]
    response = render(request, f"budget/papers/prints.html{part}", context, status=status)
    if request.htmx and not moving:  # type: ignore[attr-defined]
        response.headers["HX-Refresh"] = "true"
    return response


@login_required
def prints(request: HttpRequest, stage: int) -> HttpResponse:
    """The prints so far, the one at work, and the buttons that begin one."""
    found = stage_of(request, stage)
    require(actor_of(request), "budget.print_all")
    if request.method != "POST":
        return _page(request, found)
    try:
        kind = request.POST.get("kind", "")
        services.begin_print(stage_id=found.pk, kind=kind, actor=actor_of(request), now=clock.now())
    except services.PaperTooEarly:
        raise Http404 from None
    except services.PrintBusy:
        messages.warning(request, _("These papers are being printed already."))
    return redirect("budget:prints", stage)


@login_required
def print_zip(request: HttpRequest, stage: int, run: int) -> HttpResponseBase:
    """The ZIP file of a finished print."""
    found = stage_of(request, stage)
    require(actor_of(request), "budget.print_all")
    done = get_object_or_404(queries.prints_of(found), pk=run, document__isnull=False)
    assert done.document is not None
    return paper_response(done.document)
