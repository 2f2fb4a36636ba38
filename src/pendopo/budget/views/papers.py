"""Papers of the budget: print a form, make the papers of a unit, sign them, download them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.budget import queries, services
from pendopo.budget.forms_agreement import NoteForm
from pendopo.budget.states import PaperKind
from pendopo.budget.views import papers_shown
from pendopo.budget.views.rka import PER_PAGE, actor_of, stage_of
from pendopo.budget.views.sheet import place_of
from pendopo.files.printing import paper_name, print_pdf
from pendopo.files.serving import paper_response
from pendopo.kernel import clock
from pendopo.kernel.access import permits

ACTS = {"sign": services.sign_paper, "validate": services.validate_paper, "approve": services.approve_paper}


@login_required
def print_sheet(request: HttpRequest, stage: int, sheet: int) -> HttpResponse:
    """A form of the Rka as it stands now, marked as a draft."""
    place = place_of(request, stage, sheet)
    asked = queries.PaperPlace(place.stage, PaperKind.RKA, place.sheet.unit, place.sheet.pk)
    template, data = queries.paper_data(asked, on=clock.today())
    code = place.sheet.activity.code if place.sheet.activity else place.sheet.side
    response = HttpResponse(print_pdf(template, data, at=clock.now()), content_type="application/pdf")
    name = paper_name("rka", str(place.stage.year), place.sheet.unit.code, code)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
def stage_papers(request: HttpRequest, stage: int) -> HttpResponse:
    """The papers of the whole regency, and the units with theirs."""
    found = stage_of(request, stage)
    units = queries.units_with_papers(actor_of(request), found)
    context = {
        "stage": found,
        "papers": queries.papers_of(found, None),
        "makes": papers_shown.regency_makes(actor_of(request), found),
        "may_print": permits(actor_of(request), "budget.print_all"),
        "page": Paginator(units, PER_PAGE).get_page(request.GET.get("page")),
        "too_early": not papers_shown.any_possible(found),
    }
    return render(request, "budget/papers/stage.html", context)


def _office(request: HttpRequest, code: str) -> Any:
    office = queries.rka_unit_visible_to(actor_of(request), code)
    if office is None:
        raise Http404
    return office


@login_required
def unit_papers(request: HttpRequest, stage: int, unit: str) -> HttpResponse:
    """The papers of a unit in a stage, and those that can be made now."""
    found, office = stage_of(request, stage), _office(request, unit)
    context = {
        "stage": found,
        "unit": office,
        "page": Paginator(queries.papers_of(found, office), PER_PAGE).get_page(request.GET.get("page")),
        "makes": papers_shown.unit_makes(actor_of(request), found, office),
        "too_early": not papers_shown.any_possible(found),
    }
    return render(request, "budget/papers/unit.html", context)


@require_POST
@login_required
def make(request: HttpRequest, stage: int, unit: str = "") -> HttpResponse:
    """Make one paper of the unit, or of the whole regency."""
    found, office = stage_of(request, stage), _office(request, unit) if unit else None
    asked = papers_shown.asked(request.POST, found)
    unit_id = office.pk if office else None
    try:
        paper = services.make_paper(
            stage_id=found.pk, unit_id=unit_id, actor=actor_of(request), now=clock.now(), **asked
        )
    except (services.PaperExists, services.PaperTooEarly) as refusal:
        messages.error(request, papers_shown.refused_paper(refusal))
        return redirect("budget:unit_papers", stage, unit) if unit else redirect("budget:stage_papers", stage)
    messages.success(request, _("The paper is made. It waits for its signature."))
    return redirect("budget:paper", paper.pk)


def _paper(request: HttpRequest, paper: int) -> Any:
    found = queries.paper_visible_to(actor_of(request), paper)
    if found is None:
        raise Http404
    return found


@login_required
def paper(request: HttpRequest, paper: int) -> HttpResponse:
    """One paper: where it stands, who signed it, what the person may do."""
    found = _paper(request, paper)
    context = {"paper": found} | papers_shown.paper_context(actor_of(request), found)
    return render(request, "budget/papers/paper.html", context)


@login_required
def paper_pdf(request: HttpRequest, paper: int) -> HttpResponseBase:
    """The stored PDF with the signatures that it has by now."""
    return paper_response(_paper(request, paper).document)


@login_required
def paper_step(request: HttpRequest, paper: int, action: str) -> HttpResponse:
    """Ask, then sign, validate or approve."""
    found = _paper(request, paper)
    if action not in queries.paper_actions(actor_of(request), found):
        raise Http404
    form, words = NoteForm(request.POST if request.method == "POST" else None), papers_shown.WORDS[action]
    del form.fields["reason"]
    if request.method == "POST" and form.is_valid():
        try:
            ACTS[action](paper_id=found.pk, actor=actor_of(request), now=clock.now())
            messages.success(request, words.done)
            return redirect("budget:paper", found.pk)
        except services.PAPER_REFUSED as refusal:
            form.add_error(None, papers_shown.refused_paper(refusal))
    return render(request, "budget/papers/step.html", {"paper": found, "form": form, "words": words})
