"""The survey of one price of an edition at work: what sellers asked, one by one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget import queries, services
from pendopo.budget.forms_quotes import QuoteForm
from pendopo.budget.views.edition_words import edition_refused, field_of
from pendopo.budget.views.price_forms import open_edition_of, own_of
from pendopo.files.inspection import FileRefused


def _saved(request: HttpRequest, form: QuoteForm, place: dict[str, int]) -> bool:
    try:
        services.add_quote(edition_id=place["edition"], item_id=place["item"], values=form.values(), **own_of(request))
    except FileRefused as refusal:
        form.add_error("paper", str(refusal))
    except services.EDITION_REFUSED as refusal:
        form.add_error(field_of(refusal, form.fields), edition_refused(refusal))
    return not form.errors


@login_required
def price_survey(request: HttpRequest, edition: int, item: int) -> HttpResponse:
    """What sellers asked for an item, and a form for the next."""
    found = open_edition_of(request, edition)
    price = queries.price_in(found, item)
    if price is None:
        raise Http404
    form = QuoteForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _saved(request, form, {"edition": edition, "item": item}):
        messages.success(request, _("What the seller asked is noted."))
        return redirect("budget:price_survey", edition=edition, item=item)
    context: dict[str, Any] = {"edition": found, "price": price, "form": form, "survey": queries.survey_of(price)}
    context["above"] = context["survey"].above(price.price_amount)
    return render(request, "budget/prices/survey.html", context)


@login_required
def remove_quote(request: HttpRequest, edition: int, item: int, quote: int) -> HttpResponse:
    """Asks, then takes one seller out of the survey."""
    found = open_edition_of(request, edition)
    price = queries.price_in(found, item)
    one = next((row for row in queries.survey_of(price).quotes if row.pk == quote), None) if price else None
    if one is None:
        raise Http404
    if request.method == "POST":
        services.remove_quote(edition_id=edition, quote_id=quote, **own_of(request))
        messages.success(request, _("The seller is taken out of the survey."))
        return redirect("budget:price_survey", edition=edition, item=item)
    return render(request, "budget/prices/survey_remove.html", {"edition": found, "price": price, "quote": one})
