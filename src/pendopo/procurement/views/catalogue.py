"""The catalogue in the workspace: a supplier's own items, the review of the procurement unit."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.instance.queries import current
from pendopo.kernel import clock
from pendopo.kernel.states import MoveRefused
from pendopo.procurement import queries, services
from pendopo.procurement.forms_catalogue import ItemForm
from pendopo.procurement.forms_packages import ReasonForm
from pendopo.procurement.views.catalogue_words import STEPS, facts_of, price_of, refusal_text

PER_PAGE = 25
REFUSED = (services.ItemRefused, services.ReasonMissing, MoveRefused)
ACTS: dict[str, Any] = {
    "submit": services.submit_item,
    "list": services.list_item,
    "return": services.return_item,
    "withdraw": services.withdraw_item,
    "suspend": services.suspend_item,
}


def _form(request: HttpRequest, **more: Any) -> ItemForm:
    regency = current()
    choices = queries.kecamatan_to_choose(regency.region_code if regency else "")
    return ItemForm(request.POST or None, kecamatan=choices, **more)


@login_required
def items(request: HttpRequest) -> HttpResponse:
    """One's own items, or all of them for the procurement unit: what waits for review first."""
    actor = actor_of(request)
    suppliers = queries.suppliers_offering(actor)
    if not suppliers and not queries.keeps_catalogue(actor):
        raise PermissionDenied
    page = Paginator(queries.items_at_work(actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "suppliers": suppliers, "reviews": queries.keeps_catalogue(actor)}
    return render(request, "procurement/catalogue/work.html", context)


@login_required
def new_item(request: HttpRequest, supplier: int) -> HttpResponse:
    """Write an item of a supplier that one acts for."""
    found = next((one for one in queries.suppliers_offering(actor_of(request)) if one.pk == supplier), None)
    if found is None:
        raise Http404
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draft_item(
                supplier_id=supplier, values=form.values(), actor=actor_of(request), now=clock.now()
            )
            messages.success(request, _("The item is saved. Send it for review when it is complete."))
            return redirect("procurement:item_at_work", item=made.pk)
        except REFUSED as refusal:
            form.add_error(None, refusal_text(refusal))
    return render(request, "procurement/catalogue/edit.html", {"form": form, "supplier": found})


def _item(request: HttpRequest, item: int) -> Any:
    found = queries.item_at_work(actor_of(request), item)
    if found is None:
        raise Http404
    return found


@login_required
def item_at_work(request: HttpRequest, item: int) -> HttpResponse:
    """One item at work: its facts and what may be done."""
    found = _item(request, item)
    actions = queries.item_actions(actor_of(request), found)
    context = {
        "item": found,
        "price": price_of(found),
        "facts": facts_of(found),
        "edits": "edit" in actions,
        "actions": [(one, STEPS[one][0]) for one in actions if one in STEPS],
    }
    return render(request, "procurement/catalogue/at_work.html", context)


@login_required
def edit_item(request: HttpRequest, item: int) -> HttpResponse:
    """Change an item."""
    found = _item(request, item)
    if "edit" not in queries.item_actions(actor_of(request), found):
        raise PermissionDenied
    names = ("name", "category", "kind", "description", "price_amount", "measure", "least_order", "stock",
             "delivery_days", "kecamatan_id", "is_pdn", "tkdn_percent")  # fmt: skip
    form = _form(request, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_item(item_id=item, values=form.values(), actor=actor_of(request), now=clock.now())
            messages.success(request, _("The item is changed."))
            return redirect("procurement:item_at_work", item=item)
        except REFUSED as refusal:
            form.add_error(None, refusal_text(refusal))
    return render(request, "procurement/catalogue/edit.html", {"form": form, "item": found, "supplier": found.supplier})


@login_required
def item_step(request: HttpRequest, item: int, action: str) -> HttpResponse:
    """Send, list, return, withdraw or suspend an item, after asking."""
    found = _item(request, item)
    if action not in queries.item_actions(actor_of(request), found):
        raise PermissionDenied
    form = ReasonForm(request.POST or None) if action in ("return", "suspend") else None
    error = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        given = dict(form.cleaned_data) if form else {}
        try:
            ACTS[action](item_id=item, actor=actor_of(request), now=clock.now(), **given)
            return redirect("procurement:item_at_work", item=item)
        except REFUSED as refusal:
            error = refusal_text(refusal)
    title, text = STEPS[action]
    context = {"item": found, "title": title, "text": text, "form": form, "error": error}
    return render(request, "procurement/catalogue/step.html", context)
