"""The rupiah trace: one page for a contract, a package and a budget line, each leading to the others."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.display import full_date, money
from pendopo.kernel.pagecache import public_page
from pendopo.monitoring import queries as monitoring
from pendopo.monitoring.views.project_words import facts_of
from pendopo.monitoring.views.work import curve_context
from pendopo.oversight import queries
from pendopo.oversight.stuck import Stuck, stuck_of_package, stuck_of_work
from pendopo.oversight.views.trace_words import package_facts, steps_of, stuck_said, work_facts


@public_page("monitoring", "procurement", "budget")
def contract(request: HttpRequest, key: Any) -> HttpResponse:
    """The chain of a contract, from the budget line to the last payment."""
    found = queries.trace_of_contract(ANONYMOUS, str(key))
    if found is None or found.contract is None:
        raise Http404
    stuck = stuck_of_work(work_facts(found), clock.today())
    context = {
        "title": found.contract.title, "unit": found.contract.unit, "contract": found.contract,
        "project": found.project, "lines": found.lines,
        "facts": facts_of(found.project, found.contract) if found.project else [],
        **(curve_context(found.project) if found.project else {}), **_chain(found, stuck),
    }  # fmt: skip
    return render(request, "oversight/trace.html", context)


def _chain(trace: queries.Trace, stuck: Stuck | None) -> dict[str, Any]:
    proofs, last = queries.proofs_of(ANONYMOUS, trace)
    return {
        "stuck": stuck,
        "stuck_said": stuck_said(stuck) if stuck else "",
        "steps": steps_of(trace, stuck),
        "proofs": proofs,
        "last_proof": last,
        "demo": bool(trace.package and trace.package.demo),
    }


@public_page("monitoring", "procurement", "budget")
def package(request: HttpRequest, code: str) -> HttpResponse:
    """The chain of a package; with one contract it goes on to the payment, with several each has a page."""
    found = queries.trace_of_package(ANONYMOUS, code)
    if found is None or found.package is None:
        raise Http404
    if len(found.contracts) == 1:
        return contract(request, key=found.contracts[0].key)
    stuck = None if found.contracts else stuck_of_package(package_facts(found.package, found.run), clock.today())
    context = {
        "title": found.package.title, "unit": found.package.unit, "lines": found.lines, "contracts": found.contracts,
        **_chain(found, stuck),
    }  # fmt: skip
    return render(request, "oversight/trace.html", context)


@public_page("monitoring", "procurement", "budget")
def line(request: HttpRequest, line_id: int) -> HttpResponse:
    """A budget line: who takes of it, what is bound, what is paid."""
    found = queries.trace_of_line(ANONYMOUS, line_id)
    if found is None:
        raise Http404
    rows = [
        (_("In the budget"), found.amount), (_("Reserved by packages"), found.reserved_amount),
        (_("Bound by contracts"), found.committed_amount), (_("Paid"), found.spent_amount),
        (_("Still free"), found.free_amount),
    ]  # fmt: skip
    context = {
        "line": found,
        "facts": [{"key": key, "value": money(value)} for key, value in rows],
        "packages": queries.packages_of_line(ANONYMOUS, line_id),
        "contracts": queries.contracts_of_line(ANONYMOUS, line_id),
        "today": full_date(clock.today()),
    }
    return render(request, "oversight/line.html", context)


@public_page("monitoring", "procurement", "budget")
def asset(request: HttpRequest, code: str) -> HttpResponse:
    """What a work left behind, with the chain that paid for it."""
    found = monitoring.asset_public(ANONYMOUS, code)
    if found is None:
        raise Http404
    rows = [
        (_("Card"), found.get_card_display()), (_("Number in the register"), found.asset_code),
        (_("Worth"), money(found.value_amount)), (_("Condition"), found.condition),
        (_("Place"), str(found.desa) if found.desa else ""), (_("Handed over on"), full_date(found.bast.date)),
    ]  # fmt: skip
    context = {
        "asset": found, "project": found.bast.project, "contract": monitoring.contract_of(found.bast.project),
        "facts": [{"key": key, "value": value} for key, value in rows if value],
    }  # fmt: skip
    return render(request, "oversight/asset.html", context)
