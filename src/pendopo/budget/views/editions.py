"""Editions of the price standards at work: the list, the report, single prices, the way into force."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pendopo.budget import queries, services
from pendopo.budget.forms_agreement import ReasonForm
from pendopo.budget.forms_editions import BeginForm, PerkadaForm
from pendopo.budget.forms_prices import PriceFilterForm
from pendopo.budget.price_words import KIND_WORDS, words_of
from pendopo.budget.views.edition_words import EDITION_WORDS, edition_refused, tag_of
from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import permits
from pendopo.kernel.display import number

PER_PAGE = 25
STEP_FORMS: dict[str, type[forms.Form]] = {"approve": PerkadaForm, "return": ReasonForm}


def edition_at_work(request: HttpRequest, edition: int) -> Any:
    """The edition of the address. Raises PermissionDenied, Http404."""
    if not queries.may_see_editions(actor_of(request)):
        raise PermissionDenied
    found = queries.editions_visible_to(actor_of(request)).filter(pk=edition).first()
    if found is None:
        raise Http404
    return found


@login_required
def editions(request: HttpRequest) -> HttpResponse:
    """All editions, and beginning one from the last."""
    actor = actor_of(request)
    if not queries.may_see_editions(actor):
        raise PermissionDenied
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = services.begin_edition(title=form.cleaned_data["title"], actor=actor, now=clock.now())
        return redirect("budget:price_edition", edition=made.pk)
    page = Paginator(queries.editions_visible_to(actor), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"edition": one, "tag": tag_of(one.status)} for one in page]
    context = {"page": page, "rows": rows, "form": form, "may_edit": permits(actor, "budget.edit_prices")}
    return render(request, "budget/prices/editions.html", context)


def _report(request: HttpRequest, found: Any) -> dict[str, Any]:
    """The findings of the asked kind, and a tab for each kind that has some."""
    report = queries.price_report(queries.rows_of_edition(found), found.base)
    counts = {kind: report.count(kind) for kind in KIND_WORDS}
    kind = request.GET.get("temuan", "")
    if not counts.get(kind):
        kind = next((name for name, count in counts.items() if count), "")
    shown = [one for one in report.findings if one.kind == kind]
    tabs = [
        {"label": str(words), "count": number(counts[name]), "url": f"?temuan={name}#laporan", "current": name == kind}
        for name, words in KIND_WORDS.items()
        if counts[name]
    ]
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("hal"))
    entries: list[Any] = [one.row for one in page]
    rows = [
        {"code": row.code, "name": row.name, "text": words_of(one), "row": row}
        for row, one in zip(entries, page, strict=True)
    ]
    return {"report": report, "tabs": tabs, "findings": rows, "finding_page": page}


@login_required
def price_edition(request: HttpRequest, edition: int) -> HttpResponse:
    """One edition: where it stands, what is strange in it, its prices."""
    found = edition_at_work(request, edition)
    form = PriceFilterForm(request.GET, groups=queries.groups_of(found), measures=queries.measures_of(found))
    prices = queries.find_prices(found, form.asked())
    context = {
        "edition": found,
        "tag": tag_of(found.status),
        "steps": [EDITION_WORDS[name] | {"action": name} for name in queries.price_actions(actor_of(request), found)],
        "editable": found.status == "SURVEYED" and permits(actor_of(request), "budget.edit_prices"),
        "form": form,
        "page": Paginator(prices.rows, PER_PAGE).get_page(request.GET.get("page")),
        **_report(request, found),
    }
    return render(request, "budget/prices/edition.html", context)


def _do(action: str, edition: Any, request: HttpRequest, given: dict[str, Any]) -> None:
    common = {"edition_id": edition.pk, "actor": actor_of(request), "now": clock.now()}
    if action == "propose":
        services.propose_prices(**common)
    elif action == "approve":
        services.approve_prices(**common, **given)
    elif action == "return":
        services.return_prices(reason=given["reason"], **common)
    else:
        services.enact_prices(today=clock.today(), **common)


@login_required
def edition_step(request: HttpRequest, edition: int, action: str) -> HttpResponse:
    """Ask, then do one step of an edition."""
    found = edition_at_work(request, edition)
    if action not in queries.price_actions(actor_of(request), found):
        raise Http404
    form = STEP_FORMS.get(action, forms.Form)(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _do(action, found, request, form.cleaned_data)
            messages.success(request, EDITION_WORDS[action]["done"])
            return redirect("budget:price_edition", edition=edition)
        except services.EDITION_REFUSED as refusal:
            form.add_error(None, edition_refused(refusal))
    return render(request, "budget/prices/step.html", {"edition": found, "form": form, "words": EDITION_WORDS[action]})
