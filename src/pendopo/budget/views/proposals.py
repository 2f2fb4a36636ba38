"""Proposals for the budget: everybody's list, and the pages where they are made, judged and tied to a line."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget import queries, services
from pendopo.budget.forms_proposals import FundForm, ProposalAnswerForm, ProposalFilterForm, ProposalForm
from pendopo.budget.views.agreement_words import refused
from pendopo.budget.views.downloads import MOST_ROWS, answer
from pendopo.budget.views.proposal_words import PROPOSAL_WORDS, problem_text, tag_of
from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import permits, require
from pendopo.kernel.pagecache import public_page
from pendopo.organisations.queries import active_units, unit_by_code
from pendopo.regions.queries import desa_of, region_code

PER_PAGE = 25
HEADS = (
    "nomor",
    "tahun",
    "asal",
    "pengusul",
    "usulan",
    "desa",
    "volume",
    "perkiraan",
    "unit",
    "status",
    "jawaban",
    "sub_kegiatan",
)


def topic(year: int, **_kwargs: Any) -> str:
    """All pages of a year change together."""
    return f"budget:{year}"


def _listed(request: HttpRequest, year: int) -> dict[str, Any]:
    form = ProposalFilterForm(request.GET, units=queries.proposal_units(year))
    rows = queries.proposals_of(year, form.asked())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = [{"proposal": one, "tag": tag_of(one.status)} for one in page]
    years = queries.proposal_years()
    return {
        "year": year,
        "years": years,
        "form": form,
        "page": page,
        "rows": shown,
        "sums": queries.proposal_sums(year),
    }


@public_page("budget", topic)
def listed(request: HttpRequest, year: int) -> HttpResponse:
    """What is asked of the budget of a year, and what became of it."""
    return render(request, "budget/proposals/public.html", _listed(request, year))


@public_page("budget", topic)
def proposals_file(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The same list as a file."""
    asked = ProposalFilterForm(request.GET, units=queries.proposal_units(year)).asked()
    rows = [_file_row(one) for one in queries.proposals_of(year, asked)[:MOST_ROWS]]
    return answer((HEADS, rows), kind, f"usulan-{year}")


def _file_row(one: Any) -> tuple[Any, ...]:
    activity = one.line.sheet.activity if one.line else None
    return (one.code, one.year, one.get_origin_display(), one.behind, one.title, one.desa.name if one.desa else "",
            one.volume, one.estimate_amount, one.unit.name, one.get_status_display(), one.answer,
            activity.code if activity else "")  # fmt: skip


@public_page("budget", topic)
def shown(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One proposal for everybody."""
    found = _found(year, code)
    return render(request, "budget/proposals/one.html", {"proposal": found, "tag": tag_of(found.status)})


def _found(year: int, code: str) -> Any:
    found = queries.proposal_at(year, code)
    if found is None:
        raise Http404
    return found


@login_required
def work(request: HttpRequest) -> HttpResponse:
    """The same list for who works with it."""
    actor = actor_of(request)
    may_propose = permits(actor, "budget.propose")
    if not may_propose:
        require(actor, "budget.see_rka")
    known = queries.proposal_years()
    asked = request.GET.get("tahun", "")
    year = (
        int(asked) if asked.isdecimal() and int(asked[:5]) in known else (known[0] if known else clock.today().year + 1)
    )
    return render(request, "budget/proposals/work.html", _listed(request, year) | {"may_propose": may_propose})


@login_required
def new(request: HttpRequest, year: int) -> HttpResponse:
    """Ask something of the budget of a year."""
    require(actor_of(request), "budget.propose")
    units = [(unit.code, unit.name) for unit in active_units()]
    form = ProposalForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        unit = unit_by_code(form.cleaned_data["unit"])
        try:
            made = services.propose(
                year=year,
                unit_id=unit.pk if unit else 0,
                values=form.values(),
                actor=actor_of(request),
                now=clock.now(),
            )
            messages.success(request, _("The proposal is made."))
            return redirect("budget:proposal_work", year=year, code=made.code)
        except services.ProposalProblem as problem:
            form.add_error(problem.field, problem_text(problem))
    villages = desa_of(region_code())
    return render(request, "budget/proposals/new.html", {"year": year, "form": form, "villages": villages})


@login_required
def one(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One proposal, with what the person may do."""
    found, actor = _found(year, code), actor_of(request)
    if not permits(actor, "budget.propose"):
        require(actor, "budget.see_rka")
    buttons = [{"action": name, "label": PROPOSAL_WORDS[name].title} for name in queries.proposal_actions(actor, found)]
    return render(
        request, "budget/proposals/at_work.html", {"proposal": found, "tag": tag_of(found.status), "buttons": buttons}
    )


def _do(action: str, proposal: Any, actor: Any, given: dict[str, Any]) -> None:
    common = {"proposal_id": proposal.pk, "actor": actor, "now": clock.now()}
    acts: dict[str, Any] = {
        "accept": services.accept_proposal,
        "refuse": services.refuse_proposal,
        "fund": services.fund_proposal,
        "unfund": services.unfund_proposal,
        "look_again": services.look_again,
    }
    name = {"accept": "answer", "refuse": "answer", "fund": "line"}.get(action)
    values = {"line_id" if name == "line" else "answer": given[name]} if name else {}
    acts[action](**common, **values)


def _form_of(request: HttpRequest, action: str, proposal: Any) -> Any:
    given = request.POST if request.method == "POST" else None
    if action == "fund":
        return FundForm(given, lines=queries.lines_to_fund(proposal))
    return ProposalAnswerForm(given) if action in ("accept", "refuse") else None


@login_required
def step(request: HttpRequest, year: int, code: str, action: str) -> HttpResponse:
    """Ask, then take one step with a proposal."""
    found, actor = _found(year, code), actor_of(request)
    if action not in queries.proposal_actions(actor, found):
        raise Http404
    form = _form_of(request, action, found)
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            _do(action, found, actor, form.cleaned_data if form else {})
            messages.success(request, PROPOSAL_WORDS[action].done)
            return redirect("budget:proposal_work", year=year, code=code)
        except services.PROPOSAL_REFUSED as refusal:
            form.add_error(None, refused(refusal))
    words = PROPOSAL_WORDS[action]
    return render(request, "budget/proposals/step.html", {"proposal": found, "form": form, "words": words})
