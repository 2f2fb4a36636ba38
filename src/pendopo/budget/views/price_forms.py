"""Single prices of an edition at work, by hand: a new item, a revised price; what looks wrong is said before saving."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget import queries, services
from pendopo.budget.forms_editions import NewPriceForm, PriceForm
from pendopo.budget.price_words import words_of
from pendopo.budget.views.edition_words import edition_refused, field_of
from pendopo.budget.views.editions import edition_at_work
from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import permits
from pendopo.kernel.display import number


def open_edition_of(request: HttpRequest, edition: int) -> Any:
    """The edition of the address, where the person may change its prices. Raises Http404, PermissionDenied.

    What somebody sends to an edition that was handed in a moment ago goes on to the act, which refuses it in words.
    """
    found = edition_at_work(request, edition)
    late = request.method != "POST" and found.status != "SURVEYED"
    if late or not permits(actor_of(request), "budget.edit_prices"):
        raise Http404
    return found


def own_of(request: HttpRequest) -> dict[str, Any]:
    """Who acts, and when."""
    return {"actor": actor_of(request), "now": clock.now()}


def warned(hints: Any, form: PriceForm) -> dict[str, Any]:
    """What the page says before it saves; empty where nothing is strange or the person saw it already."""
    if not hints or form.confirmed:
        return {}
    return {"hints": hints, "hint_words": words_of(hints.finding) if hints.finding else "", "mark": form.mark}


def refused(form: Any, refusal: Exception) -> None:
    """Put the refusal at the field that it speaks of."""
    form.add_error(field_of(refusal, form.fields), edition_refused(refusal))


@login_required
def new_price(request: HttpRequest, edition: int) -> HttpResponse:
    """Add an item with its price."""
    found = open_edition_of(request, edition)
    form = NewPriceForm(request.POST or None, initial={"kind": "SSH", "ceiling": "ESTIMATE"})
    context: dict[str, Any] = {"edition": found, "form": form}
    if request.method == "POST" and form.is_valid():
        row = form.row()
        context |= warned(queries.hints_for(found, row), form)
        if "mark" not in context:
            try:
                services.add_price(edition_id=edition, row=row, **own_of(request))
                messages.success(request, _("The item is added."))
                return redirect("budget:price_edition", edition=edition)
            except services.EDITION_REFUSED as refusal:
                refused(form, refusal)
    return render(request, "budget/prices/new.html", context)


def _put(request: HttpRequest, price: Any, form: PriceForm) -> None:
    """Save the price, or take the item out of the edition. The survey behind the price stays with it."""
    common: dict[str, Any] = {"edition_id": price.edition_id, "item_id": price.item_id}
    if "close" in request.POST:
        services.close_price(**common, **own_of(request))
        messages.success(request, _("The item is taken out of this edition."))
        return
    given = form.cleaned_data
    values = services.PriceValues(
        given["price"], given["measure"], given["ceiling"], given["accounts"], price.evidence_id
    )
    services.put_price(values=values, **common, **own_of(request))
    messages.success(request, _("The price is saved."))


def _initial(price: Any) -> dict[str, Any]:
    return {
        "price": number(price.price_amount),
        "measure": price.measure,
        "ceiling": price.ceiling,
        "accounts": "; ".join(price.item.account_prefixes),
    }


def _hints(price: Any, form: PriceForm) -> dict[str, Any]:
    item = price.item
    row = form.row(name=item.name, specification=item.specification, kind=item.kind, group=item.group)
    return warned(queries.hints_for(price.edition, row, item), form)


@login_required
def edit_price(request: HttpRequest, edition: int, item: int) -> HttpResponse:
    """Set one price by hand, or close the item."""
    found = open_edition_of(request, edition)
    price = queries.price_in(found, item)
    if price is None:
        raise Http404
    form = PriceForm(request.POST or None, initial=_initial(price))
    context = {"edition": found, "price": price, "form": form, "history": queries.history_of(price.item)}
    context["quotes"] = len(queries.survey_of(price).quotes)
    closing = "close" in request.POST
    if request.method == "POST" and (closing or form.is_valid()):
        context |= {} if closing else _hints(price, form)
        if "mark" not in context:
            try:
                _put(request, price, form)
                return redirect("budget:price_edition", edition=edition)
            except services.EDITION_REFUSED as refusal:
                refused(form, refusal)
    return render(request, "budget/prices/edit.html", context)
