"""Works for everybody: the list with search and filters, one work with where it stands."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.budget.names import readable
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.pagecache import public_page
from pendopo.monitoring import queries
from pendopo.monitoring.forms_projects import ProjectFilterForm
from pendopo.monitoring.views.case_words import case_facts, ladder_of
from pendopo.monitoring.views.project_words import facts_of, numbers_of
from pendopo.monitoring.views.work import curve_context

PER_PAGE = 25


def topic(**_kwargs: Any) -> str:
    """All pages of works change together."""
    return "monitoring"


@public_page("monitoring", topic)
def projects(request: HttpRequest) -> HttpResponse:
    """The works that answer the filters, with their sums."""
    units = [(code, readable(name, title=True)) for code, name in queries.units_with_projects(ANONYMOUS)]
    form = ProjectFilterForm(request.GET, years=queries.project_years(ANONYMOUS), units=units)
    found = queries.find_projects(queries.projects_visible_to(ANONYMOUS), form.question(request.GET.get("urut", "")))
    context = {
        "form": form,
        "narrowed": any(value for key, value in request.GET.items() if key not in {"page", "urut"}),
        "numbers": numbers_of(queries.sums_of(found)),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "monitoring/projects/list.html", context)


@public_page("monitoring", topic)
def project(request: HttpRequest, code: str) -> HttpResponse:
    """One work: who carries it out, how far it is, what is paid."""
    found = queries.project_at(ANONYMOUS, code)
    if found is None:
        raise Http404
    contract = queries.contract_of(found)
    context = {"project": found, "contract": contract, "facts": facts_of(found, contract), **curve_context(found)}
    cases = queries.cases_of(found)
    if cases:
        context |= {"case": cases[0], "case_facts": case_facts(cases[0]), "ladder": ladder_of(cases[0])}
    return render(request, "monitoring/projects/project.html", context)
