"""The workspace of a village's procurement, for a phone: what there is, one package, one page for each act."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.budget.names import readable
from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.display import money
from pendopo.procurement import queries, services
from pendopo.procurement.forms_village import VillagePackageForm
from pendopo.procurement.forms_village_acts import ACT_SERVICES, act_form, ways_to_choose
from pendopo.procurement.views.village_words import (
    ACT_WORDS,
    REFUSED,
    facts_of,
    refusal_words,
    sellers_table,
    timeline_of,
    waits_for,
)

PER_PAGE = 20


@login_required
def village_desk(request: HttpRequest) -> HttpResponse:
    """Packages of the person's villages, those to work on first."""
    actor, today = actor_of(request), clock.today()
    if not queries.sees_village_work(actor):
        raise PermissionDenied
    page = Paginator(queries.village_packages_at_work(actor, today), PER_PAGE).get_page(request.GET.get("page"))
    plans = [(unit.code, readable(unit.name, title=True)) for unit in queries.villages_planned_by(actor, today)]
    rows = [(one, waits_for(one)) for one in page]
    return render(request, "procurement/village/desk.html", {"page": page, "rows": rows, "plans": plans})


def _asked(
    request: HttpRequest, form: BaseForm, act: Callable[[], object], context: dict[str, Any], done: str
) -> HttpResponse:
    """Show the form; once it is filled in well, act and go where the act's answer leads."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act()
            messages.success(request, done)
            return redirect("procurement:village_work", code=getattr(made, "code", "") or context["code"])
        except REFUSED as refusal:
            form.add_error(None, refusal_words(refusal))
    return render(request, "procurement/village/step.html", context | {"form": form})


@login_required
def new_village_package(request: HttpRequest, unit: str) -> HttpResponse:
    """Begin a package from a row of the village's budget."""
    actor = actor_of(request)
    village = queries.village_to_plan_for(actor, unit)
    if village is None:
        raise Http404
    rows = queries.rows_to_buy_from(actor, village, clock.today().year)
    lines = [
        (one.id, f"{one.activity_name or one.activity} · {one.account_name}: {money(one.free_amount)}") for one in rows
    ]
    form = VillagePackageForm(request.POST or None, lines=lines, ways=ways_to_choose(clock.now()))
    context = {
        "title": _("New purchase of the village"), "label": _("Save the plan"),
        "up": reverse("procurement:village_desk"),
        "up_label": _("Village procurement work"),
        "text": readable(village.name, title=True), "empty": not rows, "code": "",
    }  # fmt: skip

    def act() -> object:
        return services.compose_village_package(
            unit_id=village.pk, line_id=form.cleaned_data["line"], values=form.values(), actor=actor, now=clock.now()
        )

    return _asked(request, form, act, context, _("The plan is saved. Nobody outside sees it yet."))


def _found(request: HttpRequest, code: str) -> Any:
    found = queries.village_package_at_work(actor_of(request), code)
    if found is None:
        raise Http404
    return found


@login_required
def village_work(request: HttpRequest, code: str) -> HttpResponse:
    """One package for the village's officers: whose turn it is, and what one may do."""
    package, actor = _found(request, code), actor_of(request)
    acts = [(name, ACT_WORDS[name][0]) for name in queries.village_acts(actor, package, clock.now())]
    seat = queries.own_team_seat(actor, package)
    if seat is not None and seat.counts:
        acts = [one for one in acts if one[0] != "declare"] + [one for one in acts if one[0] == "declare"]
    context = {
        "package": package,
        "acts": acts,
        "waits": waits_for(package),
        "facts": facts_of(package),
        "team": queries.team_of(package),
        "sellers": sellers_table(package, queries.sellers_of_round(package)),
        "papers": package.papers.select_related("document"),
        "timeline": timeline_of(package, list(package.payments.all()[:100])),
    }
    return render(request, "procurement/village/work.html", context)


@login_required
def village_act(request: HttpRequest, code: str, act: str) -> HttpResponse:
    """One act on a package."""
    package, actor, now = _found(request, code), actor_of(request), clock.now()
    if not queries.may_do(actor, package, act, now):
        raise Http404
    posted = request.method == "POST"
    form = act_form(act, package, request.POST if posted else None, request.FILES if posted else None, now)
    title, label, text = ACT_WORDS[act]
    up = reverse("procurement:village_work", kwargs={"code": code})
    context = {"title": title, "label": label, "text": text, "up": up, "up_label": package.title, "code": code}

    def done() -> None:
        ACT_SERVICES[act](package, form, actor, now)

    return _asked(request, form, done, context, _("Done: %(step)s.") % {"step": label})
