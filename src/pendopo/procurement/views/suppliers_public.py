"""Suppliers for everybody: the list, one supplier with its runs, contracts, rating and sanctions, the blacklist.

No personal data: no people, no tax number, no documents, no e-mail, no phone.
"""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.display import number
from pendopo.kernel.figures import share_bar
from pendopo.kernel.pagecache import public_page
from pendopo.procurement import queries
from pendopo.procurement.forms_conduct import LABELS
from pendopo.procurement.views.packages_public import PER_PAGE, topic

MOST = 25


def rating_said(rating: Any) -> dict[str, Any] | None:
    """A summary of ratings for pages: score, word, number, and a bar for each aspect (of three)."""
    if rating is None:
        return None
    words = {"VERY_GOOD": _("very good"), "GOOD": _("good"), "FAIR": _("enough"), "POOR": _("poor")}
    bars = [
        {"label": LABELS[aspect], "value": number(mark, 2), "bar": share_bar(float(mark) * 100 / 3)}
        for aspect, mark in rating.aspects.items()
    ]
    return {"score": number(rating.score, 2), "word": words[rating.word], "number": rating.number, "bars": bars}


@public_page("procurement", topic)
def suppliers(request: HttpRequest) -> HttpResponse:
    """Verified suppliers, found by name."""
    asked = request.GET.get("q", "")[:100]
    page = Paginator(queries.suppliers_public(asked), PER_PAGE).get_page(request.GET.get("page"))
    blocked = queries.blocked_among([row.pk for row in page], clock.today())
    return render(request, "procurement/suppliers/public_list.html", {"page": page, "asked": asked, "blocked": blocked})


def numbered(request: HttpRequest, supplier: int) -> HttpResponse:
    """Earlier addresses named a supplier by its number: on to its page."""
    found = queries.supplier_numbered(supplier)
    if found is None:
        raise Http404
    return redirect("procurement:public_supplier", slug=found.slug, permanent=True)


@public_page("procurement", topic)
def supplier(request: HttpRequest, slug: str) -> HttpResponse:
    """One supplier: what it took part in, its contracts, how it worked, whether it is blocked.

    The number at the end of the address decides; a name that has changed since leads on to the address of today.
    """
    number = slug.rsplit("-", 1)[-1]
    found = queries.supplier_numbered(int(number)) if number.isdecimal() and len(number) < 10 else None
    if found is None:
        raise Http404
    if found.slug != slug:
        return redirect("procurement:public_supplier", slug=found.slug, permanent=True)
    today = clock.today()
    contracts = queries.contracts_of_supplier(found)
    context = {
        "supplier": found,
        "page": Paginator(contracts, PER_PAGE).get_page(request.GET.get("page")),
        "sums": queries.sums_of_contracts(found),
        "runs": queries.opened_runs_of(found)[:MOST],
        "rating": rating_said(queries.rating_of(found, today)),
        "ratings": queries.ratings_of(found)[:MOST],
        "sanctions": queries.sanctions_of(found)[:MOST],
        "blocked": queries.blocked_on(found, today),
    }
    return render(request, "procurement/suppliers/public.html", context)


@public_page("procurement", topic)
def blacklist(request: HttpRequest) -> HttpResponse:
    """Suppliers that may not be dealt with today; below, those whose period is over."""
    today = clock.today()
    context = {
        "page": Paginator(queries.blacklist(today), PER_PAGE).get_page(request.GET.get("page")),
        "past": queries.blacklist(today, past=True)[:MOST],
    }
    return render(request, "procurement/suppliers/blacklist.html", context)
