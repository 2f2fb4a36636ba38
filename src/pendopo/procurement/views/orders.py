"""Orders from the catalogue in the workspace: cart, talk about the price, order letter."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS
from pendopo.procurement import queries, services
from pendopo.procurement.forms_orders import CartForm, LetterForm, PricesForm, SendForm
from pendopo.procurement.forms_packages import ReasonForm, read_cents
from pendopo.procurement.views.auction_words import written
from pendopo.procurement.views.catalogue_words import marks_of, price_of
from pendopo.procurement.views.contracts import CONTRACT_REFUSED
from pendopo.procurement.views.order_words import STEPS, facts_of, refusal_text, rows_of, thread_of

PER_PAGE = 25
REFUSED = (*CONTRACT_REFUSED, services.OrderRefused)
ACTS: dict[str, Any] = {
    "send": services.send_order,
    "offer": services.offer_prices,
    "agree": services.accept_prices,
    "order": services.place_order,
    "cancel": services.cancel_order,
}


@login_required
def orders(request: HttpRequest) -> HttpResponse:
    """Orders of the person's units, or those that one's suppliers were asked for."""
    page = Paginator(queries.orders_visible_to(actor_of(request)), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "procurement/orders/list.html", {"page": page})


@login_required
def buy(request: HttpRequest, item: int) -> HttpResponse:
    """Put an item into the cart of a package."""
    found, actor = queries.item_at(ANONYMOUS, item), actor_of(request)
    if found is None:
        raise Http404
    packages = queries.packages_to_buy_for(actor)
    if not packages and not queries.buying_units(actor).exists():
        raise PermissionDenied
    choices = [(one.pk, f"{one.title} ({one.code})") for one in packages]
    form = CartForm(request.POST or None, packages=choices, initial={"quantity": found.least_order})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            order = services.fill_cart(
                package_id=given["package"], item_id=item, quantity=given["quantity"], actor=actor, now=clock.now()
            )
            messages.success(request, _("It is in the cart."))
            return redirect("procurement:order", key=order.key)
        except REFUSED as refusal:
            form.add_error("quantity", refusal_text(refusal))
    context = {"item": found, "form": form, "price": price_of(found), "marks": marks_of(found)}
    return render(request, "procurement/orders/buy.html", context)


def _order(request: HttpRequest, key: Any) -> Any:
    found = queries.order_at(actor_of(request), key)
    if found is None:
        raise Http404
    return found


@login_required
def order(request: HttpRequest, key: Any) -> HttpResponse:
    """One order for either side: lines, prices on the table, what was said, what may be done."""
    found, actor = _order(request, key), actor_of(request)
    lines, talk = queries.lines_of_order(found), queries.talk_of(found)
    prices = queries.prices_now(lines, talk)
    context = {
        "order": found,
        "facts": facts_of(found),
        "rows": rows_of(lines, prices),
        "total": written(sum((prices[line.pk] * line.quantity for line in lines), Decimal(0))),
        "thread": thread_of(talk),
        "actions": [(one, STEPS[one][0]) for one in queries.order_actions(actor, found, talk)],
        "buyer": queries.speaks_as(actor, found) == "BUYER",
    }
    return render(request, "procurement/orders/order.html", context)


def _form_for(request: HttpRequest, action: str, order: Any, lines: list[Any], prices: dict[int, Any]) -> Any:
    if action in ("send", "offer"):
        initial = {f"harga-{pk}": amount for pk, amount in prices.items()}
        kind = SendForm if action == "send" else PricesForm
        return kind(request.POST or None, lines=lines, initial=initial)
    kinds: dict[str, Any] = {"order": LetterForm, "cancel": ReasonForm}
    return kinds[action](request.POST or None) if action in kinds else None


def _given(request: HttpRequest, action: str, form: Any, talk: list[Any]) -> dict[str, Any]:
    """What the act takes besides the order."""
    own = {name: value for name, value in form.cleaned_data.items() if name[:6] != "harga-"} if form else {}
    if action in ("send", "offer"):
        own["prices"] = form.prices()
    if action == "agree":
        own["sequence"] = int(request.POST.get("sequence") or 0) if request.POST.get("sequence", "").isdigit() else 0
    if action == "order":
        own["shares"] = read_cents(request.POST)[0] or None
    return own


@login_required
def order_step(request: HttpRequest, key: Any, action: str) -> HttpResponse:
    """Ask, offer, agree, order or cancel, on a page of its own."""
    found, actor = _order(request, key), actor_of(request)
    lines, talk = queries.lines_of_order(found), queries.talk_of(found)
    if action not in queries.order_actions(actor, found, talk):
        raise PermissionDenied
    form = _form_for(request, action, found, lines, queries.prices_now(lines, talk))
    error = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            given = _given(request, action, form, talk)
            ACTS[action](order_id=found.pk, actor=actor, now=clock.now(), **given)
            return redirect("procurement:order", key=key)
        except REFUSED as refusal:
            error = refusal_text(refusal)
            if form:
                form.add_error(None, error)
    context = _step_context(request, found, action, talk) | {"form": form, "error": error}
    return render(request, "procurement/orders/step.html", context)


def _step_context(request: HttpRequest, found: Any, action: str, talk: list[Any]) -> dict[str, Any]:
    title, text = STEPS[action]
    lines = queries.lines_of(actor_of(request), found.package) if action == "order" else []
    _amounts, typed, errors = read_cents(request.POST)
    rows = [
        {"line": line, "most": most, "value": typed.get(line.id, ""), "error": errors.get(line.id, "")}
        for line, most in lines
    ]
    last = talk[-1] if talk else None
    return {
        "order": found, "title": title, "text": text, "action": action, "rows": rows if len(rows) > 1 else [],
        "last": last, "amount": written(last.total_amount) if last else "",
    }  # fmt: skip
