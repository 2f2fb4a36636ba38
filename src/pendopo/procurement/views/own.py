"""A supplier's own pages: first page with what to do next, what fits, its work, its record. Nothing of another's."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from pendopo.budget.views.rka import actor_of
from pendopo.files.serving import bytes_response
from pendopo.kernel import clock
from pendopo.procurement import queries
from pendopo.procurement.views.own_words import facts_of_supplier, missing_said, tabs_of, tasks_of

PER_PAGE = 25


def own_of(request: HttpRequest, supplier: int) -> Any:
    """The supplier, for an account that acts for it. Raises Http404 for everybody else."""
    found = queries.own_supplier(actor_of(request), supplier)
    if found is None:
        raise Http404
    return found


def place(found: Any, current: str) -> dict[str, Any]:
    """What every page of one supplier shows above its content."""
    return {"supplier": found, "tabs": tabs_of(found, current), "blocked": queries.blocked_on(found, clock.today())}


@login_required
def own(request: HttpRequest) -> HttpResponse:
    """The way in: the person's only supplier, a choice of several, or how to begin."""
    actor = actor_of(request)
    found = list(queries.suppliers_of(actor)[:PER_PAGE])
    claims = list(queries.claims_of(actor)[:PER_PAGE])
    if len(found) == 1 and not claims:
        return redirect("procurement:own_supplier", supplier=found[0].pk)
    return render(request, "procurement/own/begin.html", {"suppliers": found, "claims": claims})


@login_required
def own_supplier(request: HttpRequest, supplier: int) -> HttpResponse:
    """The supplier's first page: what to do next, and what stands open."""
    found = own_of(request, supplier)
    today, now = clock.today(), clock.now()
    context = place(found, "home") | {
        "tasks": tasks_of(found, today),
        "missing": missing_said(queries.missing_for(found, today)),
        "runs": queries.open_runs_for(found, now)[:3],
        "mine": queries.runs_of_supplier(found)[:3],
        "rating": queries.rating_of(found, today),
        "today": today,
    }
    return render(request, "procurement/own/home.html", context)


@login_required
def own_chances(request: HttpRequest, supplier: int) -> HttpResponse:
    """Runs that the supplier may take part in and packages that come, both by its fields of work."""
    found = own_of(request, supplier)
    context = place(found, "chances") | {
        "runs": queries.open_runs_for(found, clock.now())[:PER_PAGE],
        "page": Paginator(queries.packages_for(found, clock.today()), PER_PAGE).get_page(request.GET.get("page")),
        "kinds": found.fields_of_work,
    }
    return render(request, "procurement/own/chances.html", context)


@login_required
def own_work(request: HttpRequest, supplier: int) -> HttpResponse:
    """The supplier's runs, contracts with their ratings, and receipts of envelopes."""
    found = own_of(request, supplier)
    context = place(found, "work") | {
        "page": Paginator(queries.runs_of_supplier(found), PER_PAGE).get_page(request.GET.get("page")),
        "contracts": queries.contracts_of_supplier(found)[:PER_PAGE],
        "envelopes": queries.envelopes_of_supplier(found)[:PER_PAGE],
        "skp": queries.package_capacity_of([found], clock.today())[found.pk],
    }
    return render(request, "procurement/own/work.html", context)


@login_required
def own_receipt(request: HttpRequest, supplier: int, header_hash: str) -> HttpResponse:
    """The receipt of an own envelope, as the file that the verifier reads."""
    receipt = queries.receipt_of_envelope(own_of(request, supplier), header_hash)
    if receipt is None:
        raise Http404
    answer = JsonResponse(receipt, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="tanda-terima-{header_hash[:12]}.json"'
    return answer


@login_required
def own_record(request: HttpRequest, supplier: int) -> HttpResponse:
    """What the supplier shows of itself: its data, documents, people, capacity, accounts."""
    found = own_of(request, supplier)
    context = place(found, "record") | {
        "facts": facts_of_supplier(found),
        "papers": queries.papers_of(found),
        "people": queries.people_in(found),
        "capacity": queries.capacity_of(found),
        "accounts": queries.accounts_of(found),
        "invitations": queries.invitations_of(found, clock.now()),
        "missing": missing_said(queries.missing_for(found, clock.today())),
        "today": clock.today(),
        "may_send": found.status in {"DRAFT", "RETURNED"},
    }
    return render(request, "procurement/own/record.html", context)


@login_required
def supplier_file(request: HttpRequest, supplier: int, document: int) -> Any:
    """The file of a supplier's document, for the supplier itself and for officials of procurement."""
    found = queries.paper_of(actor_of(request), supplier, document)
    if found is None:
        raise Http404
    return bytes_response(
        found.sha256, found.media_type, public=False, file_name=found.file_name, download=True
    )  # fmt: skip
