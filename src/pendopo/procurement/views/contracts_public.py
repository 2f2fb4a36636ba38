"""Contracts for everybody: the list with search and filters, one contract with the chain that it came by."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.budget.names import readable
from pendopo.kernel.display import full_date
from pendopo.kernel.pagecache import public_page
from pendopo.procurement import queries
from pendopo.procurement.forms_contracts import ContractFilterForm
from pendopo.procurement.views.contract_words import facts_of, written
from pendopo.procurement.views.packages_public import PER_PAGE, topic


@public_page("procurement", topic)
def contracts(request: HttpRequest) -> HttpResponse:
    """Signed contracts that answer the filters."""
    units = [(code, readable(name, title=True)) for code, name in queries.units_with_contracts()]
    form = ContractFilterForm(request.GET, years=queries.contract_years(), units=units)
    found = queries.find_contracts(form.question(request.GET.get("urut", "")))
    context = {
        "form": form,
        "narrowed": any(value for key, value in request.GET.items() if key not in {"page", "urut"}),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "procurement/contracts/public_list.html", context)


@public_page("procurement", topic)
def contract(request: HttpRequest, key: Any) -> HttpResponse:
    """One signed contract: value, dates, amendments, guarantees, papers, and where its money comes from."""
    found = queries.contract_public(str(key))
    if found is None:
        raise Http404
    lines = queries.public_lines_of(found)
    papers = [one for one in queries.papers_of_contract(found) if one.document.public]
    letters = queries.papers_of_sppbj(found.sppbj) if found.sppbj else []
    context = {
        "contract": found,
        "facts": facts_of(found),
        "chain": _chain(found, lines),
        "shares": lines,
        "addenda": found.addenda.all(),
        "spmk": found.spmk.order_by("pk"),
        "guarantees": queries.guarantees_of(found),
        "papers": [one for one in letters if one.document.public] + papers,
    }
    return render(request, "procurement/contracts/public.html", context)


def _chain(contract: Any, lines: list[Any]) -> list[dict[str, Any]]:
    """Budget line, package, run, appointment, contract, order: as far as the contract has them."""
    steps = [_step(_("Budget line"), detail=lines[0][0].code)] if lines else []
    package, run, sppbj = contract.package, contract.tender, contract.sppbj
    if package and package.version:
        url = reverse("procurement:package", args=[package.code])
        steps.append(_step(_("Package of the plan"), value=package.code, url=url))
    if run:
        url = reverse("procurement:tender", args=[run.code])
        steps.append(_step(_("Selection"), value=run.code, detail=str(run.get_method_display()), url=url))
    if sppbj:
        steps.append(_step(_("Appointment (SPPBJ)"), value=written(sppbj.amount), date=full_date(sppbj.date)))
    steps.append(_step(_("Contract"), value=written(contract.value_amount), date=full_date(contract.date)))
    order = contract.spmk.order_by("pk").first()
    steps.append(_step(_("Order to start (SPMK)"), done=order is not None, date=full_date(order.date) if order else ""))
    return steps


def _step(name: str, *, done: bool = True, **more: str) -> dict[str, Any]:
    return {"name": name, "state": "done" if done else "next", **more}
