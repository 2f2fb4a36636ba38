"""A village's budget at work: the list of budgets, beginning one, and one of them with what may be done next."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget import queries, services
from pendopo.budget.forms_apbdes import BeginForm
from pendopo.budget.states import StageStatus
from pendopo.budget.views.apbdes_public import sides
from pendopo.budget.views.apbdes_words import TAGS, WHO, step_entries
from pendopo.budget.views.rka import PER_PAGE, actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import permits


def stage_at_work(request: HttpRequest, stage: int, action: str = "") -> Any:
    """The village budget of the address, where that action is possible. Raises Http404, PermissionDenied."""
    actor = actor_of(request)
    if not permits(actor, "budget.see_apbdes"):
        raise PermissionDenied
    found = queries.apbdes_visible_to(actor, stage)
    if found is None:
        raise Http404
    if action and action not in queries.apbdes_actions(actor, found, clock.today()):
        raise PermissionDenied
    return found


@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """The budgets of the person's villages, and beginning one."""
    actor = actor_of(request)
    if not queries.villages_of(actor):
        raise PermissionDenied
    form = _begin_form(request)
    if request.method == "POST" and form is not None and form.is_valid():
        village, year = form.cleaned_data["village"], form.cleaned_data["year"]
        try:
            made = services.begin_apbdes(village_id=village, year=year, actor=actor, now=clock.now())
            return redirect("budget:apbdes_draft", stage=made.pk)
        except services.ApbdesBegun:
            form.add_error("year", _("This village has a budget of this year already"))
    page = Paginator(queries.apbdes_at_work(actor), PER_PAGE).get_page(request.GET.get("page"))
    dues = queries.evaluation_dues([one for one in page if one.status == StageStatus.SUBMITTED])
    rows = [{"stage": one, "kind": TAGS[StageStatus(one.status)], "due": dues.get(one.pk)} for one in page]
    return render(request, "budget/apbdes/listed.html", {"page": page, "rows": rows, "form": form})


def _begin_form(request: HttpRequest) -> BeginForm | None:
    own = queries.villages_of(actor_of(request), "budget.compose_apbdes")
    data = request.POST if request.method == "POST" else None
    return BeginForm(data, villages=own, initial={"year": clock.today().year + 1}) if own else None


@login_required
def draft(request: HttpRequest, stage: int) -> HttpResponse:
    """The rows of a village budget by side, how the sides balance, where it stands."""
    found = stage_at_work(request, stage)
    rows, sums = queries.apbdes_rows(found), queries.village_sums([found])[0]
    moves = queries.village_moves(found)
    submitted = found.status == StageStatus.SUBMITTED
    context = {
        "stage": found,
        "tag": TAGS[StageStatus(found.status)],
        "sums": sums,
        "sources": queries.village_fundings_of(found),
        "sides": [(key, label, [row for row in rows if row["side"] == key]) for key, label in sides()],
        "actions": queries.apbdes_actions(actor_of(request), found, clock.today()),
        "waits_for": WHO.get(StageStatus(found.status), ""),
        "due": queries.evaluation_due(found) if submitted else None,
        "pay": queries.pay_share(found, sums.spending),
        "returned": _asked(found, moves),
        "entries": step_entries(moves),
    }
    return render(request, "budget/apbdes/draft.html", context)


def _asked(stage: Any, moves: list[Any]) -> Any:
    """The camat's last return, while the village still mends what it named."""
    if stage.status not in (StageStatus.RETURNED, StageStatus.DRAFT):
        return None
    return next((move for move in reversed(moves) if move.action == "return"), None)
