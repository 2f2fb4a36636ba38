"""The plan of the region (RPJMD): its tree at work, what carries it, and a year's budget by it in public."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget import queries, services
from pendopo.budget.forms_rpjmd import LinkForm
from pendopo.budget.views import reading
from pendopo.budget.views.downloads import answer
from pendopo.budget.views.rka import actor_of
from pendopo.budget.views.rpjmd_shown import shown
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS, permits, require
from pendopo.kernel.pagecache import public_page

HEADS = ("kode_rpjmd", "misi", "program_rpjmd", "kode_program", "nama_program", "jumlah")


@login_required
def work(request: HttpRequest, start: int | None = None) -> HttpResponse:
    """The whole plan with all targets, and the programmes of the latest stage that serve nothing of it."""
    actor = actor_of(request)
    require(actor, "budget.see_rka")
    plans = queries.rpjmds()
    plan = next((one for one in plans if start in {None, one.year_from}), None)
    if plan is None and start is not None:
        raise Http404
    stage = queries.stage_for_plan(plan) if plan else None
    context = {"plan": plan, "plans": plans, "stage": stage, "may_keep": permits(actor, "budget.keep_rpjmd")}
    if plan:
        years = [plan.year_from - 1, *range(plan.year_from, plan.year_to + 1)]
        context |= shown(queries.plan_tree(plan, stage), years) | {"years": years}
    return render(request, "budget/rpjmd/work.html", context)


@login_required
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Which programmes of the budget carry a programme of the plan."""
    require(actor_of(request), "budget.keep_rpjmd")
    program = queries.rpjmd_program(pk)
    if program is None:
        raise Http404
    initial = {"codes": "\n".join(queries.links_of_program(program))}
    form = LinkForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _linked(request, pk, form):
        return redirect("budget:rpjmd_work_of", start=program.rpjmd.year_from)
    stage = queries.stage_for_plan(program.rpjmd)
    loose = shown(queries.plan_tree(program.rpjmd, stage), [])["loose"] if stage else []
    return render(request, "budget/rpjmd/link.html", {"program": program, "form": form, "loose": loose})


def _linked(request: HttpRequest, pk: int, form: LinkForm) -> bool:
    """Whether the links were kept; else the refusal is on the form."""
    try:
        services.link_program(program_id=pk, codes=form.cleaned_data["codes"], actor=actor_of(request), now=clock.now())
    except services.LinkProblem as refusal:
        words = {
            "form": _("%(link)s is no code of a programme. Write it as 1.03.10."),
            "taken": _("%(link)s carries “%(owner)s” already. Take it out there first: it counts once."),
        }
        form.add_error("codes", words[refusal.code] % {"link": refusal.link, "owner": refusal.owner})
        return False
    messages.success(request, _("The programmes of the budget are kept."))
    return True


@login_required
def plan_file(request: HttpRequest, start: str, kind: str) -> HttpResponse:
    """The plan in the columns that the import understands."""
    require(actor_of(request), "budget.see_rka")
    plan = queries.rpjmd_from(int(start))
    if plan is None:
        raise Http404
    return answer(queries.plan_rows(plan), kind, f"rpjmd-{plan.year_from}-{plan.year_to}")


def _public(request: HttpRequest, stage: Any) -> HttpResponse:
    plan = queries.rpjmd_of(stage.year) if stage else None
    context: dict[str, Any] = {"stage": stage, "plan": plan}
    if plan and stage:
        found = queries.plan_tree(plan, stage)
        context |= shown(found, [plan.year_from - 1, *dict.fromkeys([stage.year, plan.year_to])])
        context["years"] = [year for year in queries.years_visible_to(ANONYMOUS) if queries.in_plan(plan, year)]
    return render(request, "budget/rpjmd/public.html", context)


@public_page("budget")
def latest(request: HttpRequest) -> HttpResponse:
    """The latest year's budget by mission and programme, or a page that says there is no plan yet."""
    return _public(request, queries.latest_stage(ANONYMOUS))


def _stage(year: int) -> Any:
    stage = queries.stage_of(ANONYMOUS, year)
    if stage is None:
        raise Http404
    return stage


@public_page("budget", reading.topic)
def public(request: HttpRequest, year: int) -> HttpResponse:
    """A year's budget by mission and programme."""
    return _public(request, _stage(year))


def _programs(mission: Any, node: Any) -> Iterator[tuple[Any, ...]]:
    for row in node.carried:
        yield node.code, mission.text, node.text, row["code"], row["name"], row["amount"]
    for below in node.below:
        yield from _programs(mission, below)


@public_page("budget", reading.topic)
def budget_file(request: HttpRequest, year: int) -> HttpResponse:
    """Every programme of the year's budget with the one of the plan that it serves, as CSV."""
    stage, plan = _stage(year), queries.rpjmd_of(year)
    if plan is None:
        raise Http404
    found = queries.plan_tree(plan, stage)
    rows = [row for mission in found.missions for row in _programs(mission, mission)]
    rows += [("", "", "", row["code"], row["name"], row["amount"]) for row in found.loose]
    return answer((HEADS, rows), "csv", f"anggaran-rpjmd-{year}")
