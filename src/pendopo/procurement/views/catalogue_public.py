"""The government's catalogue for everybody: search, filters, one item."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.pagecache import public_page
from pendopo.procurement import queries
from pendopo.procurement.forms_catalogue import CatalogueFilterForm
from pendopo.procurement.kinds import Category
from pendopo.procurement.views.catalogue_words import card_of, facts_of, marks_of, picture_of, price_of

PER_PAGE = 24


def cards_of(items: Any) -> list[dict[str, Any]]:
    """Items as cards that lead to their public pages."""
    return [card_of(one, reverse("procurement:item", kwargs={"item": one.pk})) for one in items]


@public_page("katalog", "procurement")
def catalogue(request: HttpRequest) -> HttpResponse:
    """Listed items that answer the filters, with the number in each category."""
    form = CatalogueFilterForm(request.GET, kecamatan=queries.kecamatan_with_items(ANONYMOUS))
    asked = form.question(request.GET.get("urut", ""))
    listed = queries.items_visible_to(ANONYMOUS)
    counts = queries.categories_of(listed)
    page = Paginator(queries.find_items(listed, asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "narrowed": any(value for key, value in request.GET.items() if key not in {"page", "urut"}),
        "page": page,
        "cards": cards_of(page.object_list),
        "categories": [(one.value, one.label, counts[one]) for one in Category if counts.get(one)],
        "chosen": asked.category,
        "sort": asked.sort,
        "demo": any(one.demo for one in page.object_list),
    }
    return render(request, "procurement/catalogue/list.html", context)


@public_page("katalog", "procurement")
def item(request: HttpRequest, item: int) -> HttpResponse:
    """One item: price, marks, seller, and others like it."""
    found = queries.item_at(ANONYMOUS, item)
    if found is None:
        raise Http404
    context = {
        "item": found,
        "price": price_of(found),
        "marks": marks_of(found),
        "picture": picture_of(found),
        "facts": facts_of(found),
        "beside": cards_of(queries.items_beside(ANONYMOUS, found)),
    }
    return render(request, "procurement/catalogue/item.html", context)
